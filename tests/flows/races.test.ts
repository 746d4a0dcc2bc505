import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { capabilityName, commandPath, splitCommand, type CommandPayloads } from '../../contract/commands.ts';
import type { Capability } from '../../contract/capabilities.ts';
import { problemCode } from '../../contract/problems.ts';
import { ContactCentre } from '../../mock-server/driver.ts';
import { races, type Press, type Race, type World } from '../races.ts';
import { checkMove, checkState } from '../section5.ts';
import { reads } from './call.ts';
import type { Centre, Desk } from './desk.ts';
import { office } from './office.ts';

/* The races of races.ts, by real presses: all are made before any of them has arrived; which arrives first is drawn. */

const { open, sit } = office();

/** What a window sends to the provider, held back until it is let go. */
class Line {
  readonly #held = new Map<string, string>();
  private constructor(
    private readonly desk: Desk,
    private readonly devtools: Awaited<ReturnType<Desk['page']['createCDPSession']>>,
  ) {
    devtools.on('Fetch.requestPaused', ({ requestId, request }) => {
      this.#held.set(new URL(request.url).pathname, requestId);
    });
  }

  static async of(desk: Desk): Promise<Line> {
    const line = new Line(desk, await desk.page.createCDPSession());
    await line.devtools.send('Fetch.enable', { patterns: [{ urlPattern: '*/api/*/*/*' }] });
    return line;
  }

  has(path: string): boolean {
    return this.#held.has(path);
  }

  /** Lets it go, and gives what the provider answers. */
  async send(path: string): Promise<string> {
    const answered = this.desk.page.waitForResponse((one) => new URL(one.url()).pathname === path);
    await this.devtools.send('Fetch.continueRequest', { requestId: this.#held.get(path)! });
    this.#held.delete(path);
    const answer = (await (await answered).json()) as { outcome?: string; reason?: string; type: string };
    return answer.outcome ?? answer.reason ?? problemCode(answer.type)!;
  }

  /** Holds nothing any more. */
  async open(): Promise<void> {
    await this.devtools.send('Fetch.disable');
  }
}

/** Reason and notes, as they are to be submitted. */
const write = async (desk: Desk, { reasonId, notes }: CommandPayloads['segment.submit']): Promise<void> => {
  await desk.enabled('Submit & close');
  await (await desk.find('combobox', 'Reason')).select(reasonId!);
  await (await desk.find('textbox', 'Notes')).focus();
  await desk.page.keyboard.down('Control');
  await desk.page.keyboard.press('a');
  await desk.page.keyboard.up('Control');
  await desk.page.keyboard.type(notes);
};

interface Screens extends World {
  readonly centre: Centre;
  /** By agent, in the order of the race's `windows`. */
  readonly desks: ReadonlyMap<string, readonly Desk[]>;
  /** Who is let through next; null: nobody waits. */
  gate: ((name: string) => Promise<void>) | null;
  /** Lets go what is still held. */
  settle(): Promise<void>;
}

const screens = async ({ scenario, policy, windows }: Race): Promise<Screens> => {
  const centre = await open(scenario, policy);
  // Nothing comes due by itself.
  await centre.control('clock', { mode: 'frozen' });
  const desks = new Map<string, Desk[]>();
  for (const agent of windows) desks.set(agent, [...(desks.get(agent) ?? []), await sit(centre, agent)]);
  const lines = new Map<Desk, Promise<Line>>();
  const turn = async (name: string) => world.gate?.(name);

  /** Presses as soon as it can be pressed; false: it can no more. */
  const pressed = async (
    desk: Desk,
    line: Line,
    path: string,
    name: string,
    mayPress: () => Promise<boolean>,
  ): Promise<boolean> => {
    let isGone = false;
    let again = 0;
    await desk.until(`${name} is pressed`, async () => {
      if (line.has(path)) return true;
      if (!(await mayPress())) return (isGone = true);
      // A press may be lost on a screen that has just been moved.
      if (Date.now() > again && (await desk.disabled(name)) === false) {
        await (await desk.find('button', name)).click();
        again = Date.now() + 2000;
      }
      return false;
    });
    return !isGone;
  };

  const world: Screens = {
    centre,
    desks,
    gate: null,
    do: (agentId, command, id, body) => centre.command(agentId, command, id, body),
    press: async ({ agent, window = 0, name }: Press, command, id, body) => {
      const desk = desks.get(agent)![window]!;
      if (!lines.has(desk)) lines.set(desk, Line.of(desk));
      const line = await lines.get(desk)!;
      const path = commandPath(command, id);
      const [kind, verb] = splitCommand(command);
      const mayPress = async () => {
        const record = (await centre.records(kind, agent)).find((one) => one.id === id);
        const { capabilities = {} } = (record ?? {}) as { capabilities?: Record<string, Capability> };
        return capabilities[capabilityName(verb)]?.enabled ?? false;
      };
      if (command === 'segment.submit') await write(desk, body as CommandPayloads['segment.submit']);
      if (!(await pressed(desk, line, path, name, mayPress))) return 'gone';
      await turn(`${agent} ${window}: ${name}`);
      return line.send(path);
    },
    see: (agentId, kind) => centre.records(kind, agentId),
    wait: async (ms) => {
      await turn('time');
      await centre.advance(ms);
    },
    customer: async (act) => {
      await turn('customer');
      await centre.customer(act);
    },
    settle: async () => {
      for (const line of lines.values()) await (await line).open();
    },
  };
  return world;
};

/** What the windows say in the end. */
const shown: Record<string, (screens: Screens, answers: Readonly<Record<string, string>>) => Promise<void>> =
  {
    'cancel and accept of a transfer': async ({ desks }, { cancel }) => {
      const [ana] = desks.get('ana')!;
      const [ben] = desks.get('ben')!;
      const isCancelled = cancel === 'performed';
      await reads(ana!, isCancelled ? 'Transfer cancelled' : 'Ben Adeyemi accepted the callback');
      await (isCancelled ? ana! : ben!).enabled('Call number');
      if (isCancelled) await reads(ben!, 'No longer offered');
      assert.equal(await (isCancelled ? ben! : ana!).has('button', 'Call number'), false);
    },
    'the dial timer’s zero and Call number': async ({ desks }) => {
      const [ana] = desks.get('ana')!;
      await ana!.enabled('End call');
      assert.equal(await ana!.has('button', 'Call number'), false);
    },
    'two windows of one agent pressing the same': async ({ desks }) => {
      for (const ana of desks.get('ana')!) {
        await ana.enabled('End call');
        assert.equal(await ana.has('button', 'Call number'), false);
        assert.equal(await ana.page.$('::-p-aria([role="alert"])'), null, 'no complaint');
      }
    },
    'the customer hanging up and Merge calls': async ({ desks }, { merge }) => {
      const [ana] = desks.get('ana')!;
      const [ben] = desks.get('ben')!;
      await ana!.enabled('End call');
      await ben!.enabled('End call');
      if (merge !== 'performed') await reads(ana!, 'The customer hung up');
    },
    'Submit & close and the wrap-up’s zero': async ({ desks }, { submit }) => {
      const [ana] = desks.get('ana')!;
      if (submit === 'performed') return ana!.see('Callback closed');
      // What was typed is not lost.
      await reads(ana!, 'Not saved with the record');
      assert.equal(await ana!.value('Newer notes'), 'as submitted');
    },
  };

/** Section 5, after every single input, as the log has them. */
const check = (log: string): void => {
  const lines = log.trimEnd().split('\n');
  const states = lines.map(
    (_, last) =>
      ContactCentre.replay(`${lines.slice(0, last + 1).join('\n')}\n`, {
        host: { now: () => 0, setTimer: () => () => {} },
      }).state,
  );
  for (const [at, state] of states.entries()) {
    checkState(state);
    if (at) checkMove(states[at - 1]!, state);
  }
};

/** Lets what waits go, in a drawn order: one after the other's answer, or all that wait at once. */
const play = async (
  world: Screens,
  acts: Readonly<Record<string, () => Promise<string>>>,
  scheduler: fc.Scheduler,
  inTurn: boolean,
): Promise<{ answers: Record<string, string>; order: readonly string[] }> => {
  const order: string[] = [];
  const answers: Record<string, string> = {};
  const count = Object.keys(acts).length;
  let failure: unknown;
  const waiting = new Map<string, () => void>();
  world.gate = async (name) => {
    await new Promise<void>((resolve) => waiting.set(name, resolve));
    order.push(name);
  };
  for (const [name, act] of Object.entries(acts)) {
    act().then(
      (answer) => (answers[name] = answer),
      (error: unknown) => (failure = error ?? new Error(`${name} failed`)),
    );
  }
  const finished = () => Object.keys(answers).length;
  while (finished() < count) {
    // Nothing moves before everybody has pressed.
    while (waiting.size + scheduler.count() + finished() < count) {
      if (failure) throw failure as Error;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    // By name, so that who was quicker on the screen makes no difference.
    for (const [name, go] of [...waiting].sort()) void scheduler.schedule(Promise.resolve(), name).then(go);
    waiting.clear();
    await scheduler.waitNext(inTurn ? Math.min(1, scheduler.count()) : scheduler.count());
  }
  world.gate = null;
  return { answers, order };
};

describe('races: the browser', () => {
  for (const race of races) {
    it(`${race.name}, in 5 orders`, async () => {
      const ways = new Set<string>();
      await fc.assert(
        fc.asyncProperty(fc.scheduler(), fc.string({ maxLength: 8 }), async (scheduler, salt) => {
          const world = await screens(race);
          const acts = await race.begin(world);
          // Not a boolean of its own: it would be drawn like the order.
          const inTurn = salt.length % 2 === 0;
          const { answers, order } = await play(world, acts, scheduler, inTurn);
          ways.add(`${order[0]} first, ${inTurn ? 'in turn' : 'at once'}`);
          await world.settle();
          await race.end(world, answers);
          await shown[race.name]!(world, answers);
          check(await world.centre.log());
          for (const desk of [...world.desks.values()].flat()) {
            assert.deepEqual(desk.complaints, []);
            await desk.close();
          }
        }),
        // The same five each time: all that differ are among them, and a failure comes again.
        { numRuns: 5, seed: 3, endOnFailure: true },
      );
      assert.equal(ways.size, 4, `both came first, in turn and at once: ${[...ways].join('; ')}`);
    });
  }
});
