import { expect, fixture, html } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { DirectoryEntry, DirectoryPage, DirectoryQuery } from '../../contract/directory.ts';
import { button } from '../shared/templates/button.ts';
import { attachOften } from '../shared/testing/leaks.ts';
import { FakeDirectory, FakeSession, deferred, provide, refusal } from '../shared/testing/session.ts';
import { crowd, hostile, person, queue, team } from './cbk-directory.fixtures.ts';
import type { CbkDirectory } from './cbk-directory.ts';
import './define.ts';

const kinds = ['queue', 'agent', 'external'] as const;
const action = ({ name }: DirectoryEntry) =>
  button({ label: `Take ${name}`, iconOnly: true, press: () => {} });

const rest = (ms = 10) => new Promise((resolve) => setTimeout(resolve, ms));
const settle = async (element: CbkDirectory) => {
  await rest();
  await element.updateComplete;
};
const draw = async (directory: FakeDirectory, lists: readonly DirectoryEntry['kind'][] = kinds) => {
  const element = await fixture<CbkDirectory>(
    html`<cbk-directory .directory=${directory} .kinds=${lists} .action=${action}></cbk-directory>`,
  );
  await settle(element);
  return element;
};
const root = (element: CbkDirectory) => element.shadowRoot!;
const text = (node: Node | null | undefined) => node?.textContent?.replace(/\s+/g, ' ').trim();
const rows = (element: CbkDirectory, kind: string) =>
  [...root(element).querySelectorAll(`#${kind} > li`)].map(text);
const heads = (element: CbkDirectory) => [...root(element).querySelectorAll('.head')].map(text);
const field = (element: CbkDirectory) => root(element).querySelector('input')!;
const labelled = (element: CbkDirectory, label: string) =>
  [...root(element).querySelectorAll('button')].find((one) => (one.ariaLabel ?? text(one)) === label);
const active = (element: CbkDirectory) => root(element).activeElement as HTMLElement | null;
const alert = (element: CbkDirectory) => text(root(element).querySelector('[role=alert]'));
const type = async (element: CbkDirectory, value: string, wait = 200) => {
  field(element).value = value;
  field(element).dispatchEvent(new Event('input', { bubbles: true }));
  await rest(wait);
  await element.updateComplete;
};
const said = async () => {
  await rest(200);
  const region = document.getElementById('cbk-polite')?.shadowRoot;
  return [...(region?.querySelectorAll('p') ?? [])].map((one) => one.textContent);
};

/** A directory that answers when told. */
class SlowDirectory extends FakeDirectory {
  readonly open: { query: DirectoryQuery; signal: AbortSignal | undefined; answer: () => Promise<void> }[] =
    [];
  override search(query: DirectoryQuery, options?: { readonly signal?: AbortSignal }) {
    this.asked.push(query);
    const { promise, resolve } = deferred<DirectoryPage>();
    this.open.push({
      query,
      signal: options?.signal,
      answer: async () => {
        resolve(await this.answer(query));
        await rest();
      },
    });
    return promise;
  }
}

describe('cbk-directory', () => {
  it('asks nothing and lists nothing where no kind is allowed, or there is no directory', async () => {
    const directory = new FakeDirectory(team());
    expect(heads(await draw(directory, []))).to.be.empty;
    expect(directory.asked).to.be.empty;
    const alone = await fixture<CbkDirectory>(html`<cbk-directory .kinds=${kinds}></cbk-directory>`);
    expect(heads(alone)).to.be.empty;
  });

  it('lists by kind, in the order asked for, with how many there are', async () => {
    const element = await draw(new FakeDirectory(team()));
    expect(heads(element)).to.deep.equal(['Queues 3', 'Agents 5', 'External 1']);
    const other = await draw(new FakeDirectory(team()), ['agent', 'queue']);
    expect(heads(other)).to.deep.equal(['Agents 5', 'Queues 3']);
    for (const list of root(element).querySelectorAll('ul'))
      expect(
        document.getElementById('x') ?? root(element).getElementById(list.getAttribute('aria-labelledby')!),
      ).to.not.equal(null);
  });

  it('says waiting and estimated wait of a queue in words', async () => {
    const element = await draw(
      new FakeDirectory([
        queue('A', { waiting: 4, estimatedWait: 360_000 }),
        queue('B'),
        queue('C', { waiting: 1200, estimatedWait: null }),
        queue('D', { waiting: 1, estimatedWait: 1 }),
        queue('E', { estimatedWait: null }),
      ]),
    );
    expect(rows(element, 'queue')).to.deep.equal([
      'A 4 waiting, about 6 min',
      'B None waiting, at once',
      'C 1,200 waiting',
      'D 1 waiting, about 1 min',
      'E None waiting',
    ]);
  });

  it('says presence in words, beside a shape', async () => {
    const element = await draw(new FakeDirectory(team()));
    const [free, , busy, away, offline] = rows(element, 'agent');
    expect(free).to.equal('Núria Puigdomènech Available');
    expect(busy).to.match(
      /^Ngozi Chukwuemeka-Abernathy of Whitcombe Busy, on a call since ([A-Z]\w\w )?\d\d:\d\d$/,
    );
    expect(away).to.match(/^李 慧敏 Away since ([A-Z]\w\w )?\d\d:\d\d$/);
    expect(offline).to.equal('Jürgen Großmann Offline');
    expect([...root(element).querySelectorAll('#agent .dot')].map((one) => one.classList[1])).to.deep.equal([
      'available',
      'available',
      'busy',
      'away',
      'offline',
    ]);
    expect(rows(element, 'external')).to.deep.equal(['Card scheme helpdesk +1 202-555-0190']);
  });

  it('has a field labelled Search, which takes the focus', async () => {
    const element = await draw(new FakeDirectory(team()));
    expect(field(element).ariaLabel).to.equal('Search');
    expect(field(element).type).to.equal('search');
    element.focus();
    await settle(element);
    expect(active(element) === field(element)).to.equal(true);
  });

  describe('the search', () => {
    it('asks the provider, list by list, and says what was found, once', async () => {
      await rest(3200);
      const directory = new FakeDirectory(team());
      const element = await draw(directory);
      expect(await said()).to.be.empty;
      directory.asked.length = 0;
      await type(element, '  an ');
      expect(directory.asked).to.deep.equal(kinds.map((kind) => ({ kind, search: 'an' })));
      expect(heads(element)).to.deep.equal(['Queues 2', 'Agents 1', 'External 0']);
      expect(await said()).to.deep.equal(['Queues: 2, Agents: 1, External: 0']);
    }).timeout(10_000);

    it('says where nothing was found', async () => {
      const element = await draw(new FakeDirectory(team()), ['agent']);
      await type(element, 'nobody of this name');
      expect(text(root(element).querySelector('section'))).to.equal('Agents 0 Nothing found.');
    });

    it('asks at once for the first key, and once for those that follow fast', async () => {
      const directory = new FakeDirectory(crowd(50));
      const element = await draw(directory, ['agent']);
      directory.asked.length = 0;
      await type(element, '0', 0);
      expect(directory.asked.map(({ search }) => search)).to.deep.equal(['0']);
      await type(element, '00', 0);
      await type(element, '000', 0);
      await type(element, '0004', 0);
      expect(directory.asked).to.have.length(1);
      await rest(250);
      expect(directory.asked.map(({ search }) => search)).to.deep.equal(['0', '0004']);
      await settle(element);
      expect(heads(element)).to.deep.equal(['Agents 11']);
    });

    it('asks nothing for a space', async () => {
      const directory = new FakeDirectory(team());
      const element = await draw(directory);
      directory.asked.length = 0;
      await type(element, '  ');
      expect(directory.asked).to.be.empty;
    });

    it('keeps what is shown until the answer is there', async () => {
      const directory = new SlowDirectory(team());
      const element = await draw(directory, ['agent']);
      expect(text(root(element).querySelector('section'))).to.equal('Agents Searching…');
      await directory.open[0]!.answer();
      expect(rows(element, 'agent')).to.have.length(5);
      await type(element, 'li');
      expect(rows(element, 'agent')).to.have.length(5);
      expect(root(element).querySelector('ul')!.ariaBusy).to.equal('true');
      await directory.open[1]!.answer();
      expect(rows(element, 'agent')).to.have.length(0);
      expect(root(element).querySelector('ul')!.ariaBusy).to.equal(null);
    });

    it('drops an answer that comes too late, and aborts its question', async () => {
      const directory = new SlowDirectory(crowd(50));
      const element = await draw(directory, ['agent']);
      await directory.open[0]!.answer();
      await type(element, '01', 200);
      await type(element, '0049', 200);
      const [, first, second] = directory.open;
      expect(first!.signal!.aborted).to.equal(true);
      await second!.answer();
      expect(rows(element, 'agent')).to.deep.equal(['Agent 00049 Available']);
      await first!.answer();
      await settle(element);
      expect(rows(element, 'agent')).to.deep.equal(['Agent 00049 Available']);
      expect(heads(element)).to.deep.equal(['Agents 1']);
    });

    it('draws what it brings in the rows that are there, but not in one that has the focus', async () => {
      const element = await draw(new FakeDirectory(crowd(60)), ['agent']);
      const [first] = root(element).querySelectorAll('#agent > li');
      await type(element, '0005');
      expect(rows(element, 'agent')[0]).to.equal('Agent 00005 Available');
      expect(root(element).querySelector('#agent > li') === first).to.equal(true);
      const aimed = labelled(element, 'Take Agent 00005')!;
      aimed.focus();
      await type(element, '0004');
      expect(rows(element, 'agent')[0]).to.equal('Agent 00004 Available');
      expect(aimed.isConnected).to.equal(false);
      expect(aimed.ariaLabel).to.equal('Take Agent 00005');
      expect(active(element) === field(element)).to.equal(true);
    });

    it('offers a phone number that is in no list, where external targets are', async () => {
      const directory = new FakeDirectory(team());
      const element = await draw(directory);
      await type(element, '+44 (20) 7946-0018');
      expect(rows(element, 'external')).to.deep.equal(['+44 207 946 0018 Phone number']);
      expect(labelled(element, 'Take +44 207 946 0018')).to.not.equal(undefined);
      await type(element, '2079460018');
      expect(rows(element, 'external')).to.be.empty;
      const inside = await draw(directory, ['agent']);
      await type(inside, '+442079460018');
      expect(rows(inside, 'agent')).to.be.empty;
    });
  });

  describe('page by page', () => {
    it('shows 25, and 25 more', async () => {
      const directory = new FakeDirectory(crowd(1204));
      const element = await draw(directory, ['agent']);
      expect(heads(element)).to.deep.equal(['Agents 25 of 1,204']);
      expect(rows(element, 'agent')).to.have.length(25);
      labelled(element, 'Show more')!.click();
      await settle(element);
      expect(heads(element)).to.deep.equal(['Agents 50 of 1,204']);
      expect(rows(element, 'agent')[49]).to.equal('Agent 00049 Available');
      expect(directory.asked).to.deep.equal([
        { kind: 'agent', search: '' },
        { kind: 'agent', search: '', after: '25' },
      ]);
    });

    it('takes the focus on to the first that came, also where no more are left', async () => {
      const element = await draw(new FakeDirectory(crowd(30)), ['queue', 'agent']);
      labelled(element, 'Show more')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(element);
      expect(active(element)?.ariaLabel).to.equal('Take Agent 00025');
      expect(labelled(element, 'Show more')).to.equal(undefined);
    });

    it('leaves the focus alone where it went elsewhere meanwhile', async () => {
      const directory = new SlowDirectory(crowd(60));
      const element = await draw(directory, ['agent']);
      await directory.open[0]!.answer();
      labelled(element, 'Show more')!.focus();
      labelled(element, 'Show more')!.click();
      await settle(element);
      expect(labelled(element, 'Show more')!.ariaBusy).to.equal('true');
      labelled(element, 'Show more')!.click();
      expect(directory.asked).to.have.length(2);
      field(element).focus();
      await directory.open[1]!.answer();
      await settle(element);
      expect(rows(element, 'agent')).to.have.length(50);
      expect(active(element) === field(element)).to.equal(true);
    });

    it('starts anew with a new search', async () => {
      const directory = new FakeDirectory(crowd(300));
      const element = await draw(directory, ['agent']);
      labelled(element, 'Show more')!.click();
      await settle(element);
      await type(element, 'agent');
      expect(heads(element)).to.deep.equal(['Agents 25 of 300']);
    });

    it('draws only what is on screen of many', async () => {
      const element = await draw(new FakeDirectory(crowd(80)), ['agent']);
      const lists = root(element).querySelector('.lists')!;
      expect(lists.clientHeight).to.be.below(lists.scrollHeight);
      for (const pages of [2, 3]) {
        labelled(element, 'Show more')!.click();
        await settle(element);
        expect(rows(element, 'agent')).to.have.length(25 * pages);
      }
      expect(getComputedStyle(root(element).querySelector('li')!).contentVisibility).to.equal('auto');
    });
  });

  describe('between two searches', () => {
    const changed = (entries: DirectoryEntry[], id: string, changes: object) =>
      entries.map((entry) => (entry.id === id ? { ...entry, ...changes } : entry));
    const busy = { status: 'busy', presence: 'Busy', reachable: false, activity: 'callback' };

    it('asks again when the provider says that it changed, and updates rows in place', async () => {
      const directory = new FakeDirectory(team());
      const element = await draw(directory);
      const before = root(element).querySelector('#agent > li');
      // The provider's order is by presence: this one comes last now.
      const [nuria, ...others] = changed(team(), 'nuria', busy).filter(({ kind }) => kind === 'agent');
      directory.change([queue('Loans and mortgages', { waiting: 7 }), ...others, nuria!]);
      await settle(element);
      expect(root(element).querySelector('#agent > li') === before).to.equal(true);
      expect(rows(element, 'agent')[0]).to.match(/^Núria Puigdomènech Busy, with a callback since /);
      expect(rows(element, 'queue')).to.deep.equal(['Loans and mortgages 7 waiting, at once']);
    });

    it('finds who moved to a page further down, and adds who came at the end', async () => {
      const directory = new FakeDirectory(crowd(60));
      const element = await draw(directory, ['agent']);
      const moved = person('Agent 00003', {
        id: 'agent-3',
        status: 'away',
        presence: 'Away',
        reachable: false,
      });
      const others = crowd(60).filter(({ id }) => id !== 'agent-3');
      directory.asked.length = 0;
      directory.change([...others, moved]);
      await settle(element);
      const shown = rows(element, 'agent');
      expect(shown[3]).to.match(/^Agent 00003 Away since /);
      expect(shown).to.have.length(26);
      expect(shown[25]).to.equal('Agent 00025 Available');
      expect(directory.asked.map(({ search }) => search)).to.deep.equal(['', 'Agent 00003']);
      // Who has left is gone.
      directory.change(others);
      await settle(element);
      expect(rows(element, 'agent')).to.have.length(25);
      expect(rows(element, 'agent')[3]).to.equal('Agent 00004 Available');
    });

    it('asks for every page that was opened', async () => {
      const directory = new FakeDirectory(crowd(60));
      const element = await draw(directory, ['agent']);
      labelled(element, 'Show more')!.click();
      await settle(element);
      directory.asked.length = 0;
      directory.change(changed(crowd(60), 'agent-40', busy));
      await settle(element);
      expect(directory.asked.map(({ after }) => after)).to.deep.equal([undefined, '25']);
      expect(rows(element, 'agent')[40]).to.contain('Busy, with a callback');
    });

    it('asks again every 5 s, but not while it cannot be seen', async () => {
      const directory = new FakeDirectory(team());
      const element = await draw(directory, ['agent']);
      const unseen = new FakeDirectory(team());
      const hidden = await draw(unseen, ['agent']);
      hidden.hidden = true;
      directory.entries = changed(team(), 'nuria', busy);
      await rest(5300);
      expect(rows(element, 'agent')[0]).to.contain('Busy');
      expect(directory.asked).to.have.length(2);
      unseen.change();
      expect(unseen.asked).to.have.length(1);
    }).timeout(12_000);

    it('asks once more where it changed while it was asked, and not more often', async () => {
      const directory = new SlowDirectory(team());
      const element = await draw(directory, ['agent']);
      directory.change();
      directory.change();
      directory.change();
      expect(directory.open).to.have.length(1);
      await directory.open[0]!.answer();
      await settle(element);
      expect(directory.open).to.have.length(2);
      await directory.open[1]!.answer();
      await settle(element);
      expect(directory.open).to.have.length(2);
    });

    it('keeps the focus on its row when others come and go', async () => {
      const directory = new FakeDirectory(team());
      const element = await draw(directory, ['agent']);
      const pressed = labelled(element, 'Take Λεωνίδας Παππάς')!;
      pressed.focus();
      directory.change([...crowd(3), ...team().filter(({ id }) => id !== 'nuria')]);
      await settle(element);
      expect(active(element) === pressed && pressed.isConnected).to.equal(true);
      // Gone itself: the field is next.
      directory.change(crowd(3));
      await settle(element);
      expect(active(element) === field(element)).to.equal(true);
    });

    it('announces nothing of it', async () => {
      await rest(3200);
      const directory = new FakeDirectory(team());
      const element = await draw(directory, ['agent']);
      directory.change(changed(team(), 'nuria', busy));
      await settle(element);
      expect(await said()).to.be.empty;
    }).timeout(10_000);
  });

  describe('when it fails', () => {
    it('says why, and offers to try again', async () => {
      const directory = new FakeDirectory(team());
      const { answer } = directory;
      directory.answer = () => Promise.reject(refusal('unavailable'));
      const element = await draw(directory, ['agent']);
      expect(alert(element)).to.equal('The provider cannot be reached. Try again');
      directory.answer = answer;
      labelled(element, 'Try again')!.focus();
      await sendKeys({ press: 'Enter' });
      await settle(element);
      expect(alert(element)).to.equal(undefined);
      expect(rows(element, 'agent')).to.have.length(5);
      expect(active(element) === field(element)).to.equal(true);
    });

    it('has words for whatever went wrong', async () => {
      const directory = new FakeDirectory(team());
      const element = await draw(directory, ['agent']);
      for (const [error, words] of [
        [new TypeError('x'), 'The list could not be loaded.'],
        [null, 'The list could not be loaded.'],
        [refusal('forbidden'), 'You are not allowed to do this.'],
        [refusal('not_possible', { reason: 'signed_out' }), 'You are signed out.'],
        [refusal('payload_too_large', { detail: 'Shorter, please.' }), 'Shorter, please.'],
      ] as const) {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- a host's own directory may
        directory.answer = () => Promise.reject(error);
        directory.change();
        await settle(element);
        expect(alert(element)).to.equal(`${words} Try again`);
        expect(rows(element, 'agent'), 'what is known stays').to.have.length(5);
      }
    });

    it('shows nothing that was not searched for', async () => {
      const directory = new FakeDirectory(team());
      const element = await draw(directory, ['agent']);
      directory.answer = () => Promise.reject(refusal('unavailable'));
      await type(element, 'li');
      expect(rows(element, 'agent')).to.be.empty;
      expect(heads(element)).to.deep.equal(['Agents']);
      expect(field(element).value).to.equal('li');
    });

    it('one list without the other', async () => {
      const directory = new FakeDirectory(team());
      const { answer } = directory;
      directory.answer = (query) =>
        query.kind === 'queue' ? Promise.reject(refusal('internal')) : answer(query);
      const element = await draw(directory, ['queue', 'agent']);
      expect(heads(element)).to.deep.equal(['Queues', 'Agents 5']);
    });
  });

  it('goes from row to row with the arrow keys, and back to the field', async () => {
    const element = await draw(new FakeDirectory(team()), ['queue', 'agent']);
    element.focus();
    await settle(element);
    const went = [];
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']) {
      await sendKeys({ press: key });
      went.push(active(element)!.ariaLabel);
    }
    expect(went).to.deep.equal([
      'Search',
      'Take Card disputes, North America',
      'Take Loans and mortgages',
      'Take Fraud and lost cards, evenings and weekends',
      'Take Núria Puigdomènech',
      'Take Fraud and lost cards, evenings and weekends',
    ]);
    await sendKeys({ press: 'Tab' });
    expect(active(element)!.ariaLabel).to.equal('Take Núria Puigdomènech');
  });

  describe('in a provider', () => {
    it('takes its directory, and leaves nothing behind', async () => {
      const session = new FakeSession();
      session.directory.entries = team();
      let listening = 0;
      const onChange = session.directory.onChange.bind(session.directory);
      session.directory.onChange = (listener) => {
        listening += 1;
        const stop = onChange(listener);
        return () => {
          listening -= 1;
          stop();
        };
      };
      const place = await fixture<HTMLElement>(html`<div></div>`);
      provide(place, session);
      const element = document.createElement('cbk-directory');
      element.kinds = ['agent'];
      place.append(element);
      await settle(element);
      expect(rows(element, 'agent')).to.have.length(5);
      await type(element, 'puig');
      const { left, once, again } = await attachOften(element, session.store, () => settle(element));
      expect(left).to.equal(0);
      expect(again).to.equal(once);
      await settle(element);
      expect(listening).to.equal(1);
      expect(field(element).value).to.equal('puig');
      expect(rows(element, 'agent')).to.deep.equal(['Núria Puigdomènech Available']);
      element.remove();
      expect(listening).to.equal(0);
    });

    it('aborts what it asked when it leaves', async () => {
      const directory = new SlowDirectory(team());
      const element = await draw(directory, ['agent']);
      element.remove();
      expect(directory.open[0]!.signal!.aborted).to.equal(true);
      await directory.open[0]!.answer();
    });
  });

  it('takes hostile strings as text, and does not break', async () => {
    const element = await draw(new FakeDirectory(hostile()));
    expect(root(element).querySelector('img, script, i, b, a') === null).to.equal(true);
    expect(rows(element, 'queue')[0]).to.contain('<img src=x onerror');
    expect(rows(element, 'agent')[0]).to.match(/<i>busy busy .*<\/i>$/);
    expect(rows(element, 'external')[0]).to.contain('javascript:alert(1)');
    expect(element.scrollWidth).to.be.at.most(element.clientWidth);
  });

  it('does not overflow at 320 px, from left to right and from right to left', async () => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('.narrow { inline-size: 256px }');
    document.adoptedStyleSheets = [sheet];
    for (const [direction, entries] of [
      ['ltr', team()],
      ['rtl', team()],
      ['rtl', hostile()],
    ] as const) {
      const place = await fixture<HTMLElement>(html`<div class="narrow" dir=${direction}></div>`);
      const element = document.createElement('cbk-directory');
      Object.assign(element, { directory: new FakeDirectory(entries), kinds, action });
      place.append(element);
      await settle(element);
      for (const one of root(element).querySelectorAll<HTMLElement>('.lists, section, li, .small'))
        expect(one.scrollWidth, text(one)).to.be.at.most(one.offsetWidth);
      if (entries.length === team().length) {
        // The number that they begin with is where they begin.
        for (const list of ['#queue', '#external']) {
          const words = root(element).querySelector(`${list} .small bdi`)!;
          const range = document.createRange();
          range.setStart(
            [...words.childNodes].find((one) => one.nodeType === Node.TEXT_NODE)!,
            0,
          );
          range.setEnd(
            [...words.childNodes].find((one) => one.nodeType === Node.TEXT_NODE)!,
            1,
          );
          expect(range.getBoundingClientRect().left).to.be.closeTo(words.getBoundingClientRect().left, 1);
        }
      }
      const [icon, press] = [
        root(element).querySelector('li > svg')!,
        root(element).querySelector('li > .btn')!,
      ];
      const before = icon.getBoundingClientRect().left < press.getBoundingClientRect().left;
      expect(before).to.equal(direction === 'ltr');
    }
    document.adoptedStyleSheets = [];
  });

  for (const [name, make] of Object.entries({ team, hostile, crowd: () => crowd(40), none: () => [] }))
    it(`is accessible: ${name}`, async () => {
      await expect(await draw(new FakeDirectory(make()))).to.be.accessible();
    });
});
