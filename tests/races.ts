import assert from 'node:assert/strict';
import type { CommandKey, CommandPayloads } from '../contract/commands.ts';
import type { PolicyChanges } from '../contract/policy.ts';
import type { RecordKind, RecordTypes } from '../contract/records.ts';
import type { ScenarioName } from '../mock-server/scenarios/index.ts';

/* What can be pressed, or happen, at the same moment: for the engine, for HTTP and for the browser alike. */

/** A button, by the name that it has on the screen, in one of an agent's windows. */
export interface Press {
  readonly agent: string;
  /** From 0; for who has several. */
  readonly window?: number;
  readonly name: string;
}

/** A contact centre, however it is reached. */
export interface World {
  /** `performed`, `unchanged`, or the reason or the code of the refusal. */
  do<C extends CommandKey>(
    agentId: string,
    command: C,
    id: string,
    body: CommandPayloads[C],
  ): Promise<string>;
  /**
   * One of the things that happen at once: the press, where there is a screen; else the command that it comes down to.
   * On a screen the answer may also be `gone`: by then there was nothing to press any more.
   */
  press<C extends CommandKey>(
    press: Press,
    command: C,
    id: string,
    body: CommandPayloads[C],
  ): Promise<string>;
  see<K extends RecordKind>(agentId: string, kind: K): Promise<RecordTypes[K][]>;
  /** Lets the time of the contact centre pass, in milliseconds. */
  wait(ms: number): Promise<void>;
  customer(act: 'hang_up'): Promise<void>;
}

/** One of the things that happen at once; gives the answers of its commands. */
export type Act = () => Promise<string>;

export interface Race {
  readonly name: string;
  readonly scenario: ScenarioName;
  readonly policy?: PolicyChanges;
  /** Who has a window, where there are any. */
  readonly windows: readonly string[];
  /** Plays up to the moment, and gives what happens then, by name. */
  begin(world: World): Promise<Record<string, Act>>;
  /** What must be so in the end, whichever came first. */
  end(world: World, answers: Readonly<Record<string, string>>): Promise<void>;
}

export const one = async <K extends RecordKind>(
  world: World,
  agentId: string,
  kind: K,
): Promise<RecordTypes[K]> => {
  const all = await world.see(agentId, kind);
  assert.ok(all[0], `${agentId} sees no ${kind}`);
  return all[0];
};

const must = async (answer: Promise<string>): Promise<void> => assert.equal(await answer, 'performed');

const accept = async (world: World, agentId = 'ana'): Promise<string> => {
  const { id, interactionId } = await one(world, agentId, 'offer');
  await must(world.do(agentId, 'offer.accept', id, {}));
  return interactionId;
};

/** Up to the customer's answer; the call's id. */
const talk = async (world: World): Promise<string> => {
  await must(world.do('ana', 'interaction.dial', await accept(world), {}));
  await world.wait(2000);
  return (await one(world, 'ana', 'call')).id;
};

const ben = { target: { kind: 'agent', id: 'ben' } } as const;

export const races: readonly Race[] = [
  {
    name: 'cancel and accept of a transfer',
    scenario: 'agent-first-manual',
    windows: ['ana', 'ben'],
    async begin(world) {
      const id = await accept(world);
      await must(world.do('ana', 'interaction.transfer', id, ben));
      const offer = await one(world, 'ben', 'offer');
      return {
        cancel: () =>
          world.press(
            { agent: 'ana', name: 'Cancel callback transfer' },
            'interaction.cancel-transfer',
            id,
            {},
          ),
        accept: () => world.press({ agent: 'ben', name: 'Accept' }, 'offer.accept', offer.id, {}),
      };
    },
    async end(world, { cancel, accept: accepted }) {
      const [winner] = Object.entries({ cancel, accepted }).filter(([, answer]) => answer === 'performed');
      assert.deepEqual([cancel, accepted].filter((answer) => answer === 'performed').length, 1, 'one wins');
      const isCancelled = winner![0] === 'cancel';
      assert.match(
        isCancelled ? accepted! : cancel!,
        isCancelled ? /offer_ended/ : /not_possible|not_found/,
        'the other is told',
      );
      const owner = isCancelled ? 'ana' : 'ben';
      assert.equal((await one(world, owner, 'interaction')).state, 'preview');
      assert.deepEqual(await world.see(isCancelled ? 'ben' : 'ana', 'interaction'), []);
      const { type } = await one(world, 'ana', 'notice');
      assert.equal(type, isCancelled ? 'transfer_cancelled' : 'transfer_accepted');
    },
  },
  {
    name: 'the dial timer’s zero and Call number',
    scenario: 'agent-first-auto',
    windows: ['ana'],
    async begin(world) {
      const id = await accept(world);
      await world.wait(19_999);
      return {
        zero: () => world.wait(1).then(() => ''),
        press: () => world.press({ agent: 'ana', name: 'Call number' }, 'interaction.dial', id, {}),
      };
    },
    async end(world, { press }) {
      assert.match(press!, /^(performed|unchanged)$/);
      assert.equal((await one(world, 'ana', 'task')).attempts.length, 1, 'dialled once');
    },
  },
  {
    name: 'two windows of one agent pressing the same',
    scenario: 'agent-first-manual',
    windows: ['ana', 'ana'],
    async begin(world) {
      const { id, interactionId } = await one(world, 'ana', 'offer');
      const presses = (window: number) => async () => {
        const at = { agent: 'ana', window };
        const first = await world.press({ ...at, name: 'Accept' }, 'offer.accept', id, {});
        const second = await world.press(
          { ...at, name: 'Call number' },
          'interaction.dial',
          interactionId,
          {},
        );
        return `${first} ${second}`;
      };
      return { one: presses(0), other: presses(1) };
    },
    async end(world, { one: first, other }) {
      const answers = `${first} ${other}`.split(' ');
      assert.deepEqual(
        [
          answers.filter((answer) => answer === 'performed').length,
          answers.filter((answer) => answer === 'unchanged' || answer === 'gone').length,
        ],
        [2, 2],
        `each is performed once: ${answers.join(' ')}`,
      );
      assert.equal((await one(world, 'ana', 'task')).attempts.length, 1, 'dialled once');
    },
  },
  {
    name: 'the customer hanging up and Merge calls',
    scenario: 'agent-first-manual',
    windows: ['ana', 'ben'],
    async begin(world) {
      const id = await talk(world);
      await must(world.do('ana', 'call.consult', id, ben));
      await accept(world, 'ben');
      return {
        hangUp: () => world.customer('hang_up').then(() => ''),
        merge: () => world.press({ agent: 'ana', name: 'Merge calls' }, 'call.merge', id, {}),
      };
    },
    async end(world, { merge }) {
      const { legs, consult, endedAt } = await one(world, 'ana', 'call');
      const live = legs.filter(({ state }) => state !== 'ended').map(({ role }) => role);
      assert.deepEqual(live, ['agent', 'agent'], 'the two talk on');
      assert.equal(endedAt, null);
      if (merge === 'performed') assert.equal(consult.state, 'none');
      else {
        assert.equal(merge, 'customer_hung_up');
        assert.equal(consult.state, 'consulting');
      }
    },
  },
  {
    name: 'Submit & close and the wrap-up’s zero',
    scenario: 'consult',
    windows: ['ana'],
    async begin(world) {
      const id = await talk(world);
      await must(world.do('ana', 'call.end', id, {}));
      const segment = await one(world, 'ana', 'segment');
      await must(world.do('ana', 'segment.save', segment.id, { reasonId: 'follow_up', notes: 'as saved' }));
      await world.wait(59_999);
      return {
        zero: () => world.wait(1).then(() => ''),
        submit: () =>
          world.press({ agent: 'ana', name: 'Submit & close' }, 'segment.submit', segment.id, {
            reasonId: 'resolved',
            notes: 'as submitted',
          }),
      };
    },
    async end(world, { submit }) {
      const { state, notes, reasonId } = await one(world, 'ana', 'segment');
      if (submit === 'performed')
        assert.deepEqual([state, notes, reasonId], ['submitted', 'as submitted', 'resolved']);
      else {
        assert.equal(submit, 'closed', 'the one who came late is told');
        assert.deepEqual([state, notes, reasonId], ['expired', 'as saved', 'follow_up']);
      }
      assert.equal((await one(world, 'ana', 'interaction')).state, 'closed');
    },
  },
];
