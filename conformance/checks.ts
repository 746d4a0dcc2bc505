import { commandKeys, splitCommand, type CommandKey } from '../contract/commands.ts';
import { directoryPageSize } from '../contract/directory.ts';
import { parsePosition, type CallbackEvent, type Position } from '../contract/events.ts';
import { ProblemError, type ProblemCode } from '../contract/problems.ts';
import { closedTaskStates } from '../contract/transitions.ts';
import { type Desk, expect, LeftOut, newKey, Unsupported } from './desk.ts';
import { isSame } from './same.ts';
import {
  answered,
  callOf,
  codeOf,
  consulted,
  consulting,
  closed,
  offered,
  payloadFor,
  preview,
  rejection,
  segmentOf,
  someone,
  stages,
  unanswered,
  wrapUp,
} from './stages.ts';

export interface Check {
  readonly id: string;
  /** The section of the specification. */
  readonly of: string;
  readonly title: string;
  /** `open` gives a desk in a state of its own; those that it opened are put away afterwards. */
  readonly run: (open: () => Promise<Desk>) => Promise<void>;
}

/** A check that needs one desk. */
const check = (id: string, of: string, title: string, run: (desk: Desk) => Promise<void>): Check => ({
  id,
  of,
  title,
  run: async (open) => run(await open()),
});

const impossible: readonly ProblemCode[] = [
  ...(['not_possible', 'not_found', 'offer_ended', 'unsupported'] as const),
  ...(['forbidden', 'conflict', 'invalid_payload'] as const),
];

/** The next so many events after a position, or `reset`; what comes is waited for as long as the desk waits. */
const replay = async (desk: Desk, after: Position, count: number): Promise<CallbackEvent[] | 'reset'> => {
  const stop = new AbortController();
  const events: CallbackEvent[] = [];
  let isReset = false;
  const read = async () => {
    for await (const message of desk.client.events(after, { signal: stop.signal })) {
      if (message.type === 'reset') isReset = true;
      if (message.type === 'event') events.push(message.event);
      if (isReset || events.length >= count) return;
    }
  };
  const reading = read();
  try {
    await desk.until('the stream tells again', () => isReset || events.length >= count);
  } finally {
    stop.abort();
  }
  await reading;
  return isReset ? 'reset' : events;
};

/** What several requests at once came to: `performed`, `unchanged`, or the code of the refusal. */
const outcomes = (sent: readonly Promise<{ outcome: string }>[]) =>
  Promise.all(
    sent.map((one) =>
      one.then(
        ({ outcome }) => outcome,
        (error: unknown) => {
          if (!(error instanceof ProblemError)) throw error;
          return error.code ?? 'unknown';
        },
      ),
    ),
  );

const performed = (answers: readonly string[]) => answers.filter((one) => one === 'performed').length;

const attemptsOf = (desk: Desk, interactionId: string) =>
  desk.get('task', desk.get('interaction', interactionId).taskId).attempts;

const noticed = (desk: Desk, type: string) =>
  desk.until(`the agent is told: ${type}`, () => desk.all('notice').some((one) => one.type === type));

const transferTo = async (desk: Desk): Promise<string> => {
  const id = await preview(desk);
  await desk.do('interaction.transfer', id, { target: await someone(desk, 'agent') });
  const { state, transfer } = desk.get('interaction', id);
  expect(state === 'transferring' && transfer, `a callback that is handed on is ${state}`);
  return id;
};

const legOf = (desk: Desk, callId: string, role: string) => {
  const found = desk.get('call', callId).legs.find((leg) => leg.role === role);
  expect(found, `the call has no ${role}`);
  return found;
};

/** One after the other, each performed, and each seen. */
const steps =
  (...rows: readonly [command: CommandKey, seen: (desk: Desk, callId: string) => boolean][]) =>
  async (desk: Desk) => {
    const callId = callOf(desk, await answered(desk));
    for (const [command, seen] of rows) {
      await desk.do(command as 'call.hold', callId, {});
      expect(seen(desk, callId), `${command} was performed, and the call does not show it`);
    }
  };

/** Tries every command of every record at one stage, each on a desk of its own where it may change something. */
const everyCommand = (desk: Desk): { command: CommandKey; id: string; enabled: boolean }[] =>
  commandKeys.flatMap((command) =>
    [...desk.records.values()]
      .filter(({ kind }) => kind === splitCommand(command)[0])
      .flatMap(({ id }) => {
        const capability = desk.capability(command, id);
        return capability ? { command, id, enabled: capability.enabled } : [];
      }),
  );

/** Reaches a stage; false where the provider has no such stage, or nothing makes it happen. */
const reach = async (stage: (desk: Desk) => Promise<string>, desk: Desk): Promise<boolean> => {
  try {
    await stage(desk);
    return true;
  } catch (error) {
    if (error instanceof Unsupported || error instanceof LeftOut) return false;
    throw error;
  }
};

/** What has a field for every command: for what is refused, or changes nothing, whatever it carries. */
const anything = {
  ...{ numberId: 'x', reason: 'x', version: 1, presenceId: 'x', side: 'workspace', customerId: 'x' },
  ...{ target: { kind: 'agent', id: 'x' }, at: '2100-01-01T00:00:00.000Z' },
};

const mustReachOne = (reached: number) => {
  if (!reached) throw new LeftOut('no stage can be reached');
};

export const checks: readonly Check[] = [
  // The snapshot and the stream
  check(
    'snapshot',
    '4',
    'a snapshot has the agent, the settings, the clock and its position',
    async (desk) => {
      const { asOf, clock, agentId, namespace, records } = await desk.client.snapshot();
      expect(parsePosition(asOf), `${asOf} is no position`);
      expect(Number.isFinite(Date.parse(clock.now)) && clock.rate >= 0, 'the clock is none');
      expect(typeof namespace === 'string' && namespace !== '', 'there is no namespace to keep drafts by');
      expect(
        records.some((one) => one.kind === 'agent' && one.id === agentId),
        'the agent has no record',
      );
      expect(
        records.some((one) => one.kind === 'settings'),
        'there are no settings',
      );
      const names = records.map((one) => `${one.kind} ${one.id}`);
      expect(new Set(names).size === names.length, 'a record is there twice');
    },
  ),
  check('resume', '5.10', 'a stream that is opened again tells the same again', async (desk) => {
    const before = desk.position;
    await preview(desk);
    const [from, to] = [before, desk.position].map((one) => parsePosition(one)!.number);
    const [first, second] = [
      await replay(desk, before, to! - from!),
      await replay(desk, before, to! - from!),
    ];
    if (first !== 'reset')
      expect(
        first.every(({ id }, at) => parsePosition(id)!.number === from! + at + 1),
        'events are left out, or come twice',
      );
    expect(isSame(first, second), 'it tells otherwise than before');
  }),
  check('past', '5.10', 'a position of another past is answered with a reset', async (desk) => {
    expect((await replay(desk, 'no-such-epoch.1', 1)) === 'reset', 'events came instead');
  }),
  check('abort', '6', 'an aborted stream ends', async (desk) => {
    const stop = new AbortController();
    let hasEnded = false;
    const end = () => (hasEnded = true);
    const stream = desk.client.events(desk.position, { signal: stop.signal })[Symbol.asyncIterator]();
    const read = async () => {
      while (!hasEnded) hasEnded = (await stream.next()).done === true;
    };
    void read().then(end, end);
    stop.abort();
    await desk.until('the stream ends', () => hasEnded);
  }),

  // Offers
  check('accept', '3.1', 'accept opens the interaction', async (desk) => {
    const id = await offered(desk);
    const { interactionId, taskId } = desk.get('offer', id);
    await desk.do('offer.accept', id, {});
    expect(desk.get('interaction', interactionId).ownerId === desk.agentId, 'it is not the agent’s');
    expect(desk.get('task', taskId).ownerId === desk.agentId, 'its task is not the agent’s');
    expect(desk.maybe('offer') === undefined, 'the offer is still open');
  }),
  check('accept-twice', '4.5', 'accepted again, an offer is answered and nothing changes', async (desk) => {
    const id = await offered(desk);
    await desk.do('offer.accept', id, {});
    const before = [...desk.records.values()];
    const [answer] = await outcomes([desk.send('offer.accept', id, {})]);
    expect(answer === 'unchanged' || answer === 'offer_ended' || answer === 'not_found', `it was ${answer}`);
    expect(isSame(before, [...desk.records.values()]), 'something changed');
  }),
  check('reject', '3.1', 'a rejected offer leaves the agent, and cannot be accepted', async (desk) => {
    const id = await offered(desk);
    await desk.do('offer.reject', id, rejection(desk, id));
    expect(!desk.maybe('offer'), 'the offer is still open');
    await desk.refused('offer.accept', id, {}, ['offer_ended', 'not_found', 'not_possible']);
  }),
  check('one-end', '5.3', 'of accept and reject at once exactly one wins', async (desk) => {
    const id = await offered(desk);
    const answers = await outcomes([
      desk.send('offer.accept', id, {}),
      desk.send('offer.reject', id, rejection(desk, id)),
    ]);
    expect(performed(answers) === 1, `they were ${answers.join(' and ')}`);
    await desk.agree();
    const hasIt = desk.all('interaction').some(({ state }) => state === 'preview');
    expect(hasIt === (answers[0] === 'performed'), 'the records say otherwise than the answers');
  }),
  check(
    'time-out',
    '3.1',
    'an offer that times out leaves, and an accept that comes late is told',
    async (desk) => {
      const id = await offered(desk);
      const { timer } = desk.get('offer', id);
      if (!timer) throw new Unsupported('offers do not time out');
      await desk.situation('pass', Date.parse(timer.deadline) - desk.now + 1);
      await desk.until(
        'the offer has ended',
        () => !desk.all('offer').some((one) => one.id === id && one.state === 'open'),
      );
      await desk.refused('offer.accept', id, {}, ['offer_ended', 'not_found']);
    },
  ),
  check('customer-cancels', '4.1', 'a customer who cancels takes the offer back', async (desk) => {
    const id = await offered(desk);
    await desk.situation('customer', 'cancel');
    await desk.until('the offer has ended', () => !desk.maybe('offer'));
    await desk.refused('offer.accept', id, {}, ['offer_ended', 'not_found', 'not_possible']);
  }),

  // Dialling
  check('select-number', '3.3', 'the selected number is dialled', async (desk) => {
    const id = await preview(desk);
    const { taskId, numberId } = desk.get('interaction', id);
    const other = desk.get('task', taskId).customer.numbers.find((one) => one.id !== numberId);
    if (!other) throw new Unsupported('the customer has one number');
    await desk.do('interaction.select-number', id, { numberId: other.id });
    expect(desk.get('interaction', id).numberId === other.id, 'another is selected');
    await desk.do('interaction.dial', id, {});
    expect(attemptsOf(desk, id).at(-1)?.number === other.number, 'another was dialled');
  }),
  check('dial', '3.3', 'dial begins the first attempt, an answer the call', async (desk) => {
    const id = await answered(desk);
    const { callId, previewDuration } = desk.get('interaction', id);
    const [attempt, ...more] = attemptsOf(desk, id);
    expect(attempt && !more.length && attempt.id === callId, 'the attempt is not the call’s');
    expect(previewDuration !== null, 'how long the preview took is not kept');
    const call = desk.get('call', callId);
    expect(call.answeredAt !== null && call.endedAt === null, 'the call is not answered');
    const leg = legOf(desk, callId, 'customer');
    expect(leg.state === 'connected', `the customer is ${leg.state}`);
  }),
  check('dial-same-key', '5.1', 'the same press sent twice dials once', async (desk) => {
    const id = await preview(desk);
    const press = newKey();
    const answers = await outcomes([
      desk.send('interaction.dial', id, {}, press),
      desk.send('interaction.dial', id, {}, press),
    ]);
    expect(answers[0] === answers[1] && answers[0] === 'performed', `answers: ${answers.join(', ')}`);
    await desk.agree();
    expect(attemptsOf(desk, id).length === 1, `dialled ${attemptsOf(desk, id).length} times`);
  }),
  check('dial-two-keys', '5.1', 'two presses at once dial once', async (desk) => {
    const id = await preview(desk);
    const answers = await outcomes([1, 2].map(() => desk.send('interaction.dial', id, {})));
    expect(performed(answers) === 1, `they were ${answers.join(' and ')}`);
    await desk.agree();
    expect(attemptsOf(desk, id).length === 1, `dialled ${attemptsOf(desk, id).length} times`);
  }),
  check('retry', '4.2', 'after no answer there is Retry, the next attempt', async (desk) => {
    const id = await unanswered(desk);
    expect(attemptsOf(desk, id)[0]?.outcome, 'the attempt has no outcome');
    await desk.do('interaction.retry', id, {});
    const attempts = attemptsOf(desk, id);
    expect(attempts.length === 2 && attempts[1]!.outcome === null, 'there is no second attempt');
  }),
  check('hang-up-ringing', '3.5', 'End call while it rings ends the attempt', async (desk) => {
    const id = await preview(desk);
    await desk.do('interaction.dial', id, {});
    await desk.do('call.end', callOf(desk, id), {});
    expect(desk.get('interaction', id).state === 'no_answer', `it is ${desk.get('interaction', id).state}`);
    expect(attemptsOf(desk, id)[0]?.outcome === 'agent_hangup', 'the outcome is another');
  }),
  check('countdown', '4.4', 'the dial timer dials once', async (desk) => {
    const id = await preview(desk);
    const { timer } = desk.get('interaction', id);
    if (timer?.kind !== 'dial') throw new Unsupported('no countdown dials');
    await desk.situation('pass', Date.parse(timer.deadline) - desk.now + 1);
    await desk.until('it is dialled', () => attemptsOf(desk, id).length > 0);
    await desk.agree();
    expect(attemptsOf(desk, id).length === 1, `dialled ${attemptsOf(desk, id).length} times`);
  }),
  check('try-later', '3.3', 'Try later schedules the callback anew', async (desk) => {
    const id = await unanswered(desk);
    const { taskId } = desk.get('interaction', id);
    await desk.do('interaction.try-later', id, { at: new Date(desk.now + 3_600_000).toISOString() });
    const { state, ownerId } = desk.get('task', taskId);
    expect(state === 'scheduled' && ownerId === null, `the task is ${state}, with ${ownerId}`);
  }),
  check(
    'edit-reason',
    '3.2',
    'the reason is changed once; with an old version it is refused',
    async (desk) => {
      const id = await preview(desk);
      const payload = await payloadFor(desk, 'interaction.edit-reason', id);
      if (!payload) throw new Unsupported('there is no other reason');
      await desk.do('interaction.edit-reason', id, payload as { reason: string; version: number });
      const { taskId } = desk.get('interaction', id);
      const { reason, version } = desk.get('task', taskId);
      expect(reason === (payload as { reason: string }).reason, 'it is not changed');
      const other = desk.one('settings').reasons.find((one) => one !== reason)!;
      const refusal = await desk.refused(
        'interaction.edit-reason',
        id,
        { reason: other, version: version - 1 },
        ['conflict'],
      );
      expect(refusal.problem.record?.id === taskId, 'the refusal does not bring the record as it is');
    },
  ),

  // Keys
  check('replay', '5.1', 'the same key and body get the same answer', async (desk) => {
    const id = await offered(desk);
    const press = newKey();
    const first = await desk.send('offer.accept', id, {}, press);
    const again = await desk.send('offer.accept', id, {}, press);
    expect(isSame(first, again), 'the answers differ');
  }),
  check('other-body', '5.1', 'the same key with another body is refused', async (desk) => {
    const id = await preview(desk);
    const { taskId } = desk.get('interaction', id);
    const { numbers } = desk.get('task', taskId).customer;
    if (numbers.length < 2) throw new Unsupported('the customer has one number');
    const press = newKey();
    await desk.send('interaction.select-number', id, { numberId: numbers[1]!.id }, press);
    await desk.refused(
      'interaction.select-number',
      id,
      { numberId: numbers[0]!.id },
      ['idempotency_key_reused'],
      press,
    );
  }),
  check('refusal-remembered', '5.1', 'a refusal is remembered with its key', async (desk) => {
    const id = await preview(desk);
    const press = newKey();
    const first = await desk.refused('interaction.retry', id, {}, impossible, press);
    await desk.do('interaction.dial', id, {});
    await desk.situation('customer', 'ring_out');
    await desk.until('nobody answered', () => desk.get('interaction', id).state === 'no_answer');
    const again = await desk.refused('interaction.retry', id, {}, impossible, press);
    expect(first.code === again.code, 'it is refused otherwise');
  }),

  // Capabilities and refusals
  {
    id: 'disabled',
    of: '4.5',
    title: 'what is disabled is refused, or changes nothing, at every stage',
    async run(open) {
      let reached = 0;
      for (const [name, stage] of Object.entries(stages)) {
        const desk = await open();
        if (!(await reach(stage, desk))) continue;
        reached += 1;
        for (const { command, id, enabled } of everyCommand(desk)) {
          if (enabled) continue;
          const isThere = desk.capability(command, id)?.visible;
          const payload = (await payloadFor(desk, command, id)) ?? (isThere ? null : anything);
          if (!payload) continue;
          const before = [...desk.records.values()];
          const [answer] = await outcomes([
            desk.send(command, id, payload as never).catch((error: unknown) => {
              if (error instanceof Unsupported) return { outcome: 'unsupported' };
              throw error;
            }),
          ]);
          expect(answer !== 'performed', `${name}: ${command} is disabled, and was performed`);
          expect(answer !== 'unknown', `${name}: ${command} was refused with an unknown code`);
          expect(
            isSame(before, [...desk.records.values()]),
            `${name}: ${command} was ${answer}, and changed something`,
          );
        }
      }
      mustReachOne(reached);
    },
  },
  {
    id: 'enabled',
    of: '4.5',
    title: 'what is enabled is performed, at every stage',
    async run(open) {
      let reached = 0;
      for (const [name, stage] of Object.entries(stages)) {
        const first = await open();
        if (!(await reach(stage, first))) continue;
        reached += 1;
        const offers = everyCommand(first).filter(({ enabled }) => enabled);
        for (let at = 0; at < offers.length; at++) {
          const desk = at === 0 ? first : await open();
          if (at > 0 && !(await reach(stage, desk))) continue;
          const { command, id } = everyCommand(desk).filter(({ enabled }) => enabled)[at] ?? {};
          if (!command || !id) continue;
          const payload = await payloadFor(desk, command, id);
          if (!payload) continue;
          await desk.do(command, id, payload as never).catch((error: unknown) => {
            const what = error instanceof Error ? error.message : String(error);
            expect(false, `${name}: ${command} is enabled: ${what}`);
          });
        }
      }
      mustReachOne(reached);
    },
  },
  check('unknown', '6', 'what does not exist is refused as not found', async (desk) => {
    await desk.refused('offer.accept', 'no-such-offer', {}, ['not_found']);
    await desk.refused('interaction.dial', 'no-such-interaction', {}, ['not_found']);
    await desk.refused('segment.submit', 'no-such-segment', { reasonId: null, notes: '' }, ['not_found']);
  }),

  // The callback is handed on
  check('transfer-cancelled', '3.4', 'a transfer that is taken back comes back as it was', async (desk) => {
    const id = await transferTo(desk);
    await desk.do('interaction.cancel-transfer', id, {});
    const { state, transfer } = desk.get('interaction', id);
    expect(state === 'preview' && transfer === null, `it is ${state}`);
  }),
  check(
    'transfer-accepted',
    '3.4',
    'accepted, it is the colleague’s, and the sender is told',
    async (desk) => {
      const id = await transferTo(desk);
      await desk.situation('colleague', 'accept');
      await noticed(desk, 'transfer_accepted');
      const mine = desk.all('interaction').find((one) => one.id === id);
      expect(!mine || mine.state === 'released', `it is still ${mine?.state}`);
      await desk.refused('interaction.dial', id, {}, impossible);
    },
  ),
  check('transfer-declined', '3.4', 'declined, it is the sender’s again, and they are told', async (desk) => {
    const id = await transferTo(desk);
    await desk.situation('colleague', 'decline');
    await desk.until('it is back', () => desk.get('interaction', id).state === 'preview');
    expect(
      desk.all('notice').some(({ type }) => type === 'transfer_declined' || type === 'transfer_failed'),
      'the sender is not told',
    );
  }),
  check('transfer-one-wins', '5.4', 'cancelled, a transfer cannot be accepted any more', async (desk) => {
    const id = await transferTo(desk);
    await desk.do('interaction.cancel-transfer', id, {});
    // Whether the colleague is refused is theirs to see; that nothing becomes of it, the sender's.
    await desk.situation('colleague', 'accept').catch((error: unknown) => {
      if (error instanceof LeftOut) throw error;
    });
    await desk.agree();
    const { state, ownerId } = desk.get('interaction', id);
    expect(state === 'preview' && ownerId === desk.agentId, `it is ${state}, of ${ownerId}`);
  }),
  check('dismiss', '3.9', 'a notice that is dismissed is gone', async (desk) => {
    const id = await transferTo(desk);
    await desk.do('interaction.cancel-transfer', id, {});
    await noticed(desk, 'transfer_cancelled');
    const notice = desk.one('notice');
    await desk.do('notice.dismiss', notice.id, {});
    expect(!desk.all('notice').some((one) => one.id === notice.id), 'it is still there');
  }),

  // The live call
  check(
    'hold',
    '3.5',
    'hold, and resume',
    steps(
      ['call.hold', (desk, id) => legOf(desk, id, 'customer').state === 'held'],
      ['call.resume', (desk, id) => legOf(desk, id, 'customer').state === 'connected'],
    ),
  ),
  check(
    'mute',
    '3.5',
    'mute, and unmute',
    steps(
      ['call.mute', (desk, id) => legOf(desk, id, 'agent').muted],
      ['call.unmute', (desk, id) => !legOf(desk, id, 'agent').muted],
    ),
  ),
  check(
    'record',
    '3.5',
    'record, pause, resume, stop',
    steps(
      ['call.record-start', (desk, id) => desk.get('call', id).recording.state === 'on'],
      ['call.record-pause', (desk, id) => desk.get('call', id).recording.state === 'paused'],
      ['call.record-resume', (desk, id) => desk.get('call', id).recording.state === 'on'],
      ['call.record-stop', (desk, id) => /^(off|saved)$/.test(desk.get('call', id).recording.state)],
    ),
  ),
  check('escalate', '3.5', 'a call is escalated once', async (desk) => {
    const interactionId = await answered(desk);
    const id = callOf(desk, interactionId);
    await desk.do('call.escalate', id, {});
    const { escalatedAt } = desk.get('call', id);
    expect(escalatedAt !== null && desk.get('interaction', interactionId).escalatedAt, 'it is not kept');
    await outcomes([desk.send('call.escalate', id, {})]);
    expect(desk.get('call', id).escalatedAt === escalatedAt, 'it was escalated again');
  }),
  check('tones', '3.5', 'tones are sent to the call', async (desk) => {
    await desk.do('call.dtmf', callOf(desk, await answered(desk)), { digits: '1#' });
  }),
  check('hang-up', '3.6', 'the customer hangs up: on to the wrap-up', async (desk) => {
    const id = await answered(desk);
    const callId = callOf(desk, id);
    await desk.situation('customer', 'hang_up');
    await desk.until('it is wrapped up', () => desk.get('interaction', id).state === 'wrap_up');
    expect(desk.get('call', callId).endedAt !== null, 'the call has not ended');
    const { state } = desk.get('segment', segmentOf(desk, id));
    expect(state === 'open', `the segment is ${state}`);
    expect(
      !closedTaskStates.includes(desk.get('task', desk.get('interaction', id).taskId).state),
      'the task is closed',
    );
  }),
  check('wrong-number', '4.2', 'a wrong number is no answer', async (desk) => {
    const id = await answered(desk);
    await desk.do('call.wrong-number', callOf(desk, id), {});
    expect(desk.get('interaction', id).state === 'no_answer', `it is ${desk.get('interaction', id).state}`);
    expect(attemptsOf(desk, id)[0]?.outcome === 'wrong_number', 'the outcome is another');
  }),
  check('consult', '3.6', 'a consult holds the customer, and is merged', async (desk) => {
    const id = callOf(desk, await consulting(desk));
    expect(legOf(desk, id, 'customer').state === 'held', 'the customer hears it');
    await desk.do('call.merge', id, {});
    expect(legOf(desk, id, 'customer').state === 'connected', 'the customer is still held');
    expect(desk.get('call', id).consult.state === 'conference', 'it is no conference');
  }),
  check('consult-declined', '3.6', 'a consult that is declined leaves the customer held', async (desk) => {
    const id = callOf(desk, await consulted(desk));
    await desk.situation('colleague', 'decline');
    await desk.until('the consult has ended', () => desk.get('call', id).consult.state === 'none');
    expect(legOf(desk, id, 'customer').state === 'held', 'the customer is not held');
  }),
  check('end-consult', '3.6', 'End consult goes back to the held customer', async (desk) => {
    const id = callOf(desk, await consulting(desk));
    await desk.do('call.end-consult', id, {});
    expect(desk.get('call', id).consult.state === 'none', 'the consult goes on');
    expect(legOf(desk, id, 'customer').state === 'held', 'the customer is not held');
  }),
  check('leave', '3.6', 'Leave & transfer: the customer stays with the colleague', async (desk) => {
    const interactionId = await consulting(desk);
    await desk.do('call.leave-and-transfer', callOf(desk, interactionId), {});
    const one = desk.all('interaction').find(({ id }) => id === interactionId);
    expect(one?.ownerId !== desk.agentId || one.state !== 'in_call', 'the agent still has the call');
    const { state } = desk.get('segment', segmentOf(desk, interactionId));
    expect(state === 'open', `their part is ${state}`);
  }),
  check('blind', '3.6', 'a blind transfer goes out at once', async (desk) => {
    const interactionId = await answered(desk);
    const id = callOf(desk, interactionId);
    await desk.do('call.blind-transfer', id, { target: await someone(desk, 'agent') });
    const call = desk.all('call').find((one) => one.id === id);
    const mine = call?.legs.find((leg) => leg.agentId === desk.agentId);
    expect(!mine || mine.state === 'ended', 'the agent is still on the line');
  }),

  // The wrap-up
  check('save', '3.7', 'what is saved in the call is there after it', async (desk) => {
    const id = await answered(desk);
    const segmentId = segmentOf(desk, id);
    await desk.do('segment.save', segmentId, { reasonId: codeOf(desk), notes: 'Asks for a refund.' });
    await desk.do('call.end', callOf(desk, id), {});
    const { notes, state } = desk.get('segment', segmentId);
    expect(state === 'open' && notes === 'Asks for a refund.', `${state} with “${notes}”`);
  }),
  check('submit', '3.7', 'submitting closes segment, interaction and task', async (desk) => {
    const id = await closed(desk);
    const segment = desk.get('segment', segmentOf(desk, id));
    const { state, taskId } = desk.get('interaction', id);
    const task = desk.get('task', taskId);
    expect(segment.state === 'submitted' && segment.notes === 'Refunded.', `the segment is ${segment.state}`);
    expect(state === 'closed', `the interaction is ${state}`);
    expect(task.state === 'closed_complete', `the task is ${task.state}`);
  }),
  check('submitted', '5.7', 'what is submitted is not written again', async (desk) => {
    const id = segmentOf(desk, await closed(desk));
    const written = { reasonId: null, notes: 'Something else.' };
    await desk.refused('segment.save', id, written, impossible);
    await desk.refused('segment.submit', id, written, impossible);
    expect(desk.get('segment', id).notes === 'Refunded.', 'the notes are others');
  }),
  check('amend', '3.7', 'late notes are appended', async (desk) => {
    const id = segmentOf(desk, await closed(desk));
    await desk.do('segment.amend', id, { notes: 'One thing more.' });
    const { notes, lateNotes } = desk.get('segment', id);
    expect(notes === 'Refunded.' && lateNotes.at(-1)?.notes === 'One thing more.', 'it is not there');
    await desk.do('segment.amend', id, { notes: 'And another.' });
    const texts = desk.get('segment', id).lateNotes.map((one) => one.notes);
    expect(isSame(texts, ['One thing more.', 'And another.']), `there are: ${texts.join(', ')}`);
  }),
  check('overwritten', '3.7', 'text that another window wrote over stays in the history', async (desk) => {
    const id = segmentOf(desk, await wrapUp(desk));
    const { revision } = desk.get('segment', id);
    await desk.do('segment.save', id, { reasonId: null, notes: 'By this window.', revision });
    await desk.do('segment.save', id, { reasonId: null, notes: 'By the other.', revision });
    const { notes, history } = desk.get('segment', id);
    expect(notes === 'By the other.', 'the last does not win');
    expect(
      history.some((one) => one.notes === 'By this window.'),
      'what was written over is lost',
    );
  }),
  check('limited', '3.7', 'a limited wrap-up ends with the notes as last saved', async (desk) => {
    const id = segmentOf(desk, await wrapUp(desk));
    const { timer } = desk.get('segment', id);
    if (!timer) throw new Unsupported('wrap-ups are not limited');
    await desk.do('segment.save', id, { reasonId: null, notes: 'As saved.' });
    await desk.situation('pass', Date.parse(timer.deadline) - desk.now + 1);
    await desk.until('the wrap-up has ended', () => desk.get('segment', id).state === 'expired');
    expect(desk.get('segment', id).notes === 'As saved.', 'the notes are others');
  }),
  check('extend', '3.7', 'More time moves the end', async (desk) => {
    const id = segmentOf(desk, await wrapUp(desk));
    const before = desk.get('segment', id).timer;
    await desk.do('segment.extend', id, {});
    const now = desk.get('segment', id).timer;
    expect(before && now && now.deadline > before.deadline, 'it ends as before');
  }),
  check('reopen', '4.2', 'Close callback opens the wrap-up; Back returns with the notes', async (desk) => {
    const id = await preview(desk);
    await desk.do('interaction.close', id, {});
    expect(desk.get('interaction', id).state === 'wrap_up', `it is ${desk.get('interaction', id).state}`);
    const segmentId = segmentOf(desk, id);
    await desk.do('segment.save', segmentId, { reasonId: null, notes: 'Not now.' });
    await desk.do('interaction.reopen', id, {});
    expect(desk.get('interaction', id).state === 'preview', 'it is not back');
    const { state, notes } = desk.get('segment', segmentId);
    expect(state === 'draft' && notes === 'Not now.', `the wrap-up is ${state} with “${notes}”`);
  }),

  // Presence, schedules, the directory
  check('presence', '3.8', 'a presence that is set is there', async (desk) => {
    const { id } = desk.one('agent');
    const payload = await payloadFor(desk, 'agent.set', id);
    if (!payload) throw new Unsupported('there is one presence');
    await desk.do('agent.set', id, payload as { presenceId: string });
    const { presence } = desk.get('agent', id);
    expect(presence.workspace.presenceId === (payload as { presenceId: string }).presenceId, 'it is another');
  }),
  check('sign-out', '3.8', 'sign out of the contact centre, and in again', async (desk) => {
    const { id } = desk.one('agent');
    await desk.do('agent.sign-out', id, { side: 'contact_centre' });
    expect(!desk.get('agent', id).presence.contact_centre.signedIn, 'signed in still');
    await desk.do('agent.sign-in', id, { side: 'contact_centre' });
    expect(desk.get('agent', id).presence.contact_centre.signedIn, 'not signed in again');
  }),
  check('sign-out-preview', '5.6', 'who signs out gives what they preview back', async (desk) => {
    const id = await preview(desk);
    await desk.do('agent.sign-out', desk.agentId, { side: 'contact_centre' });
    const mine = desk.all('interaction').find((one) => one.id === id);
    expect(!mine || mine.state === 'released', `it is still ${mine?.state}`);
  }),
  check('schedule', '3.9', 'schedule, reschedule, cancel; with an old version refused', async (desk) => {
    const { taskId } = desk.get('interaction', await preview(desk));
    const payload = await payloadFor(desk, 'task.schedule', taskId);
    const known = new Set(desk.all('task').map(({ id }) => id));
    await desk.do('task.schedule', taskId, payload as never);
    const made = desk.all('task').find(({ id }) => !known.has(id));
    expect(made?.state === 'scheduled', 'there is no scheduled callback');
    const at = new Date(desk.now + 7_200_000).toISOString();
    await desk.do('task.reschedule', made.id, { at, version: made.version });
    expect(desk.get('task', made.id).scheduledStart === at, 'it is due at another time');
    await desk.refused('task.reschedule', made.id, { at: made.scheduledStart!, version: made.version }, [
      'conflict',
    ]);
    await desk.do('task.cancel', made.id, {});
    const task = desk.all('task').find(({ id }) => id === made.id);
    expect(!task || task.state === 'canceled', `it is ${task?.state}`);
  }),
  check(
    'directory',
    '3.4',
    'the directory is searched, a page at a time, and never finds oneself',
    async (desk) => {
      let kinds = 0;
      for (const kind of ['agent', 'queue', 'external'] as const) {
        const page = await desk.client.directory({ kind, search: '' }).catch((error: unknown) => {
          const isTold = error instanceof ProblemError && error.code === 'unsupported';
          expect(isTold, 'it fails, and does not say unsupported');
          return null;
        });
        if (!page) continue;
        kinds += 1;
        const found = [...page.entries];
        for (let { next } = page; next !== null;) {
          const more = await desk.client.directory({ kind, search: '', after: next });
          expect(more.entries.length, 'a page is empty');
          found.push(...more.entries);
          next = more.next;
        }
        expect(page.entries.length <= directoryPageSize, `a page has ${page.entries.length} entries`);
        expect(found.length === page.total, `${page.total} are said, ${found.length} are there`);
        expect(
          found.every((one) => one.kind === kind),
          `others than ${kind}s are found`,
        );
        expect(!found.some((one) => one.kind === 'agent' && one.id === desk.agentId), 'the agent is found');
        const [first] = found;
        if (!first) continue;
        const { entries } = await desk.client.directory({ kind, search: first.name });
        expect(
          entries.some((one) => one.id === first.id),
          'who is searched by name is not found',
        );
        const none = await desk.client.directory({ kind, search: 'zzz no such name zzz' });
        expect(none.total === 0 && !none.entries.length, 'what is searched for is not looked at');
      }
      if (!kinds) throw new Unsupported('there is no directory');
    },
  ),
];
