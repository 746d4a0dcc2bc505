import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  capabilityName,
  commandKeys,
  commandPath,
  commands,
  isCommandKey,
  splitCommand,
} from './commands.ts';
import { parsePosition, position } from './events.ts';
import { defaultPolicy, makePolicy } from './policy.ts';
import { problem, problemCode, ProblemError, problems, problemType, type ProblemCode } from './problems.ts';
import {
  consultTransitions,
  interactionTransitions,
  isLegal,
  legTransitions,
  offerTransitions,
  segmentTransitions,
  taskTransitions,
  type Transition,
} from './transitions.ts';

describe('commands', () => {
  it('share one name for capability, event and path', () => {
    const prefixes = { call: 'call-', segment: 'wrap-up-', agent: 'presence-' } as Record<string, string>;
    for (const key of commandKeys) {
      const [kind, name] = splitCommand(key);
      assert.equal(commands[key].event, (prefixes[kind] ?? 'callback-') + name);
      const id = key === 'task.schedule' ? '' : 'a%2F%3Fb%20c/';
      assert.equal(commandPath(key, 'a/?b c'), `/api/${kind}/${id}${name}`);
    }
    assert.equal(capabilityName('leave-and-transfer'), 'leaveAndTransfer');
  });

  it('have events of their own, none that a page knows already', () => {
    const events = commandKeys.map((key) => commands[key].event);
    assert.equal(new Set(events).size, events.length);
    for (const event of events) assert.match(event, /^(callback|call|wrap-up|presence)-[a-z-]+$/);
  });

  it('that change what others may have changed carry the version seen', () => {
    assert.deepEqual(
      commandKeys.filter((key) => commands[key].versioned),
      ['interaction.edit-reason', 'task.reschedule'],
    );
  });

  it('are own keys only', () => {
    for (const key of ['constructor', '__proto__', 'offer', 'offer.toString', '']) {
      assert.equal(isCommandKey(key), false, key);
    }
    assert.equal(isCommandKey('offer.accept'), true);
  });
});

describe('transitions', () => {
  const tables: Record<string, readonly Transition<string>[]> = {
    task: taskTransitions,
    interaction: interactionTransitions,
    offer: offerTransitions,
    leg: legTransitions,
    segment: segmentTransitions,
  };
  for (const [name, table] of Object.entries(tables)) {
    it(`of a ${name} reach every state from the beginning`, () => {
      const reached = new Set<string | null>([null]);
      for (let size = 0; size < reached.size;) {
        size = reached.size;
        for (const { from, to } of table) if (reached.has(from)) reached.add(to);
      }
      for (const { from, to } of table) assert.ok(reached.has(from) && reached.has(to), `${from} to ${to}`);
    });
  }

  it('let nothing out of what is over', () => {
    for (const [table, ends] of [
      [taskTransitions, ['closed_complete', 'closed_abandoned', 'canceled']],
      [interactionTransitions, ['closed', 'released']],
      [offerTransitions, ['accepted', 'rejected', 'timed_out', 'rescinded']],
      [legTransitions, ['ended']],
      [segmentTransitions, ['submitted', 'expired']],
    ] as const) {
      for (const end of ends) assert.ok(!table.some(({ from }) => from === end), end);
    }
  });

  it('are looked up both ways', () => {
    assert.equal(isLegal(offerTransitions, 'open', 'accepted'), true);
    assert.equal(isLegal(offerTransitions, 'accepted', 'open'), false);
    assert.equal(isLegal(taskTransitions, null, 'queued'), true);
    assert.equal(isLegal(consultTransitions, 'conference', 'none'), true);
  });
});

describe('problems', () => {
  it('have a stable type that gives the code back', () => {
    for (const code of Object.keys(problems) as ProblemCode[]) {
      assert.equal(problemCode(problemType(code)), code);
      assert.ok(problems[code].status >= 400 && problems[code].status < 600);
    }
    assert.equal(problemCode('about:blank'), null);
    assert.equal(problemCode(problemType('constructor' as ProblemCode)), null);
  });

  it('are errors that say what they are about', () => {
    const error = new ProblemError(problem('not_possible', { detail: 'Not now.', state: 'dialing' }));
    assert.equal(error.message, 'Not now.');
    assert.equal(error.code, 'not_possible');
    assert.equal(error.problem.status, 409);
    assert.equal(new ProblemError(problem('conflict')).message, problems.conflict.title);
  });
});

describe('positions', () => {
  it('are read back, and nothing else is', () => {
    assert.deepEqual(parsePosition(position('e1', 12)), { epoch: 'e1', number: 12 });
    for (const text of ['', 'e1', 'e1.', '.1', 'e1.-1', 'e1.1.2', 'e 1.1', 'e1.1e3', `${'x'.repeat(65)}.1`]) {
      assert.equal(parsePosition(text), null, text);
    }
  });
});

describe('policy', () => {
  it('takes changes timer by timer', () => {
    const policy = makePolicy({ dialing: 'automatic', timers: { dial: 5000 } });
    assert.deepEqual(policy, {
      ...defaultPolicy,
      dialing: 'automatic',
      timers: { ...defaultPolicy.timers, dial: 5000 },
    });
  });

  it('names a default wrap-up code and an after-time-out presence that exist, and maps presences both ways', () => {
    assert.ok(defaultPolicy.wrapUpCodes.some(({ id }) => id === defaultPolicy.defaultWrapUpCode));
    const { workspace, contact_centre: centre } = defaultPolicy.presences;
    assert.ok(centre.some(({ id }) => id === defaultPolicy.afterTimeOutPresence));
    for (const one of workspace) assert.ok(centre.some(({ id }) => id === one.counterpart));
    for (const one of centre) assert.ok(workspace.some(({ id }) => id === one.counterpart));
  });
});
