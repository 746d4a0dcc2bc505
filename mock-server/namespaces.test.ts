import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ProblemError } from '../contract/problems.ts';
import { ContactCentre } from './driver.ts';
import { Namespaces } from './namespaces.ts';
import { FakeHost } from './testing.ts';

const hour = 60 * 60 * 1000;
const day = 24 * hour;
const quiet = { scenario: 'quiet' };

const tooMany = (error: unknown) => (error as ProblemError).code === 'too_many';

describe('namespaces: what nobody uses', () => {
  const kept = (failing = false) => {
    const host = new FakeHost();
    const removed: string[] = [];
    const errors: unknown[] = [];
    const store = {
      open: () => ({ begin: () => {}, append: () => {} }),
      remove: (name: string) => {
        if (failing) throw new Error('no such disk');
        removed.push(name);
      },
    };
    const namespaces = new Namespaces({ host, store, onError: (error) => errors.push(error) });
    return { host, removed, errors, namespaces };
  };

  it('is gone a day later, log and timers too, though no other is made', () => {
    const { host, removed, namespaces } = kept();
    namespaces.getOrCreate('desk', { scenario: 'no-answer' });
    const used = namespaces.getOrCreate('used', quiet);
    host.pass(12 * hour);
    assert.equal(namespaces.get('used'), used);
    host.pass(day - 12 * hour - 1);
    assert.deepEqual(removed, []);
    host.pass(hour);
    assert.deepEqual(removed, ['desk']);
    host.pass(12 * hour);
    assert.deepEqual(removed, ['desk', 'used']);
    assert.equal(host.waiting, 0, 'nothing is looked after any more');
    namespaces.getOrCreate('desk', quiet);
    host.pass(day + hour);
    assert.deepEqual(removed, ['desk', 'used', 'desk'], 'and again');
  });

  it('is kept while somebody watches, and a day longer', () => {
    const { host, removed, namespaces } = kept();
    const leave = namespaces.getOrCreate('desk', quiet).subscribe('ana', () => {});
    host.pass(3 * day);
    leave();
    host.pass(day - hour);
    assert.deepEqual(removed, []);
    host.pass(2 * hour);
    assert.deepEqual(removed, ['desk']);
  });

  it('is gone also where its log cannot be removed, and that is told', () => {
    const { host, errors, namespaces } = kept(true);
    namespaces.getOrCreate('desk', quiet);
    namespaces.getOrCreate('other', quiet);
    host.pass(day + hour);
    assert.equal(errors.length, 2);
    assert.equal(host.waiting, 0);
  });

  it('leaves no timer when all are stopped', () => {
    const { host, namespaces } = kept();
    namespaces.getOrCreate('desk', { scenario: 'no-answer' });
    namespaces.dispose();
    assert.equal(host.waiting, 0);
  });
});

describe('namespaces: how large one becomes', () => {
  it('takes so many streams of an agent, and so many of all', () => {
    const host = new FakeHost();
    const centre = ContactCentre.create(quiet, { host, streams: { perAgent: 2, perNamespace: 3 } });
    const open = (agentId: string) => centre.subscribe(agentId, () => {});
    const leave = open('ana');
    open('ana');
    assert.throws(() => open('ana'), tooMany);
    open('ben');
    assert.throws(() => open('ben'), tooMany);
    leave();
    open('ben');
    assert.throws(() => open('ana'), tooMany);
  });

  it('takes nothing new when its log is full, goes on by itself, and begins anew by a reset', () => {
    const host = new FakeHost();
    const centre = ContactCentre.create({ scenario: 'agent-first-auto' }, { host, logLimit: 3000 });
    const ana = { kind: 'agent', id: 'ana', roles: ['agent'] } as const;
    const [offerId] = Object.keys(centre.state.offers);
    centre.command(ana, 'accept', 'offer.accept', offerId!, {});
    const fill = () => {
      for (let i = 0; i < 100; i++) {
        const presenceId = i % 2 ? 'away' : 'available';
        centre.command(ana, `k${i}`, 'agent.set', 'ana', { presenceId });
      }
    };
    assert.throws(fill, tooMany);
    const { length } = centre.log();
    assert.ok(length > 3000 && length < 4000, String(length));
    assert.throws(() => centre.control('callback', {}), tooMany);
    assert.throws(() => centre.moveClock({ advance: 1000 }), tooMany);
    assert.ok(centre.snapshot('ana'));
    host.pass(20_000);
    assert.equal(Object.keys(centre.state.calls).length, 1, 'the countdown dialled');
    assert.deepEqual(ContactCentre.replay(centre.log(), { host }).state, centre.state);
    centre.reset();
    centre.control('callback', {});
    assert.throws(fill, tooMany);
  });
});
