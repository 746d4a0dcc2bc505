import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CommandKey } from '../contract/commands.ts';
import { ContactCentre } from './driver.ts';
import { customerActs } from './engine/calls.ts';
import { agentActs } from './engine/engine.ts';
import { luck } from './engine/hash.ts';
import { scenarioNames } from './scenarios/index.ts';
import { FakeHost } from './testing.ts';

const second = 1000;
const people = ['ana', 'ben'] as const;
const commandsOf: readonly (readonly [CommandKey, object])[] = [
  ['offer.accept', {}],
  ['interaction.dial', {}],
  ['interaction.retry', {}],
  ['interaction.close', {}],
  ['interaction.transfer', { target: { kind: 'agent', id: 'ben' } }],
  ['call.mute', {}],
  ['call.hold', {}],
  ['call.consult', { target: { kind: 'agent', id: 'ben' } }],
  ['call.end', {}],
  ['segment.submit', { reasonId: null, notes: 'Será <b>' }],
];

/** A busy day takes ten times as long as the others, and is walked more seldom. */
const short = scenarioNames.filter((name) => name !== 'busy-day');

/** A contact centre in which that much was done, everything by the seed alone. */
const walk = (seed: number, count: number) => {
  const host = new FakeHost();
  const scenario = seed % 50 ? short[seed % short.length]! : 'busy-day';
  const centre = ContactCentre.create({ scenario, seed }, { host });
  let turns = 0;
  const pick = <T>(from: readonly T[]): T => from[luck(seed, 'walk', ++turns, from.length)]!;
  const control = (name: string, body: object) => centre.control(name, body);
  const kinds = [
    () => {
      const id = pick(people);
      const [command, body] = pick(commandsOf);
      const [kind] = command.split('.');
      const subjects = centre.snapshot(id)!.records.filter((one) => one.kind === kind);
      const agent = { kind: 'agent', id, roles: ['agent', 'callback_writer'] } as const;
      centre.command(agent, `k${turns}`, command, subjects.at(-1)?.id ?? 'none', body);
    },
    () =>
      control('callback', { dueIn: pick([0, 90 * second]), number: `+121255501${10 + pick([0, 45, 82])}` }),
    () =>
      control('customer', {
        taskId: Object.keys(centre.state.tasks).at(-1) ?? 'none',
        act: pick(customerActs),
      }),
    () => control('agent', { agentId: pick(people), act: pick(agentActs) }),
    () => centre.subscribe(pick(people), () => {})(),
    () => centre.moveClock(pick([{ mode: 'frozen' }, { rate: 10 }, { advance: 5 * second }])),
    () => centre.advanceUntil({ within: 20 * second }),
  ];
  // Commands more often than the rest.
  const weighted = [...Array<() => void>(6).fill(kinds[0]!), ...kinds];
  for (let i = 0; i < count; i++) {
    pick(weighted)();
    host.pass(pick([0, 500, 8 * second]));
  }
  return { host, centre };
};

describe('seeds', () => {
  it('gives the same log twice, byte for byte, for each of 1,000', () => {
    const seen = new Set<string>();
    for (let seed = 0; seed < 1000; seed++) {
      const log = walk(seed, 12).centre.log();
      assert.equal(walk(seed, 12).centre.log(), log, `seed ${seed}`);
      seen.add(log.slice(log.indexOf('\n')));
    }
    assert.ok(seen.size > 990, 'each has luck of its own');
  });

  it('gives the same state, and shows every agent the same, when a log is replayed or opened', async () => {
    for (let seed = 0; seed < 16; seed++) {
      const { host, centre } = walk(seed, 40);
      centre.moveClock({ mode: 'frozen' });
      const opened = ContactCentre.create({ scenario: 'quiet' }, { host });
      await opened.open(centre.log());
      for (const again of [ContactCentre.replay(centre.log(), { host }), opened]) {
        assert.deepEqual(again.state, centre.state, `seed ${seed}`);
        for (const agentId of Object.keys(centre.state.agents))
          assert.deepEqual(again.snapshot(agentId), centre.snapshot(agentId), `seed ${seed}, ${agentId}`);
        assert.equal(again.log(), centre.log());
      }
    }
  });
});
