import { expect } from '@open-wc/testing';
import { html } from 'lit';
import { Countdown, Stopwatch, digits } from './clock.ts';
import { CallbackElement } from './element.ts';
import { FakeSession, provide } from './testing/session.ts';

class TestClock extends CallbackElement {
  static override readonly tag = 'test-clock';
  timer: { deadline: string; duration: number } | null = null;
  since: string | null = null;
  heard: string[] = [];
  draws = 0;
  countdown = new Countdown(
    this,
    () => this.timer,
    (seconds, first) => this.heard.push(`${first ? 'start ' : ''}${seconds}`),
  );
  stopwatch = new Stopwatch(this, () => this.since);

  protected override render() {
    this.draws += 1;
    return html`${this.countdown.seconds ?? '-'} ${this.stopwatch.seconds ?? '-'}`;
  }
}
TestClock.define();

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('the clock', () => {
  let session: FakeSession;
  let place: HTMLElement;
  let element: TestClock;

  /** Sets the provider's clock: seconds of the day, and its rate. */
  const set = (seconds: number, rate = 0) =>
    session.clock.set({ now: new Date(seconds * 1000).toISOString(), rate });
  const at = (seconds: number) => new Date(seconds * 1000).toISOString();
  const settle = async () => {
    await wait(30);
    await element.updateComplete;
  };
  /** When the browser has told all observers: it may take its time in a page behind another. */
  const visible = (wanted: boolean) =>
    new Promise<void>((resolve) => {
      const observer = new IntersectionObserver((entries) => {
        if (entries.at(-1)?.isIntersecting !== wanted) return;
        observer.disconnect();
        resolve();
      });
      observer.observe(element);
    });
  const text = () => element.shadowRoot!.textContent.trim();

  beforeEach(() => {
    session = new FakeSession();
    set(100);
    place = provide(document.createElement('div'), session);
    document.body.append(place);
    element = new TestClock();
    element.timer = { deadline: at(140), duration: 40_000 };
    element.since = at(40);
    place.append(element);
  });
  afterEach(() => place.remove());

  it('shows deadline minus now, and time since', async () => {
    await settle();
    expect(text()).to.equal('40 60');
    expect(element.countdown.fraction).to.equal(1);
    set(119.4);
    await settle();
    expect(text()).to.equal('21 79');
    set(140);
    await settle();
    expect(text()).to.equal('0 100');
    expect(element.countdown.fraction).to.equal(0);
    set(170);
    await settle();
    expect(text()).to.equal('0 130');
  });

  it('stands still at rate 0, and does not draw', async () => {
    await settle();
    const { draws } = element;
    await wait(1200);
    expect(element.draws).to.equal(draws);
  });

  it('draws once a second, when the shown second changes', async () => {
    set(100.75, 1);
    await settle();
    const { draws } = element;
    expect(text()).to.equal('40 60');
    await wait(350);
    expect(text()).to.equal('39 61');
    await wait(1000);
    expect(text()).to.equal('38 62');
    // Both counters change within one tick here or within two, never more often.
    expect(element.draws - draws).to.be.within(2, 4);
  });

  it('keeps up with 600 times, in at most 20 draws a second', async () => {
    set(100, 600);
    await settle();
    const { draws } = element;
    await wait(1000);
    expect(element.stopwatch.seconds).to.be.greaterThan(300);
    expect(element.draws - draws).to.be.lessThan(25);
    expect(element.countdown.seconds).to.equal(0);
  });

  it('announces the start, 30, 10, 5 and zero, once each', async () => {
    await settle();
    for (const now of [105, 109.9, 110.5, 120, 130, 131, 135.5, 138, 140, 150]) {
      set(now);
      await settle();
    }
    expect(element.heard).to.deep.equal(['start 40', '30', '10', '5', '0']);
  });

  it('begins with its own number, and tells it once, though the clock is a moment behind', async () => {
    await settle();
    element.timer = { deadline: at(200), duration: 30_000 };
    set(169.9);
    element.requestUpdate();
    await settle();
    expect(text()).to.match(/^30 /);
    set(170);
    await settle();
    expect(element.heard).to.deep.equal(['start 40', 'start 30']);
  });

  it('says what is left where several are passed at once', async () => {
    await settle();
    set(136);
    await settle();
    set(500);
    await settle();
    expect(element.heard).to.deep.equal(['start 40', '4', '0']);
  });

  it('does not draw off screen, but skips no announcement, and draws when it comes back', async () => {
    const spacer = document.createElement('div');
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.spacer { block-size: 5000px }');
    document.adoptedStyleSheets = [sheet];
    spacer.className = 'spacer';
    document.body.insertBefore(spacer, place);
    await visible(false);
    const { draws } = element;
    for (const now of [111, 131, 136]) {
      set(now);
      await settle();
    }
    expect(element.heard.slice(1)).to.deep.equal(['29', '9', '4']);
    expect(element.draws).to.equal(draws);
    spacer.remove();
    document.adoptedStyleSheets = [];
    await visible(true);
    await settle();
    expect(text()).to.equal('4 96');
  });

  it('starts anew with another deadline, and stops without one', async () => {
    await settle();
    element.timer = { deadline: at(120), duration: 40_000 };
    element.requestUpdate();
    await settle();
    expect(element.heard).to.deep.equal(['start 40', 'start 20']);
    expect(element.countdown.fraction).to.equal(0.5);
    element.timer = null;
    element.requestUpdate();
    await settle();
    expect(text()).to.equal('- 60');
  });

  it('leaves no listener behind', async () => {
    element.remove();
    let open = 0;
    const onChange = session.clock.onChange.bind(session.clock);
    session.clock.onChange = (listener) => {
      const stop = onChange(listener);
      open += 1;
      return () => {
        open -= 1;
        stop();
      };
    };
    for (let i = 0; i < 50; i += 1) {
      place.append(element);
      if (i % 2) await settle();
      element.remove();
    }
    expect(open).to.equal(0);
    place.append(element);
    await settle();
    expect(open).to.equal(2);
  });

  it('writes digits', () => {
    expect([0, 7, 65, 725, 3723].map(digits)).to.deep.equal(['0:00', '0:07', '1:05', '12:05', '1:02:03']);
  });

  it('that counts nothing sets no timer, also when it jumps', async () => {
    element.timer = null;
    element.since = null;
    element.requestUpdate();
    await settle();
    const real = window.setTimeout.bind(window);
    let timers = 0;
    window.setTimeout = ((...args: Parameters<typeof real>) => {
      timers += 1;
      return real(...args);
    }) as typeof real;
    set(200, 1);
    await new Promise((resolve) => real(resolve, 300));
    window.setTimeout = real;
    expect(timers).to.be.below(5);
  });
});
