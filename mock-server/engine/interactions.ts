import type { Draft } from 'immer';
import { refuse } from '../../contract/problems.ts';
import { interactionTransitions, segmentTransitions, taskTransitions } from '../../contract/transitions.ts';
import type { TargetRef } from '../../contract/commands.ts';
import { callOf, interactionCapabilities, isLive, mayDial } from './capabilities.ts';
import { dial } from './calls.ts';
import { openInteractions, openSegments } from './living.ts';
import { endOffer } from './offers.ts';
import { becameFree } from './presence.ts';
import { arm, disarm, move, nextId, type Run } from './run.ts';
import { checkReason, dueAt, setDue } from './schedules.ts';
import { transfer } from './transfers.ts';
import type { Interaction, Segment, State, Time } from './types.ts';
import { taskRecord } from './view.ts';

type ChangedState = Draft<State>;

/** The agent's wrap-up of this interaction, as a draft, from accept on: notes can be taken while previewing. */
export const openDraft = (draft: ChangedState, interaction: Interaction, agentId: string): void => {
  const id = nextId(draft, 'segment');
  draft.segments[id] = {
    id,
    version: 0,
    interactionId: interaction.id,
    taskId: interaction.taskId,
    agentId,
    state: 'draft',
    reasonId: null,
    notes: '',
    revision: 0,
    savedAt: null,
    timer: null,
    extended: false,
    lateNotes: [],
    history: [],
    closedAt: null,
    alone: false,
    retired: false,
  };
};

export const segmentsOf = (state: State | ChangedState, interactionId: string): Segment[] =>
  Object.values(state.segments as State['segments']).filter((one) => one.interactionId === interactionId);

/** The countdown to the first dial, where the provider dials by itself and may. Never before the due time. */
export const armDial = (draft: ChangedState, at: Time, interaction: Interaction, atLeast = 0): void => {
  if (draft.policy.dialing !== 'automatic' || !mayDial(draft, interaction)) return;
  const { scheduledStart } = draft.tasks[interaction.taskId]!;
  const duration = Math.max(draft.policy.timers.dial, atLeast, (scheduledStart ?? at) - at);
  interaction.timer = arm(draft, at, 'dial', interaction.id, duration);
};

/** The countdown to the end, after an unanswered attempt. */
export const armClose = (draft: ChangedState, at: Time, interaction: Interaction, atLeast = 0): void => {
  if (draft.policy.dialing !== 'automatic') return;
  const duration = Math.max(draft.policy.timers.close, atLeast);
  interaction.timer = arm(draft, at, 'close', interaction.id, duration);
};

/** The dial timer runs only while dialling is permitted: it stops when it is not, and starts anew. */
export const rearmDials = (run: Run): void => {
  if (run.state.policy.dialing !== 'automatic') return;
  for (const interaction of openInteractions(run.state.interactions)) {
    if (interaction.state !== 'preview' || (interaction.timer !== null) === mayDial(run.state, interaction)) {
      continue;
    }
    run.change('changed', { kind: 'interaction', id: interaction.id }, (draft) => {
      const changed = draft.interactions[interaction.id]!;
      if (changed.timer) stopTimer(draft, changed);
      else armDial(draft, run.at, changed, draft.policy.timers.afterTransfer);
    });
  }
};

export const stopTimer = (draft: ChangedState, interaction: Interaction): void => {
  disarm(draft, interaction.id);
  interaction.timer = null;
};

/** An agent's part has ended: they wrap up; limited where the policy says so. */
export const openSegment = (draft: ChangedState, at: Time, segment: Segment): void => {
  move(segmentTransitions, segment, 'open');
  const limit = draft.policy.timers.wrapUp;
  segment.timer = limit === null ? null : arm(draft, at, 'wrap_up', segment.id, limit);
};

/** The owner's wrap-up is a draft again, with what is in it. */
export const reopenDraft = (draft: ChangedState, interaction: Interaction): void => {
  for (const segment of segmentsOf(draft, interaction.id)) {
    if (segment.state !== 'open' || segment.agentId !== interaction.ownerId) continue;
    disarm(draft, segment.id);
    segment.timer = null;
    move(segmentTransitions, segment, 'draft');
  }
};

/** A draft that never opened: what was written stays with the record, and what comes late is refused by it. */
const expireDraft = (draft: ChangedState, at: Time, segment: Segment): void => {
  move(segmentTransitions, segment, 'expired');
  segment.reasonId ??= draft.policy.defaultWrapUpCode;
  segment.closedAt = at;
};

/** Ends the drafts of an interaction that is over. */
export const endDrafts = (draft: ChangedState, at: Time, interactionId: string): void => {
  for (const segment of segmentsOf(draft, interactionId)) {
    if (segment.state === 'draft') expireDraft(draft, at, segment);
  }
};

/** Ends a draft whose interaction goes on, or went, without the agent. */
export const expireAlone = (draft: ChangedState, at: Time, segment: Segment): void => {
  expireDraft(draft, at, segment);
  segment.alone = true;
  arm(draft, at, 'segment_retired', segment.id, draft.policy.timers.retention);
};

/** The owner has the interaction no longer. */
export const release = (draft: ChangedState, at: Time, interaction: Interaction): void => {
  stopTimer(draft, interaction);
  move(interactionTransitions, interaction, 'released');
  for (const segment of segmentsOf(draft, interaction.id)) {
    if (segment.state === 'draft') expireAlone(draft, at, segment);
    // A colleague's, who had the call before: theirs to finish.
    else if (segment.state === 'open') segment.alone = true;
  }
};

/** The owner is gone: the callback goes to the queue, at its place. */
export const giveBack = (run: Run, id: string): void =>
  run.change('task.queued', { kind: 'interaction', id }, (draft) => {
    const interaction = draft.interactions[id]!;
    const task = draft.tasks[interaction.taskId]!;
    release(draft, run.at, interaction);
    move(taskTransitions, task, 'queued');
    task.ownerId = null;
  });

/** Who signs out wraps up no more: what was saved is what stays. */
export const expireOpenSegments = (run: Run, agentId: string): void => {
  for (const one of openSegments(run.state.segments)) {
    if (one.agentId === agentId) endSegment(run, one, 'expired', one);
  }
};

/**
 * Closes an interaction whose last segment is done, then its task: interaction first, so that nobody sees a
 * closed callback with something open in it.
 */
export const closeInteraction = (run: Run, id: string, byAgent: boolean): void => {
  const { taskId, ownerId } = run.state.interactions[id]!;
  run.change('interaction.closed', { kind: 'interaction', id }, (draft) => {
    const interaction = draft.interactions[id]!;
    stopTimer(draft, interaction);
    move(interactionTransitions, interaction, 'closed');
    interaction.closedAt = run.at;
    arm(draft, run.at, 'retired', id, run.state.policy.timers.retention);
    endDrafts(draft, run.at, id);
  });
  run.change('task.closed', { kind: 'task', id: taskId }, (draft) => {
    const task = draft.tasks[taskId]!;
    move(taskTransitions, task, task.reached || byAgent ? 'closed_complete' : 'closed_abandoned');
    task.closedAt = run.at;
    disarm(draft, taskId);
  });
  if (ownerId) becameFree(run, ownerId);
};

/** Closes an interaction once nobody is on the line and nobody wraps up. */
export const closeIfDone = (run: Run, id: string): void => {
  const interaction = run.state.interactions[id]!;
  const isOver = interaction.state === 'wrap_up' || interaction.state === 'waiting';
  const isOpen = segmentsOf(run.state, id).some((one) => one.state === 'open');
  if (isOver && !isOpen && !isLive(callOf(run.state, interaction))) closeInteraction(run, id, true);
};

/** Ends a segment; the interaction with it when it was the last and nobody is on the line. */
const endSegment = (
  run: Run,
  { id, interactionId, agentId }: Segment,
  state: 'submitted' | 'expired',
  written: Written,
): void => {
  run.change(`segment.${state}`, { kind: 'segment', id }, (draft) => {
    const segment = draft.segments[id]!;
    disarm(draft, id);
    segment.timer = null;
    move(segmentTransitions, segment, state);
    keepOverwritten(segment, written);
    segment.reasonId = written.reasonId ?? run.state.policy.defaultWrapUpCode;
    segment.notes = written.notes;
    segment.revision += 1;
    if (state === 'submitted') segment.savedAt = run.at;
    segment.closedAt = run.at;
    if (segment.alone) arm(draft, run.at, 'segment_retired', id, draft.policy.timers.retention);
  });
  closeIfDone(run, interactionId);
  becameFree(run, agentId);
};

/** How many overwritten texts a segment keeps. */
const historyLimit = 20;

/** Text that the writer cannot have seen is not lost with being written over. */
const keepOverwritten = (segment: Segment, { notes, revision }: Written): void => {
  const isUnseen = revision !== undefined && revision < segment.revision;
  if (!isUnseen || !segment.notes || notes.includes(segment.notes)) return;
  segment.history.push({ at: segment.savedAt!, notes: segment.notes });
  if (segment.history.length > historyLimit) segment.history.shift();
};

// A press that comes after the timer's dial, or twice, finds the attempt running.
const isDialed = (_: Run, { state }: Interaction) => state === 'dialing' || state === 'in_call';

const redial = (run: Run, one: Interaction, { overrideReason }: { overrideReason?: string }): void => {
  const { override } = interactionCapabilities(run.state, one, one.ownerId!)[one.callId ? 'retry' : 'dial'];
  if (!override) dial(run, one);
  else if (overrideReason?.trim()) dial(run, one, overrideReason.trim());
  else refuse('not_possible', { reason: override, detail: 'Say why it is dialled all the same.' });
};

/** Without a word about when. */
const laterBy = 30 * 60_000;

const tryLater = (run: Run, { id, taskId, ownerId }: Interaction, { at }: { at?: string }): void => {
  const due = at === undefined ? run.at + laterBy : dueAt(run.at, at);
  run.change('task.scheduled', { kind: 'task', id: taskId }, (draft) => {
    release(draft, run.at, draft.interactions[id]!);
    const task = draft.tasks[taskId]!;
    task.ownerId = null;
    setDue(draft, run.at, task, due, draft.agents[ownerId!]!.name);
  });
  becameFree(run, ownerId!);
};

const editReason = (run: Run, one: Interaction, { reason, version }: { reason: string; version: number }) => {
  const task = run.state.tasks[one.taskId]!;
  if (version !== task.version) {
    refuse('conflict', { record: taskRecord(run.state, task, one.ownerId!, one.id) });
  }
  checkReason(run.state, reason);
  run.change('interaction.reason_edited', { kind: 'interaction', id: one.id }, (draft) => {
    draft.tasks[one.taskId]!.reason = reason;
  });
};

export const interactionCommands = {
  'edit-reason': {
    already: (run: Run, { taskId }: Interaction, { reason }: { reason: string }) =>
      run.state.tasks[taskId]!.reason === reason,
    perform: editReason,
  },
  'try-later': {
    already: (run: Run, one: Interaction) => one.state === 'released',
    perform: tryLater,
  },
  transfer: {
    already: (run: Run, { transfer: pending }: Interaction, { target }: { target: TargetRef }) =>
      pending?.target.kind === target.kind && pending.target.id === target.id,
    perform: (run: Run, one: Interaction, { target }: { target: TargetRef }) => transfer(run, one, target),
  },
  'cancel-transfer': {
    already: (run: Run, one: Interaction) => one.state === 'preview' || one.state === 'no_answer',
    perform: (run: Run, one: Interaction) =>
      endOffer(run, run.state.offers[one.transfer!.offerId]!, 'cancelled'),
  },
  'select-number': {
    already: (run: Run, one: Interaction, { numberId }: { numberId: string }) => one.numberId === numberId,
    perform: (run: Run, one: Interaction, { numberId }: { numberId: string }) => {
      const { numbers } = run.state.tasks[one.taskId]!.customer;
      if (!numbers.some(({ id }) => id === numberId)) {
        refuse('invalid_payload', { detail: 'The customer has no such number.' });
      }
      run.change('interaction.number_selected', { kind: 'interaction', id: one.id }, (draft) => {
        draft.interactions[one.id]!.numberId = numberId;
      });
    },
  },
  dial: {
    already: isDialed,
    perform: redial,
  },
  retry: {
    already: isDialed,
    perform: redial,
  },
  close: {
    already: (run: Run, one: Interaction) =>
      one.state === 'closed' || (one.state === 'wrap_up' && one.cameFrom !== null),
    perform: (run: Run, one: Interaction) =>
      run.change('interaction.wrap_up', { kind: 'interaction', id: one.id }, (draft) => {
        const interaction = draft.interactions[one.id]!;
        interaction.cameFrom = interaction.state as 'preview' | 'no_answer';
        stopTimer(draft, interaction);
        move(interactionTransitions, interaction, 'wrap_up');
        for (const segment of segmentsOf(draft, one.id)) {
          if (segment.state === 'draft') openSegment(draft, run.at, segment);
        }
      }),
  },
  reopen: {
    already: (run: Run, one: Interaction) => one.state === 'preview' || one.state === 'no_answer',
    perform: (run: Run, one: Interaction) =>
      run.change('interaction.reopened', { kind: 'interaction', id: one.id }, (draft) => {
        const interaction = draft.interactions[one.id]!;
        const from = interaction.cameFrom!;
        move(interactionTransitions, interaction, from);
        interaction.cameFrom = null;
        reopenDraft(draft, interaction);
        if (from === 'preview') armDial(draft, run.at, interaction);
        else armClose(draft, run.at, interaction);
      }),
  },
};

interface Written {
  reasonId: string | null;
  notes: string;
  revision?: number;
}

const checkWritten = (run: Run, { reasonId, notes }: Written): void => {
  const { notesLimit, wrapUpCodes } = run.state.policy;
  if (notes.length > notesLimit) {
    refuse('invalid_payload', { detail: `Notes can have ${notesLimit} characters.` });
  }
  if (reasonId !== null && !wrapUpCodes.some(({ id }) => id === reasonId)) {
    refuse('invalid_payload', { detail: 'There is no such wrap-up code.' });
  }
};

export const segmentCommands = {
  save: {
    already: (run: Run, one: Segment, body: Written) =>
      one.notes === body.notes && one.reasonId === body.reasonId,
    perform: (run: Run, one: Segment, body: Written) => {
      checkWritten(run, body);
      run.change('segment.saved', { kind: 'segment', id: one.id }, (draft) => {
        const segment = draft.segments[one.id]!;
        keepOverwritten(segment, body);
        segment.reasonId = body.reasonId;
        segment.notes = body.notes;
        segment.revision += 1;
        segment.savedAt = run.at;
      });
    },
  },
  submit: {
    // Other words than the submitted ones are refused, not swallowed.
    already: (run: Run, one: Segment, { notes, reasonId }: Written) =>
      one.state === 'submitted' &&
      one.notes === notes &&
      one.reasonId === (reasonId ?? run.state.policy.defaultWrapUpCode),
    perform: (run: Run, one: Segment, body: Written) => {
      checkWritten(run, body);
      endSegment(run, one, 'submitted', body);
    },
  },
  extend: {
    already: () => false,
    perform: (run: Run, { id }: Segment) =>
      run.change('segment.extended', { kind: 'segment', id }, (draft) => {
        const segment = draft.segments[id]!;
        const left = segment.timer!.due - run.at;
        disarm(draft, id);
        segment.timer = arm(draft, run.at, 'wrap_up', id, left + draft.policy.timers.moreTime!);
        segment.extended = true;
      }),
  },
  amend: {
    already: (run: Run, { lateNotes }: Segment, { notes }: { notes: string }) =>
      lateNotes.at(-1)?.notes === notes,
    perform: (run: Run, { id, lateNotes }: Segment, { notes }: { notes: string }) => {
      checkWritten(run, { reasonId: null, notes });
      if (!notes.trim()) refuse('invalid_payload', { detail: 'A late note says something.' });
      if (lateNotes.length >= historyLimit) refuse('too_many');
      run.change('segment.amended', { kind: 'segment', id }, (draft) => {
        draft.segments[id]!.lateNotes.push({ at: run.at, notes });
      });
    },
  },
};

export const interactionTimers: Record<string, (run: Run, subject: string) => void> = {
  dial: (run, id) => {
    const interaction = run.state.interactions[id]!;
    if (mayDial(run.state, interaction)) dial(run, interaction);
  },
  close: (run, id) => {
    if (!segmentsOf(run.state, id).some((one) => one.state === 'open')) {
      closeInteraction(run, id, false);
      return;
    }
    // A colleague who had the call before still wraps up: it closes with that.
    run.change('interaction.wrap_up', { kind: 'interaction', id }, (draft) => {
      const interaction = draft.interactions[id]!;
      stopTimer(draft, interaction);
      move(interactionTransitions, interaction, 'wrap_up');
      endDrafts(draft, run.at, id);
    });
  },
  wrap_up: (run, id) => {
    const segment = run.state.segments[id]!;
    endSegment(run, segment, 'expired', segment);
  },
  segment_retired: (run, id) =>
    run.change('record.retired', { kind: 'segment', id }, (draft) => {
      draft.segments[id]!.retired = true;
    }),
  retired: (run, id) =>
    run.change('record.retired', { kind: 'interaction', id }, (draft) => {
      draft.interactions[id]!.retired = true;
    }),
};
