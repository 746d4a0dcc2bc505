import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { ContactCentre, momentsPerUntil, ReplayError, type DriverOptions, type News } from './driver.ts';
import * as reducer from './engine/engine.ts';
import type { Input } from './engine/types.ts';
import { createState } from './scenarios/index.ts';
import { FakeHost } from './testing.ts';
import { turn } from './turn.ts';

const second = 1000;
const ana = { kind: 'agent', id: 'ana', roles: ['agent', 'callback_writer'] } as const;

const begin = (scenario = 'quiet', options: DriverOptions = {}) => {
  const host = new FakeHost();
  return { host, centre: ContactCentre.create({ scenario }, { host, ...options }) };
};

/** A callback for ana whose offer times out after so long. */
const offer = (centre: ContactCentre, offerTimeout: number) =>
  centre.control('callback', { agentId: 'ana', offerTimeout });
const openOffers = (centre: ContactCentre) =>
  Object.values(centre.state.offers).filter(({ state }) => state === 'open');
const inputs = (centre: ContactCentre) =>
  centre
    .log()
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => JSON.parse(line) as Input);
const wakes = (centre: ContactCentre) => inputs(centre).filter(({ kind }) => kind === 'wake');
const restarted = (centre: ContactCentre, host: FakeHost) => ContactCentre.replay(centre.log(), { host });

describe('driver: time', () => {
  it('wakes once for what is due, at its own time', () => {
    const { host, centre } = begin();
    const at = centre.now();
    offer(centre, 8 * second);
    assert.equal(host.next, 8 * second);
    host.pass(7999);
    assert.equal(wakes(centre).length, 0);
    host.pass(1);
    assert.deepEqual(
      wakes(centre).map((one) => one.at),
      [at + 8 * second],
    );
  });

  it('stamps what came due while it slept with the time it was due', () => {
    const { host, centre } = begin();
    const at = centre.now();
    offer(centre, 8 * second);
    host.sleep(3600 * second);
    centre.snapshot('ana');
    assert.equal(wakes(centre)[0]!.at, at + 8 * second);
    assert.equal(centre.now(), at + 3600 * second);
  });

  it('stands still when frozen', () => {
    const { host, centre } = begin();
    offer(centre, 8 * second);
    host.pass(second);
    const at = centre.now();
    centre.moveClock({ mode: 'frozen' });
    assert.equal(host.waiting, 0);
    host.pass(3600 * second);
    assert.equal(centre.now(), at);
    assert.deepEqual(centre.clock(), { now: new Date(at).toISOString(), rate: 0 });
    centre.moveClock({ mode: 'real' });
    assert.equal(host.next, 7 * second);
  });

  it('runs at a rate', () => {
    const { host, centre } = begin();
    const at = centre.now();
    offer(centre, 60 * second);
    centre.moveClock({ rate: 60 });
    assert.equal(host.next, second);
    host.pass(second);
    assert.equal(wakes(centre)[0]!.at, at + 60 * second);
    assert.equal(centre.now(), at + 60 * second);
  });

  it('has done everything due when advance returns, and goes on from there', () => {
    const { host, centre } = begin();
    const at = centre.now();
    offer(centre, 8 * second);
    centre.moveClock({ mode: 'frozen' });
    centre.moveClock({ advance: 30 * second });
    assert.equal(centre.now(), at + 30 * second);
    const dues = wakes(centre).map((one) => one.at);
    assert.ok(dues.length > 1, 'the offer to ana, then others');
    assert.deepEqual(
      dues,
      [...dues].sort((a, b) => a - b),
    );
    assert.equal(dues[0], at + 8 * second);
    centre.moveClock({ mode: 'real' });
    host.pass(second);
    assert.equal(centre.now(), at + 31 * second);
  });

  it('never goes backwards, whatever the real clock does', () => {
    const { host, centre } = begin();
    host.pass(5 * second);
    offer(centre, 8 * second);
    const at = centre.now();
    host.sleep(-3600 * second);
    assert.equal(centre.now(), at);
    offer(centre, 8 * second);
    assert.ok(inputs(centre).every((one, i, all) => i === 0 || one.at >= all[i - 1]!.at));
  });

  it('asks for no timer longer than there is', () => {
    const { host, centre } = begin();
    centre.load({ scenario: 'quiet', policy: { timers: { expiry: null, round: 2 ** 41 } } });
    offer(centre, 2 ** 40);
    assert.equal(host.next, 2 ** 31 - 1);
    host.pass(2 ** 31);
    assert.equal(wakes(centre).length, 0);
    assert.ok(host.next > 0);
  });

  it('tells of a failure in a wake, does not spin, and tries again when asked', () => {
    let broken = true;
    const failure = new Error('broken');
    const engine = {
      ...reducer,
      createState,
      step: (...args: Parameters<typeof reducer.step>) => {
        if (broken && args[1].kind === 'wake') throw failure;
        return reducer.step(...args);
      },
    };
    const told: unknown[] = [];
    const { host, centre } = begin('quiet', { engine, onError: (error) => told.push(error) });
    offer(centre, 8 * second);
    host.pass(3600 * second);
    assert.deepEqual(told, [failure]);
    assert.throws(() => offer(centre, 8 * second), failure);
    broken = false;
    assert.equal(offer(centre, 8 * second).ok, true);
    assert.ok(wakes(centre).length > 0);
  });
});

describe('driver: until', () => {
  const minute = 60 * second;
  const iso = (at: number) => new Date(at).toISOString();
  const standing = (scenario: string) => {
    const made = begin(scenario);
    made.centre.moveClock({ mode: 'frozen' });
    return made;
  };
  /** Dialled by a countdown of 20 s; nobody answers for 8 s. */
  const dialling = () => {
    const made = standing('no-answer');
    const { id } = openOffers(made.centre)[0]!;
    made.centre.command(ana, 'k1', 'offer.accept', id, {});
    return made;
  };

  it('stops at the first event that fits, when all of that moment has happened', () => {
    const { centre } = dialling();
    const at = centre.now();
    const [interactionId] = Object.keys(centre.state.interactions);
    assert.deepEqual(centre.advanceUntil({ event: 'call.ringing' }), {
      advanced: 20 * second + 500,
      reached: {
        type: 'call.ringing',
        at: iso(at + 20 * second + 500),
        subject: { kind: 'call', id: Object.keys(centre.state.calls)[0] },
      },
    });
    assert.equal(centre.now(), at + 20 * second + 500);
    assert.equal(centre.state.clock.rate, 0);
    const { reached, advanced } = centre.advanceUntil({
      event: 'interaction.no_answer',
      subject: interactionId!,
    });
    assert.equal(advanced, 7500);
    assert.equal(reached!.at, iso(at + 28 * second));
    assert.equal(centre.state.interactions[interactionId!]!.state, 'no_answer');
  });

  it('goes from one event to the next where nothing is said', () => {
    const { centre } = standing('quiet');
    offer(centre, 8 * second);
    offer(centre, 8 * second);
    offer(centre, 9 * second);
    const first = centre.advanceUntil({});
    assert.equal(first.advanced, 8 * second);
    assert.equal(first.reached!.type, 'offer.timed_out');
    assert.ok(
      openOffers(centre).every(({ agentId }) => agentId === 'ben'),
      'both that were due then',
    );
    assert.equal(centre.advanceUntil({}).advanced > 0, true, 'none of the same moment again');
  });

  it('tells apart whom it is about', () => {
    const { centre } = standing('quiet');
    const at = centre.now();
    const make = (dueIn: number) => {
      const outcome = centre.control('callback', { agentId: 'ana', dueIn });
      return (outcome as { created: { taskId: string } }).created.taskId;
    };
    const [, later] = [make(10 * minute), make(20 * minute)];
    const { reached } = centre.advanceUntil({ event: 'task.queued', subject: later });
    assert.ok(reached);
    assert.equal(centre.state.tasks[later]!.state === 'scheduled', false);
    assert.ok(centre.now() > at + 10 * minute);
    assert.equal(centre.advanceUntil({ subject: 'nothing' }).reached, null);
  });

  it('lets time pass as far as allowed where nothing fits: an hour, or what is said', () => {
    const { centre } = dialling();
    const at = centre.now();
    assert.deepEqual(centre.advanceUntil({ event: 'call.ringing', within: 20 * second - 1 }), {
      advanced: 20 * second - 1,
      reached: null,
    });
    assert.deepEqual(centre.state.calls, {});
    assert.equal(centre.advanceUntil({ event: 'call.ringing', within: 1 }).advanced, 1);
    assert.equal(Object.keys(centre.state.calls).length, 1);
    assert.deepEqual(centre.advanceUntil({ event: 'call.merged' }), { advanced: 60 * minute, reached: null });
    assert.equal(centre.now(), at + 20 * second + 60 * minute);
  });

  it('counts what a running clock has not let happen yet, does not go back, and runs on', () => {
    const { host, centre } = begin();
    const at = centre.now();
    offer(centre, 8 * second);
    host.sleep(10 * second);
    const { advanced, reached } = centre.advanceUntil({ event: 'offer.timed_out' });
    assert.deepEqual([advanced, reached!.at], [0, iso(at + 8 * second)]);
    assert.equal(centre.now(), at + 10 * second);
    host.pass(second);
    assert.equal(centre.now(), at + 11 * second);
    offer(centre, 8 * second);
    assert.equal(centre.advanceUntil({ event: 'offer.timed_out' }).reached!.type, 'offer.timed_out');
    const then = centre.now();
    host.pass(second);
    assert.equal(centre.now(), then + second);
  });

  it('ends where something is always due, and nothing fits', () => {
    const nextDue = ({ at }: { at: number }) => at + 1;
    const engine = { ...reducer, createState, nextDue };
    const { centre } = begin('quiet', { engine });
    const { advanced, reached } = centre.advanceUntil({ event: 'call.ended' });
    assert.deepEqual([advanced, reached], [momentsPerUntil, null]);
  });

  it('is replayed like anything else', () => {
    const { host, centre } = dialling();
    centre.advanceUntil({ event: 'call.ringing' });
    centre.advanceUntil({ within: second });
    const again = restarted(centre, host);
    assert.deepEqual(again.state, centre.state);
    assert.equal(again.log(), centre.log());
  });
});

describe('driver: commands', () => {
  it('answers the same press again without doing it again', () => {
    const { centre } = begin('agent-first-manual');
    const { id } = openOffers(centre)[0]!;
    const first = centre.command(ana, 'k1', 'offer.accept', id, {});
    const again = centre.command(ana, 'k1', 'offer.accept', id, {});
    assert.equal(first.replayed, false);
    assert.deepEqual(again, { ...first, replayed: true });
  });

  it('keeps nothing of what the caller may change later', () => {
    const { centre } = begin();
    const customPayload = { order: 1 };
    centre.control('callback', { customPayload });
    customPayload.order = 2;
    assert.deepEqual(Object.values(centre.state.tasks)[0]!.customPayload, { order: 1 });
  });

  it('has not happened when it could not be written', () => {
    let full = false;
    const sink = {
      begin: () => {},
      append: () => {
        if (full) throw new Error('disk full');
      },
    };
    const { host, centre } = begin('agent-first-manual', { sink });
    const before = centre.state;
    const log = centre.log();
    full = true;
    assert.throws(
      () => centre.command(ana, 'k1', 'offer.accept', openOffers(centre)[0]!.id, {}),
      /disk full/,
    );
    assert.equal(centre.state, before);
    assert.equal(centre.log(), log);
    full = false;
    centre.command(ana, 'k1', 'offer.accept', openOffers(centre)[0]!.id, {});
    assert.deepEqual(restarted(centre, host).state, centre.state);
  });

  it('refuses an unknown situation and keeps the one it has', () => {
    const { centre } = begin();
    const before = centre.state;
    assert.throws(() => centre.load({ scenario: 'constructor' }), { name: 'ProblemError' });
    assert.equal(centre.state, before);
  });
});

describe('driver: streams', () => {
  const news = (centre: ContactCentre, agentId = 'ana') => {
    const heard: News[] = [];
    return { heard, close: centre.subscribe(agentId, (one) => heard.push(one)) };
  };
  const connections = (centre: ContactCentre) =>
    inputs(centre)
      .filter(({ kind }) => kind === 'connection')
      .map(({ name, subject, at }) => [name, subject, at]);

  it('tells the first opened at once, the last closed after 10 s of real time', () => {
    const { host, centre } = begin();
    const at = centre.now();
    centre.moveClock({ rate: 600 });
    const one = news(centre);
    const other = news(centre);
    assert.deepEqual(connections(centre), [['opened', 'ana', at]]);
    one.close();
    one.close();
    host.pass(60 * second);
    assert.equal(connections(centre).length, 1);
    other.close();
    host.pass(9999);
    assert.equal(connections(centre).length, 1);
    host.pass(1);
    assert.deepEqual(connections(centre)[1], ['closed', 'ana', at + 70 * second * 600]);
  });

  it('does not take a reload for leaving', () => {
    const { host, centre } = begin();
    news(centre).close();
    host.pass(9 * second);
    const { close } = news(centre);
    host.pass(60 * second);
    assert.equal(connections(centre).length, 1);
    close();
    host.pass(10 * second);
    news(centre);
    assert.deepEqual(
      connections(centre).map(([name]) => name),
      ['opened', 'closed', 'opened'],
    );
  });

  it('gives those who were there before a restart 10 s to come back', () => {
    const { host, centre } = begin();
    news(centre);
    news(centre, 'ben');
    const next = restarted(centre, host);
    news(next);
    host.pass(10 * second);
    assert.deepEqual(
      connections(next).map(([name, subject]) => [name, subject]),
      [
        ['opened', 'ana'],
        ['opened', 'ben'],
        ['closed', 'ben'],
      ],
    );
  });

  it('tells each agent of their own events, and all of the directory and of a moved clock', () => {
    const { centre } = begin();
    const one = news(centre);
    const other = news(centre, 'ben');
    offer(centre, 8 * second);
    assert.deepEqual([one.heard, other.heard], [['events', 'directory'], ['directory']]);
    centre.moveClock({ mode: 'frozen' });
    assert.deepEqual([one.heard.at(-1), other.heard.at(-1)], ['clock', 'clock']);
  });

  it('tells of the directory when what it is computed from changed, and only then', () => {
    const { host, centre } = begin();
    const { heard } = news(centre, 'ben');
    const told = () => heard.splice(0).filter((one) => one === 'directory').length;
    const set = (key: string, presenceId: string) =>
      centre.command(ana, key, 'agent.set', 'ana', { presenceId });
    set('a', 'away');
    assert.equal(told(), 1, 'a presence');
    set('b', 'away');
    set('b', 'away');
    centre.command(ana, 'c', 'offer.accept', 'offer-9', {});
    assert.equal(told(), 0, 'nothing changed, a replay, a refusal');
    centre.moveClock({ mode: 'frozen' });
    centre.moveClock({ mode: 'real' });
    assert.equal(told(), 0, 'the clock alone');
    set('d', 'available');
    offer(centre, 8 * second);
    assert.equal(told(), 2, 'a callback');
    host.pass(8 * second);
    assert.ok(told() > 0, 'what time did');
  });

  it('gives the directory as of now, also after a sleep', () => {
    const { host, centre } = begin();
    const reachable = () => {
      const { entries } = centre.directory('ben', { kind: 'agent', search: 'ana' });
      return entries.map((one) => one.kind === 'agent' && one.reachable);
    };
    assert.deepEqual(reachable(), [true]);
    offer(centre, 8 * second);
    assert.deepEqual(reachable(), [false]);
    host.sleep(9 * second);
    assert.equal(centre.directory('ben', { kind: 'agent', search: 'ana' }).entries.length, 1);
    assert.equal(
      openOffers(centre).some(({ agentId }) => agentId === 'ana'),
      false,
      'it timed out',
    );
  });

  it('gives what came after a position, and says when that is gone', () => {
    const { centre } = begin();
    const { asOf } = centre.snapshot('ana')!;
    assert.deepEqual(centre.eventsAfter('ana', asOf), []);
    offer(centre, 8 * second);
    offer(centre, 8 * second);
    const events = centre.eventsAfter('ana', asOf);
    assert.notEqual(events, 'reset');
    const ids = (events as Exclude<typeof events, 'reset'>).map(({ id }) => id);
    const [epoch, number] = asOf.split('.') as [string, string];
    assert.deepEqual(
      ids,
      ids.map((_, i) => `${epoch}.${Number(number) + 1 + i}`),
    );
    assert.equal((centre.eventsAfter('ana', ids[0]!) as unknown[]).length, ids.length - 1);
    assert.deepEqual(centre.eventsAfter('ana', ids.at(-1)!), []);
    assert.equal(centre.eventsAfter('ana', `${epoch}.${ids.length + 1}`), 'reset', 'the future');
    assert.equal(centre.eventsAfter('ana', 'other.0'), 'reset', 'another epoch');
  });

  it('keeps the last thousand events of each agent', () => {
    const { centre } = begin();
    const { asOf } = centre.snapshot('ana')!;
    const [epoch] = asOf.split('.');
    for (let i = 0; i < 1001; i++) {
      const presenceId = i % 2 ? 'available' : 'away';
      centre.command(ana, `k${i}`, 'agent.set', 'ana', { presenceId });
    }
    const last = Number(centre.snapshot('ana')!.asOf.split('.')[1]);
    assert.equal((centre.eventsAfter('ana', `${epoch!}.${last - 1000}`) as unknown[]).length, 1000);
    assert.equal(centre.eventsAfter('ana', `${epoch!}.${last - 1001}`), 'reset');
  });

  it('ends every stream when another past begins', () => {
    const { host, centre } = begin();
    const { asOf } = centre.snapshot('ana')!;
    const one = news(centre);
    centre.reset();
    assert.equal(one.heard.at(-1), 'reset');
    assert.equal(centre.eventsAfter('ana', asOf), 'reset');
    assert.equal(centre.watched, false);
    one.close();
    host.pass(60 * second);
    assert.deepEqual(connections(centre), []);
  });

  it('bounds the streams of an agent', () => {
    const { centre } = begin();
    for (let i = 0; i < 32; i++) news(centre);
    assert.throws(() => news(centre), { name: 'ProblemError', code: 'too_many' });
    news(centre, 'ben');
  });

  it('lets nobody suffer from another listener', () => {
    const told: unknown[] = [];
    const { centre } = begin('quiet', { onError: (error) => told.push(error) });
    centre.subscribe('ana', () => {
      throw new Error('broken');
    });
    const { heard } = news(centre);
    offer(centre, 8 * second);
    assert.deepEqual(heard, ['events', 'directory']);
    assert.equal(told.length, 2);
  });

  it('tries a control without doing it', () => {
    const { host, centre } = begin();
    offer(centre, 8 * second);
    const { state, log, waiting } = { state: centre.state, log: centre.log(), waiting: host.waiting };
    const would = (act: string, agentId = 'ana') => centre.would('agent', { agentId, act });
    assert.deepEqual(
      ['accept', 'reject', 'hang_up', 'away', 'available'].map((act) => would(act)),
      [true, true, false, true, false],
    );
    assert.equal(would('accept', 'ben'), false);
    assert.equal(would('accept', 'nobody'), false);
    assert.equal(centre.would('nothing', {}), false);
    assert.equal(centre.state, state);
    assert.equal(centre.log(), log);
    assert.equal(host.waiting, waiting);
    host.sleep(9 * second);
    assert.equal(would('accept'), false, 'what is due has happened before');
  });

  it('has no timer left after its end', () => {
    const { host, centre } = begin();
    offer(centre, 8 * second);
    const { close } = news(centre);
    news(centre, 'ben').close();
    centre.dispose();
    close();
    assert.equal(host.waiting, 0);
  });
});

describe('driver: log', () => {
  type Act = (centre: ContactCentre, host: FakeHost) => unknown;
  const anyOf = (records: object): string => Object.keys(records).at(-1) ?? 'none';
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.integer({ min: 1, max: 40 * second }).map<Act>((ms) => (_, host) => host.pass(ms)),
    fc.integer({ min: 1, max: 600 }).map<Act>((rate) => (centre) => centre.moveClock({ rate })),
    fc.integer({ min: 0, max: 60 * second }).map<Act>((advance) => (centre) => centre.moveClock({ advance })),
    fc.constantFrom<Act>(
      (centre) => centre.moveClock({ mode: 'frozen' }),
      (centre) => centre.moveClock({ mode: 'real' }),
      (centre) => offer(centre, 8 * second),
      (centre) => centre.control('customer', { taskId: anyOf(centre.state.tasks), act: 'hang_up' }),
      (centre) => centre.subscribe('ana', () => {})(),
    ),
    fc
      .record({
        key: fc.constantFrom('k1', 'k2', 'k3'),
        notes: fc.string(),
        what: fc.constantFrom('accept', 'reject', 'dial', 'retry', 'close', 'end', 'submit', 'save'),
      })
      .map<Act>(({ key, notes, what }) => (centre) => {
        const { state } = centre;
        const wrapUp = { reasonId: null, notes };
        const commands = {
          accept: () => centre.command(ana, key, 'offer.accept', anyOf(state.offers), {}),
          reject: () => centre.command(ana, key, 'offer.reject', anyOf(state.offers), {}),
          dial: () => centre.command(ana, key + what, 'interaction.dial', anyOf(state.interactions), {}),
          retry: () => centre.command(ana, key + what, 'interaction.retry', anyOf(state.interactions), {}),
          close: () => centre.command(ana, key + what, 'interaction.close', anyOf(state.interactions), {}),
          end: () => centre.command(ana, key + what, 'call.end', anyOf(state.calls), {}),
          submit: () => centre.command(ana, key + what, 'segment.submit', anyOf(state.segments), wrapUp),
          save: () => centre.command(ana, key + what, 'segment.save', anyOf(state.segments), wrapUp),
        };
        return commands[what]();
      }),
  );

  it('gives back the same state, the same streams and the same log, whatever was done', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('agent-first-manual', 'agent-first-auto', 'no-answer'),
        fc.array(act, { maxLength: 25 }),
        (scenario, acts) => {
          const { host, centre } = begin(scenario);
          const { asOf } = centre.snapshot('ana')!;
          for (const one of acts) one(centre, host);
          centre.snapshot('ana');
          const again = restarted(centre, host);
          assert.deepEqual(again.state, centre.state);
          assert.deepEqual(again.snapshot('ana'), centre.snapshot('ana'));
          assert.deepEqual(again.eventsAfter('ana', asOf), centre.eventsAfter('ana', asOf));
          assert.equal(again.log(), centre.log());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is byte for byte the same for the same situation, commands and times', () => {
    const run = () => {
      const { host, centre } = begin('no-answer');
      centre.command(ana, 'k1', 'offer.accept', openOffers(centre)[0]!.id, {});
      host.pass(120 * second);
      return centre.log();
    };
    assert.equal(run(), run());
  });

  const lived = () => {
    const { host, centre } = begin();
    offer(centre, 8 * second);
    host.pass(20 * second);
    offer(centre, 8 * second);
    return { host, centre };
  };

  it('lets happen after a restart what came due meanwhile: once, in order, each at its own time', () => {
    const { host, centre } = begin();
    const at = centre.now();
    offer(centre, 8 * second);
    const saved = centre.log();
    centre.dispose();
    host.sleep(30 * second);
    const again = ContactCentre.replay(saved, { host });
    const dues = wakes(again).map((one) => one.at);
    assert.equal(dues[0], at + 8 * second);
    assert.equal(new Set(dues).size, dues.length);
    assert.ok(dues.every((due, i) => due <= at + 30 * second && (i === 0 || due > dues[i - 1]!)));
    assert.equal(ContactCentre.replay(again.log(), { host }).log(), again.log());
  });

  it('drops a last line that was not written to its end', () => {
    const { host, centre } = lived();
    const lines = centre.log().split('\n').slice(0, -1);
    const whole = `${lines.slice(0, -1).join('\n')}\n`;
    for (const length of [1, 20, lines.at(-1)!.length]) {
      const torn = whole + lines.at(-1)!.slice(0, length);
      assert.equal(ContactCentre.replay(torn, { host }).log(), ContactCentre.replay(whole, { host }).log());
    }
  });

  it('stops at the first line that comes out otherwise, and names it', () => {
    const { host, centre } = lived();
    const lines = centre.log().split('\n');
    const replayed = (line: number, change: (text: string) => string) => () =>
      ContactCentre.replay(lines.map((text, i) => (i === line - 1 ? change(text) : text)).join('\n'), {
        host,
      });
    const at = (line: number, n: number | null) => (error: unknown) => {
      assert.ok(error instanceof ReplayError);
      assert.deepEqual([error.line, error.n], [line, n]);
      return true;
    };
    const first = lines.findIndex((text) => text.includes('"kind":"wake"')) + 1;
    assert.throws(
      replayed(first, (text) => text.replace(/"hash":".{8}/, '"hash":"00000000')),
      at(first, first - 1),
    );
    assert.throws(
      replayed(2, (text) => text.replace('"offerTimeout":8000', '"offerTimeout":9000')),
      at(2, 1),
    );
    assert.throws(
      replayed(first, (text) => text.slice(0, -2)),
      at(first, null),
    );
    assert.throws(
      replayed(first, (text) => text.replace(/"n":\d+/, '"n":99')),
      at(first, null),
    );
    assert.throws(
      replayed(1, () => '{"format":"other/9"}'),
      at(1, null),
    );
    assert.throws(() => ContactCentre.replay('', { host }), at(1, null));
  });

  it('begins anew in the same file, in another epoch, at reset', () => {
    const written: string[] = [];
    const sink = {
      begin: (header: string) => void written.splice(0, Infinity, header),
      append: (line: string) => void written.push(line),
    };
    const { host, centre } = begin('no-answer', { sink });
    centre.load({ scenario: 'no-answer', seed: 7 });
    offer(centre, 8 * second);
    const { epoch } = centre.state.setup;
    centre.reset();
    assert.notEqual(centre.state.setup.epoch, epoch);
    assert.equal(centre.state.setup.seed, 7);
    assert.equal(centre.state.setup.scenario, 'no-answer');
    host.pass(5 * second);
    assert.equal(written.map((line) => `${line}\n`).join(''), centre.log());
  });
});

describe('driver: a saved log', () => {
  const lived = () => {
    const { host, centre } = begin('agent-first-manual');
    centre.subscribe('ana', () => {});
    centre.subscribe('ben', () => {});
    centre.command(ana, 'k1', 'offer.accept', openOffers(centre)[0]!.id, {});
    offer(centre, 8 * second);
    host.pass(20 * second);
    return { host, centre };
  };
  const seen = (centre: ContactCentre) =>
    Object.keys(centre.state.agents).map((agentId) => centre.snapshot(agentId));
  const withoutClock = ({ state }: ContactCentre) => ({ ...state, clock: null });

  it('is opened as it was at its last moment, and nothing happens before somebody lets it', async () => {
    const { host, centre } = lived();
    const saved = { log: centre.log(), at: centre.state.at, state: withoutClock(centre), seen: seen(centre) };
    assert.notEqual(reducer.nextDue(centre.state), null, 'something would happen');
    host.sleep(24 * 3600 * second);
    const other = ContactCentre.create({ scenario: 'quiet' }, { host });
    await other.open(saved.log);
    assert.deepEqual(withoutClock(other), saved.state);
    assert.deepEqual(seen(other), saved.seen);
    assert.deepEqual(other.clock(), { now: new Date(saved.at).toISOString(), rate: 0 });
    host.pass(24 * 3600 * second);
    assert.deepEqual(withoutClock(other), saved.state);
    const lines = other.log().split('\n');
    assert.equal(lines.slice(0, -2).join('\n') + '\n', saved.log);
    assert.equal((JSON.parse(lines.at(-2)!) as Input).name, 'clock');
    assert.deepEqual(restarted(other, host).state, other.state);
    other.moveClock({ mode: 'real' });
    assert.equal(other.now(), saved.at);
  });

  it('is the same again where its clock stood still', async () => {
    const { host, centre } = lived();
    centre.moveClock({ mode: 'frozen' });
    const other = ContactCentre.create({ scenario: 'quiet' }, { host });
    // An editor may have saved it with other line breaks, or without the last.
    await other.open(centre.log().trimEnd().replaceAll('\n', '\r\n'));
    assert.equal(other.log(), centre.log());
    assert.deepEqual(other.state, centre.state);
    const { asOf } = ContactCentre.create({ scenario: 'agent-first-manual' }, { host }).snapshot('ana')!;
    const [epoch] = centre.snapshot('ana')!.asOf.split('.');
    const after = `${epoch!}.${asOf.split('.')[1]!}` as const;
    assert.deepEqual(
      other.eventsAfter('ana', after as typeof asOf),
      centre.eventsAfter('ana', after as typeof asOf),
    );
  });

  it('ends every stream, also where it is an earlier moment of the same past', async () => {
    const { host, centre } = begin('agent-first-manual');
    const earlier = centre.log();
    const heard: News[] = [];
    const close = centre.subscribe('ana', (one) => heard.push(one));
    centre.expireSessions('ben');
    await centre.open(earlier);
    assert.deepEqual(heard, ['reset']);
    assert.equal(centre.watched, false);
    assert.equal(centre.generation('ben'), 1, 'what was ended stays ended');
    close();
    host.pass(60 * second);
    assert.equal(inputs(centre).length, 1, 'the clock alone');
  });

  it('has those still there who were; only who has a window here can leave', async () => {
    const { host, centre } = lived();
    const saved = centre.log();
    const there = ContactCentre.create({ scenario: 'quiet' }, { host });
    there.subscribe('ana', () => {});
    await there.open(saved);
    const after = () =>
      inputs(there)
        .slice(inputs(centre).length + 1)
        .map(({ name, subject }) => [name, subject]);
    host.pass(9999);
    assert.deepEqual(after(), []);
    host.pass(1);
    assert.deepEqual(after(), [['closed', 'ana']]);
  });

  it('is refused at the line that differs, and nothing has changed', async () => {
    const { host, centre } = lived();
    const written: string[] = [];
    const sink = { begin: (lines: string) => void written.push(lines), append: () => {} };
    const other = ContactCentre.create({ scenario: 'quiet' }, { host, sink });
    const heard: News[] = [];
    other.subscribe('ana', (one) => heard.push(one));
    const before = { state: other.state, log: other.log(), written: [...written], waiting: host.waiting };
    const lines = centre.log().trimEnd().split('\n');
    const bad = (line: number, text: string) =>
      lines.map((one, index) => (index === line - 1 ? text : one)).join('\n');
    for (const [text, line, n] of [
      ['', 1, null],
      ['null', 1, null],
      [bad(1, '{"format":"callback-kit-log/1"}'), 1, null],
      [bad(1, lines[0]!.replace('agent-first-manual', 'constructor')), 1, null],
      [bad(1, lines[0]!.replace('agent-first-manual', 'quiet')), 4, 3],
      [bad(3, 'null'), 3, null],
      [bad(3, '[]'), 3, null],
      [bad(3, ''), 3, null],
      [bad(4, lines[3]!.replace('"k1"', '{"a":1}').replace('offer.accept', 'segment.save')), 4, 3],
      [centre.log().slice(0, -20), lines.length, null],
      [`${centre.log()}\n`, lines.length + 1, null],
    ] as const) {
      await assert.rejects(other.open(text), (error: unknown) => {
        assert.ok(error instanceof ReplayError, String(error));
        assert.deepEqual([error.line, error.n], [line, n], error.message);
        return true;
      });
    }
    const judged = (_: unknown, line: number) => {
      if (line === 3) throw new TypeError('whatever');
    };
    await assert.rejects(other.open(centre.log(), judged), { line: 3, n: 2 });
    assert.equal(other.state, before.state);
    assert.equal(other.log(), before.log);
    assert.deepEqual(written, before.written);
    assert.deepEqual(heard, []);
    assert.equal(host.waiting, before.waiting);
  });

  it('is read in pieces, so that others get their turn', async () => {
    const { host, centre } = begin();
    for (let i = 0; i < 100; i++) offer(centre, 8 * second);
    const other = ContactCentre.create({ scenario: 'no-answer' }, { host });
    const opening = other.open(centre.log());
    await turn();
    assert.equal(other.state.setup.scenario, 'no-answer', 'not yet');
    assert.equal(other.control('callback', {}).ok, true);
    await opening;
    assert.equal(other.state.setup.scenario, 'quiet');
  });

  it('is kept in the place of the other, or not opened', async () => {
    const { host, centre } = lived();
    let full = true;
    let written = '';
    const sink = {
      begin: (lines: string) => {
        if (full) throw new Error('disk full');
        written = `${lines}\n`;
      },
      append: (line: string) => void (written += `${line}\n`),
    };
    full = false;
    const other = ContactCentre.create({ scenario: 'quiet' }, { host, sink });
    full = true;
    const before = other.state;
    await assert.rejects(other.open(centre.log()), /disk full/);
    assert.equal(other.state, before);
    full = false;
    await other.open(centre.log());
    offer(other, 8 * second);
    assert.equal(written, other.log());
    assert.deepEqual(ContactCentre.replay(written, { host }).state, other.state);
  });

  it('is left by a reset into an epoch that there never was', async () => {
    const { centre } = begin();
    const earlier = centre.log();
    centre.reset();
    const epochs = [centre.state.setup.epoch];
    await centre.open(earlier);
    epochs.push(centre.state.setup.epoch);
    centre.reset();
    epochs.push(centre.state.setup.epoch);
    assert.equal(new Set(epochs).size, 3);
  });
});
