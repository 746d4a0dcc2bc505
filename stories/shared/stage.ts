import { css, html } from 'lit';
import type { PropertyValues, TemplateResult } from 'lit';
import { digits } from '../../components/shared/clock.ts';
import type { ClockChange, Until } from '../../mock-server/driver.ts';
import type { ScenarioName } from '../../mock-server/scenarios/index.ts';
import { createSimulator } from '../../mock-server/simulator.ts';
import type { Simulator } from '../../mock-server/simulator.ts';
import { CallbackElement } from '../../components/shared/element.ts';
import '../../components/callback-provider/define.ts';

const second = 1000;
/** As far as the slider goes. */
const reach = 300;
let stages = 0;

/**
 * A contact centre in the page, and what is to be seen of it in the slot. Its clock stands still; the slider moves it on,
 * and what is due happens. Moved back, the situation begins anew, since time does not go back: what was pressed is undone.
 */
export class SimulatorStage extends CallbackElement {
  static override readonly tag = 'simulator-stage';
  static override properties = {
    scenario: {},
    agent: {},
    at: { state: true },
    runs: { state: true },
  };

  static override styles = [
    CallbackElement.styles,
    css`
      :host {
        display: flex;
        flex-direction: column;
        min-block-size: 100%;
      }
      .time {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 8px 16px;
        padding: 8px 16px;
        background: var(--_surface);
        border-block-end: 1px solid var(--_border);
      }
      .time [type='range'] {
        flex: 1 1 160px;
        block-size: 24px;
      }
      label {
        display: flex;
        align-items: center;
        gap: 8px;
        min-block-size: 24px;
      }
      output {
        min-inline-size: 5ch;
        font-variant-numeric: tabular-nums;
      }
      callback-provider {
        flex: 1;
      }
    `,
  ];

  scenario: ScenarioName = 'agent-first-manual';
  agent = 'ana';
  /** Seconds since the situation began. */
  protected at = 0;
  protected runs = false;

  #simulator: Simulator | undefined;
  #began = 0;
  #stop = () => {};

  get simulator(): Simulator {
    return this.#simulator!;
  }

  /** Moves the clock; resolves when all that follows is on the screen. */
  async move(change: ClockChange | { until: Until }): Promise<void> {
    await this.simulator.control.clock(change);
    await this.settled();
  }

  /** Resolves when all that was asked for is on the screen. */
  async settled(): Promise<void> {
    await this.simulator.quiet();
    await this.#look();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.#simulator) return;
    this.#begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    queueMicrotask(() => {
      if (this.isConnected) return;
      this.#stop();
      this.#simulator?.dispose();
      this.#simulator = undefined;
    });
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.hasUpdated && changed.has('scenario')) void this.#restart();
  }

  #begin() {
    const { scenario } = this;
    // A name of its own, so that drafts of an earlier one are not found on the device.
    const namespace = `stage-${++stages}-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    this.#simulator = createSimulator({ scenario, namespace });
    void this.#look(true);
  }

  async #look(first = false) {
    const now = Date.parse((await this.simulator.control.state()).clock.now);
    if (first) this.#began = now;
    this.at = Math.round((now - this.#began) / second);
  }

  async #restart() {
    const { scenario } = this;
    this.#run(false);
    const { clock } = await this.simulator.control.load({ scenario });
    this.#began = Date.parse(clock.now);
    this.at = 0;
  }

  async #moveTo(to: number) {
    if (to < this.at) await this.#restart();
    if (to > this.at) await this.move({ advance: (to - this.at) * second });
    this.requestUpdate();
  }

  #run(runs: boolean) {
    this.runs = runs;
    this.#stop();
    void this.simulator.control.clock({ mode: runs ? 'real' : 'frozen' });
    if (!runs) return;
    const timer = setInterval(() => void this.#look(), second);
    this.#stop = () => clearInterval(timer);
  }

  protected override render(): TemplateResult {
    const { simulator, agent } = this;
    return html`<div class="time" lang="en">
        <label
          ><input
            type="checkbox"
            .checked=${this.runs}
            @change=${({ target }: Event) => this.#run((target as HTMLInputElement).checked)}
          />Time runs</label
        >
        <input
          type="range"
          aria-label="Time, in seconds since the situation began"
          min="0"
          max=${reach}
          .value=${String(Math.min(this.at, reach))}
          @change=${({ target }: Event) => this.#moveTo((target as HTMLInputElement).valueAsNumber)}
        />
        <output>${digits(this.at)}</output>
      </div>
      <callback-provider .getToken=${() => simulator.token(agent)} .fetch=${simulator.fetch}
        ><slot></slot
      ></callback-provider>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'simulator-stage': SimulatorStage;
  }
}
