import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import type { Capability } from '../../contract/capabilities.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import type { RecordRef } from '../../contract/records.ts';
import {
  acts,
  agents,
  bodyFor,
  commandInput,
  enabledOn,
  perform,
  policy,
  type Act,
} from '../../tests/proof/acts.ts';
import { checkMove, checkState } from '../../tests/section5.ts';
import { step, view } from './engine.ts';
import { Play, Screen } from './testing.ts';
import type { State } from './types.ts';

/** Of what stands in one another's place, one is there. */
const pairs = [
  ['dial', 'retry'],
  ['mute', 'unmute'],
  ['hold', 'resume'],
  ['transfer', 'cancelTransfer'],
  ['recordStart', 'recordStop'],
] as const;

const checkPairs = (state: State): void => {
  for (const record of agents.flatMap((agentId) => view(state, agentId)!.records)) {
    if (record.kind !== 'interaction' && record.kind !== 'call') continue;
    const capabilities = record.capabilities as Readonly<Record<string, Capability>>;
    for (const [one, other] of pairs) {
      if (!(one in capabilities)) continue;
      // Neither, where the customer was dialled first.
      const isNone = record.kind === 'interaction' && record.mode === 'customer_first';
      if (isNone) assert.ok(!capabilities[one]!.visible && !capabilities[other]!.visible, one);
      else assert.notEqual(capabilities[one]!.visible, capabilities[other]!.visible, one);
    }
  }
};

/** What is enabled is performed, what is not is refused, or was already so; tried on a fork. */
const checkCapabilities = (play: Play): void => {
  for (const agentId of agents) {
    for (const { key, id, capability } of enabledOn(play.state, agentId)) {
      // These depend on what is sent.
      if (['segment.save', 'segment.amend', 'agent.set', 'interaction.edit-reason'].includes(key)) continue;
      // A side that one is signed in to, or out of.
      const { workspace } = play.state.agents[agentId]!.presence;
      const side = workspace.signedIn === (key === 'agent.sign-out') ? 'workspace' : 'contact_centre';
      const pick = key === 'interaction.select-number' ? 1 : 0;
      const body = /sign-(in|out)/.test(key) ? { side } : bodyFor(play.state, key, id, pick);
      // Another time than it has.
      if (key === 'task.reschedule')
        Object.assign(body as object, { at: new Date(play.state.at + 91_000).toISOString() });
      if (key === 'task.schedule') {
        const { customer } = play.state.tasks[id]!;
        Object.assign(body as object, { customerId: customer.id });
      }
      const { outcome } = step(play.state, {
        ...commandInput(agentId, key, id, body, 'fork'),
        n: 0,
        at: play.state.at,
      });
      const did = outcome.ok && 'answer' in outcome ? outcome.answer.outcome : 'refused';
      const same = key === 'interaction.select-number' && did === 'unchanged';
      if (capability.enabled) assert.ok(did === 'performed' || same, `${key} was enabled, and ${did}`);
      else assert.notEqual(did, 'performed', `${key} was not enabled`);
    }
  }
};

const walk = (
  acts: readonly Act[],
  changes: PolicyChanges,
  check: (play: Play, before: State) => void,
): Play => {
  const play = new Play('agent-first-manual', changes);
  const presses = { count: 0 };
  for (const one of acts) {
    const before = play.state;
    perform(play, one, presses);
    check(play, before);
  }
  return play;
};

describe('walks', () => {
  it('the events after a snapshot lead to every later snapshot', () => {
    fc.assert(
      fc.property(acts, policy, (list, changes) => {
        const screens: { agentId: string; from: number; screen: Screen }[] = [];
        let seen = 0;
        walk(list, changes, (play) => {
          for (const one of screens) {
            for (const { agentId, event } of play.events.slice(seen)) {
              if (agentId === one.agentId) one.screen.apply(event);
            }
            assert.deepEqual(one.screen.sorted, new Screen(play.state, one.agentId).sorted);
          }
          seen = play.events.length;
          for (const agentId of agents) {
            if (screens.length < 6)
              screens.push({ agentId, from: seen, screen: new Screen(play.state, agentId) });
          }
        });
      }),
      { numRuns: 150 },
    );
  });

  it('events are numbered without gaps, per agent, and carry only what changed', () => {
    fc.assert(
      fc.property(acts, policy, (list, changes) => {
        const play = walk(list, changes, () => {});
        for (const agentId of agents) {
          const own = play.events.filter((one) => one.agentId === agentId);
          assert.deepEqual(
            own.map(({ event }) => event.id),
            own.map((_, i) => `e1.${i + 1}`),
          );
          const last = new Map<string, string>();
          const versions = new Map<string, number>();
          const key = (record: RecordRef) => `${record.kind}/${record.id}`;
          for (const record of view(play.first, agentId)!.records)
            last.set(key(record), JSON.stringify(record));
          for (const { event } of own) {
            // What was taken away can come again as it was.
            for (const gone of event.removed) last.delete(key(gone));
            for (const record of event.records) {
              assert.notEqual(last.get(key(record)), JSON.stringify(record), 'nothing is told twice');
              last.set(key(record), JSON.stringify(record));
              assert.ok(record.version >= (versions.get(key(record)) ?? 0), 'versions do not go back');
              versions.set(key(record), record.version);
            }
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('section 5 holds after every step', () => {
    fc.assert(
      fc.property(acts, policy, (list, changes) => {
        walk(list, changes, (play, before) => {
          checkState(play.state);
          checkPairs(play.state);
          checkMove(before, play.state);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('the controls that are enabled are the commands that are performed', () => {
    fc.assert(
      fc.property(acts, policy, (list, changes) => {
        walk(list, changes, checkCapabilities);
      }),
      { numRuns: 60 },
    );
  });

  it('the same inputs make the same state and the same events', () => {
    fc.assert(
      fc.property(acts, policy, (list, changes) => {
        const play = walk(list, changes, () => {});
        let state = play.first;
        const events = play.inputs.flatMap((input) => {
          const next = step(state, input);
          state = next.state;
          return next.events;
        });
        assert.deepEqual(state, play.state);
        assert.deepEqual(events, play.events);
      }),
      { numRuns: 60 },
    );
  });

  it('a refused input changes nothing but the memory of it', () => {
    fc.assert(
      fc.property(acts, policy, (list, changes) => {
        const play = walk(list, changes, () => {});
        const settled = step(play.state, {
          ...commandInput('ana', 'call.end', 'call-0', {}, 'x'),
          n: 0,
          at: play.state.at,
        });
        assert.equal(settled.outcome.ok, false);
        assert.deepEqual({ ...settled.state, answered: null }, { ...play.state, answered: null });
      }),
      { numRuns: 40 },
    );
  });

  it('a limited offer ends, a dial ends, and a limited wrap-up ends', () => {
    fc.assert(
      fc.property(acts, (list) => {
        const play = walk(list, { dialing: 'automatic', timers: { wrapUp: 10_000 } }, () => {});
        // Nobody does anything any more.
        for (let i = 0; i < 40; i++) play.waitForNext();
        play.wait(600_000);
        for (const call of Object.values(play.state.calls)) {
          if (call.answeredAt === null) assert.notEqual(call.endedAt, null, 'ringing ends');
        }
        for (const segment of Object.values(play.state.segments)) assert.notEqual(segment.state, 'open');
        for (const offer of Object.values(play.state.offers)) {
          if (offer.timer) assert.ok(offer.state !== 'open' || offer.timer.due > play.state.at);
        }
      }),
      { numRuns: 60 },
    );
  });
});
