import type { Draft } from 'immer';
import { refuse } from '../../contract/problems.ts';
import { interactionTransitions, segmentTransitions, taskTransitions } from '../../contract/transitions.ts';
import { isLive, mayDial } from './capabilities.ts';
import { dial } from './calls.ts';
import { takeNextPresence } from './presence.ts';
import { arm, disarm, move, nextId, type Run } from './run.ts';
import type { Interaction, Segment, State, Time } from './types.ts';

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
    closedAt: null,
  };
};

const segmentsOf = (state: State | ChangedState, interactionId: string): Segment[] =>
  Object.values(state.segments as State['segments']).filter((one) => one.interactionId === interactionId);

/** The countdown to the first dial, where the provider dials by itself and may. */
export const armDial = (draft: ChangedState, at: Time, interaction: Interaction): void => {
  if (draft.policy.dialing !== 'automatic' || !mayDial(draft, interaction)) return;
  interaction.timer = arm(draft, at, 'dial', interaction.id, draft.policy.timers.dial);
};

/** The countdown to the end, after an unanswered attempt. */
export const armClose = (draft: ChangedState, at: Time, interaction: Interaction): void => {
  if (draft.policy.dialing !== 'automatic') return;
  interaction.timer = arm(draft, at, 'close', interaction.id, draft.policy.timers.close);
};

export const stopTimer = (draft: ChangedState, interaction: Interaction): void => {
  disarm(draft, interaction.id);
  interaction.timer = null;
};

/** Opens the owner's wrap-up; limited where the policy says so. */
export const openWrapUp = (draft: ChangedState, at: Time, interaction: Interaction): void => {
  move(interactionTransitions, interaction, 'wrap_up');
  stopTimer(draft, interaction);
  for (const segment of segmentsOf(draft, interaction.id)) {
    if (segment.state !== 'draft') continue;
    move(segmentTransitions, segment, 'open');
    const limit = draft.policy.timers.wrapUp;
    segment.timer = limit === null ? null : arm(draft, at, 'wrap_up', segment.id, limit);
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
    for (const segment of segmentsOf(draft, id)) {
      if (segment.state !== 'draft') continue;
      // A draft that never opened: what was written stays with the record, and what comes late is refused by it.
      move(segmentTransitions, segment, 'expired');
      segment.reasonId ??= run.state.policy.defaultWrapUpCode;
      segment.closedAt = run.at;
    }
  });
  run.change('task.closed', { kind: 'task', id: taskId }, (draft) => {
    const task = draft.tasks[taskId]!;
    move(taskTransitions, task, task.reached || byAgent ? 'closed_complete' : 'closed_abandoned');
    task.closedAt = run.at;
  });
  if (!ownerId) return;
  run.note((draft) => {
    draft.agents[ownerId]!.idleSince = run.at;
  });
  takeNextPresence(run, ownerId);
};

/** Ends a segment; the interaction with it when it was the last and nobody is on the line. */
const endSegment = (
  run: Run,
  { id, interactionId }: Segment,
  state: 'submitted' | 'expired',
  written: { reasonId: string | null; notes: string },
): void => {
  run.change(`segment.${state}`, { kind: 'segment', id }, (draft) => {
    const segment = draft.segments[id]!;
    disarm(draft, id);
    segment.timer = null;
    move(segmentTransitions, segment, state);
    segment.reasonId = written.reasonId ?? run.state.policy.defaultWrapUpCode;
    segment.notes = written.notes;
    segment.revision += 1;
    if (state === 'submitted') segment.savedAt = run.at;
    segment.closedAt = run.at;
  });
  const call = run.state.interactions[interactionId]!.callId;
  const open = segmentsOf(run.state, interactionId).some((one) => one.state === 'open');
  if (!open && !isLive(call ? run.state.calls[call] : null)) closeInteraction(run, interactionId, true);
};

// A press that comes after the timer's dial, or twice, finds the attempt running.
const isDialed = (_: Run, { state }: Interaction) => state === 'dialing' || state === 'in_call';

export const interactionCommands = {
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
    perform: (run: Run, one: Interaction) => dial(run, one),
  },
  retry: {
    already: isDialed,
    perform: (run: Run, one: Interaction) => dial(run, one),
  },
  close: {
    already: (run: Run, one: Interaction) =>
      one.state === 'closed' || (one.state === 'wrap_up' && one.cameFrom !== null),
    perform: (run: Run, one: Interaction) =>
      run.change('interaction.wrap_up', { kind: 'interaction', id: one.id }, (draft) => {
        const interaction = draft.interactions[one.id]!;
        interaction.cameFrom = interaction.state as 'preview' | 'no_answer';
        openWrapUp(draft, run.at, interaction);
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
        for (const segment of segmentsOf(draft, one.id)) {
          if (segment.state !== 'open') continue;
          disarm(draft, segment.id);
          segment.timer = null;
          move(segmentTransitions, segment, 'draft');
        }
        if (from === 'preview') armDial(draft, run.at, interaction);
        else armClose(draft, run.at, interaction);
      }),
  },
};

interface Written {
  reasonId: string | null;
  notes: string;
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
        segment.reasonId = body.reasonId;
        segment.notes = body.notes;
        segment.revision += 1;
        segment.savedAt = run.at;
      });
    },
  },
  submit: {
    // Other words than the submitted ones are refused, not swallowed.
    already: (run: Run, one: Segment, body: Written) => one.state === 'submitted' && one.notes === body.notes,
    perform: (run: Run, one: Segment, body: Written) => {
      checkWritten(run, body);
      endSegment(run, one, 'submitted', body);
    },
  },
};

export const interactionTimers: Record<string, (run: Run, subject: string) => void> = {
  dial: (run, id) => {
    const interaction = run.state.interactions[id]!;
    if (mayDial(run.state, interaction)) dial(run, interaction);
    else {
      run.change('changed', { kind: 'interaction', id }, (draft) => {
        draft.interactions[id]!.timer = null;
      });
    }
  },
  close: (run, id) => closeInteraction(run, id, false),
  wrap_up: (run, id) => {
    const segment = run.state.segments[id]!;
    endSegment(run, segment, 'expired', segment);
  },
  retired: (run, id) =>
    run.change('record.retired', { kind: 'interaction', id }, (draft) => {
      draft.interactions[id]!.retired = true;
    }),
};
