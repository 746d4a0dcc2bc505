import type { Draft } from 'immer';
import { arm, nextId, type Run } from './run.ts';
import type { Notice, State, Time } from './types.ts';

/** Tells an agent what happened elsewhere; it stays until dismissed, or for a while. */
export const post = (
  draft: Draft<State>,
  at: Time,
  notice: Pick<Notice, 'agentId' | 'taskId' | 'interactionId' | 'type' | 'party'> & { reason?: string },
): void => {
  const id = nextId(draft, 'notice');
  draft.notices[id] = { reason: null, ...notice, id, version: 0, at, retired: false };
  arm(draft, at, 'notice', id, draft.policy.timers.retention);
};

export const noticeCommands = {
  dismiss: {
    already: (run: Run, one: Notice) => one.retired,
    perform: (run: Run, one: Notice) =>
      run.change('notice.dismissed', { kind: 'notice', id: one.id }, (draft) => {
        draft.notices[one.id]!.retired = true;
      }),
  },
};

export const noticeTimers: Record<string, (run: Run, subject: string) => void> = {
  notice: (run, id) => {
    if (run.state.notices[id]!.retired) return;
    run.change('record.retired', { kind: 'notice', id }, (draft) => {
      draft.notices[id]!.retired = true;
    });
  },
};
