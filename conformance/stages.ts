import type { CommandKey, CommandPayloads, TargetRef } from '../contract/commands.ts';
import { type Desk, expect, key, Unsupported } from './desk.ts';

/* How far a callback has come, and what could be asked for there. */

/** Adds a callback, and gives the offer's id. */
export const offered = async (desk: Desk): Promise<string> => {
  const known = new Set(desk.all('offer').map(({ id }) => id));
  const open = () => desk.all('offer').find((one) => one.state === 'open' && !known.has(one.id));
  await desk.situation('callback');
  await desk.until('a callback is offered', () => !!open());
  return open()!.id;
};

/** The first reason to reject, where one must be given. */
export const rejection = (desk: Desk, offerId: string): { reasonId?: string } => {
  const [reason] = desk.get('offer', offerId).rejectReasons;
  return reason ? { reasonId: reason.id } : {};
};

/** The interaction's id, once the offer is accepted. */
export const preview = async (desk: Desk): Promise<string> => {
  const id = await offered(desk);
  const { interactionId } = desk.get('offer', id);
  await desk.do('offer.accept', id, {});
  const { state } = desk.get('interaction', interactionId);
  expect(state === 'preview', `an accepted callback is ${state}, not preview`);
  return interactionId;
};

export const callOf = (desk: Desk, interactionId: string): string => {
  const { callId } = desk.get('interaction', interactionId);
  expect(callId, 'the interaction names no call');
  return callId;
};

const dialed = async (desk: Desk) => {
  const id = await preview(desk);
  await desk.do('interaction.dial', id, {});
  const { state } = desk.get('interaction', id);
  expect(state === 'dialing', `a dialled callback is ${state}, not dialing`);
  return id;
};

const is = (desk: Desk, id: string, state: string) =>
  desk.until(`the interaction is ${state}`, () => desk.get('interaction', id).state === state);

export const answered = async (desk: Desk): Promise<string> => {
  const id = await dialed(desk);
  await desk.situation('customer', 'answer');
  await is(desk, id, 'in_call');
  return id;
};

export const unanswered = async (desk: Desk): Promise<string> => {
  const id = await dialed(desk);
  await desk.situation('customer', 'ring_out');
  await is(desk, id, 'no_answer');
  return id;
};

/** Somebody of the directory who can be called upon. */
export const someone = async (desk: Desk, kind: TargetRef['kind']): Promise<TargetRef> => {
  const { entries } = await desk.client.directory({ kind, search: '' }).catch((error: unknown) => {
    throw new Unsupported(`nobody to hand on to: ${error instanceof Error ? error.message : String(error)}`);
  });
  const found = entries.find((one) => one.kind !== 'agent' || one.reachable);
  if (!found) throw new Unsupported(`no ${kind} can be called upon`);
  return { kind: found.kind, id: found.id };
};

/** A colleague is called, and has not answered. */
export const consulted = async (desk: Desk): Promise<string> => {
  const id = await answered(desk);
  await desk.do('call.consult', callOf(desk, id), { target: await someone(desk, 'agent') });
  return id;
};

export const consulting = async (desk: Desk): Promise<string> => {
  const id = await consulted(desk);
  const consult = () => desk.get('call', callOf(desk, id)).consult.state;
  await desk.situation('colleague', 'accept');
  await desk.until('the colleague is there', () => consult() === 'consulting');
  return id;
};

export const wrapUp = async (desk: Desk): Promise<string> => {
  const id = await answered(desk);
  await desk.do('call.end', callOf(desk, id), {});
  await is(desk, id, 'wrap_up');
  return id;
};

/** The segment of the interaction. */
export const segmentOf = (desk: Desk, interactionId: string): string => {
  const found = desk.all('segment').find((one) => one.interactionId === interactionId);
  expect(found, 'the interaction has no wrap-up segment');
  return found.id;
};

export const closed = async (desk: Desk): Promise<string> => {
  const id = await wrapUp(desk);
  await desk.do('segment.submit', segmentOf(desk, id), { reasonId: codeOf(desk), notes: 'Refunded.' });
  return id;
};

export const codeOf = (desk: Desk): string | null => desk.maybe('settings')?.defaultWrapUpCode ?? null;

/** Where every command is tried. */
export const stages: Readonly<Record<string, (desk: Desk) => Promise<string>>> = {
  offered,
  preview,
  transferring: async (desk) => {
    const id = await preview(desk);
    await desk.do('interaction.transfer', id, { target: await someone(desk, 'agent') });
    return id;
  },
  dialing: dialed,
  'no answer': unanswered,
  'in call': answered,
  'on hold': async (desk) => {
    const id = await answered(desk);
    await desk.do('call.hold', callOf(desk, id), {});
    return id;
  },
  'consult rings': consulted,
  consulting,
  conference: async (desk) => {
    const id = await consulting(desk);
    await desk.do('call.merge', callOf(desk, id), {});
    return id;
  },
  'wrap-up': wrapUp,
  'close before a call': async (desk) => {
    const id = await preview(desk);
    await desk.do('interaction.close', id, {});
    return id;
  },
  closed,
  'presences that differ': async (desk) => {
    const other = desk.one('settings').presences.contact_centre.find(({ status }) => status !== 'available');
    if (!other) throw new Unsupported('the contact centre has one presence');
    await desk.do('agent.set', desk.agentId, { presenceId: other.id, side: 'contact_centre' });
    return desk.agentId;
  },
};

const hour = 3_600_000;

/** What the command could carry here and now; null: nothing that fits. */
export const payloadFor = async (
  desk: Desk,
  command: CommandKey,
  id: string,
): Promise<CommandPayloads[CommandKey] | null> => {
  const record = desk.records.get(key({ kind: command.split('.')[0]!, id }));
  const { now } = desk;
  const at = new Date(now + hour).toISOString();
  const target = async (kinds: readonly TargetRef['kind'][] | undefined) => {
    for (const kind of kinds ?? []) {
      const found = await someone(desk, kind).catch(() => null);
      if (found) return { target: found };
    }
    return null;
  };
  const settings = desk.maybe('settings');
  const written = { reasonId: codeOf(desk), notes: `Written at ${now}.` };
  switch (command) {
    case 'offer.reject':
      return rejection(desk, id);
    case 'interaction.select-number': {
      const { taskId, numberId } = desk.get('interaction', id);
      const other = desk.get('task', taskId).customer.numbers.find((one) => one.id !== numberId);
      return other ? { numberId: other.id } : null;
    }
    case 'interaction.edit-reason': {
      const task = desk.get('task', desk.get('interaction', id).taskId);
      const reason = settings?.reasons.find((one) => one !== task.reason);
      return reason ? { reason, version: task.version } : null;
    }
    case 'interaction.dial':
    case 'interaction.retry':
      return desk.capability(command, id)?.override ? { overrideReason: 'The customer asked for it.' } : {};
    case 'interaction.try-later':
      return { at };
    case 'interaction.transfer':
      return target(settings?.targets.transfer);
    case 'call.consult':
      return target(settings?.targets.consult);
    case 'call.blind-transfer':
      return target(settings?.targets.blind);
    case 'call.dial-out':
      return { number: '+12125550143' };
    case 'call.dtmf':
      return { digits: '1' };
    case 'segment.save':
    case 'segment.submit':
      return written;
    case 'segment.amend':
      return { notes: written.notes };
    case 'agent.sign-in':
    case 'agent.sign-out': {
      const { presence } = desk.get('agent', id);
      const side = (['workspace', 'contact_centre'] as const).find(
        (one) => presence[one].signedIn === (command === 'agent.sign-out'),
      );
      return side ? { side } : null;
    }
    case 'agent.set': {
      const { presence } = desk.get('agent', id);
      const other = settings?.presences.workspace.find((one) => one.id !== presence.workspace.presenceId);
      return other ? { presenceId: other.id } : null;
    }
    case 'task.schedule': {
      const task = record?.kind === 'task' ? record : undefined;
      return task
        ? { customerId: task.customer.id, numberId: task.numberId, at, reason: settings?.reasons[0] ?? '' }
        : null;
    }
    case 'task.reschedule':
      return record ? { at, version: record.version } : null;
    default:
      return {};
  }
};
