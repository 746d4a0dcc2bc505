import type { Draft } from 'immer';
import type { TargetRef } from '../../contract/commands.ts';
import { interactionTransitions, taskTransitions } from '../../contract/transitions.ts';
import { isReachable, targetOf } from './directory.ts';
import { armClose, armDial, release, stopTimer } from './interactions.ts';
import { post } from './notices.ts';
import { closeOffer, newInteraction, newOffer, stopRounds, takeUp, type Ending } from './offers.ts';
import { becameFree } from './presence.ts';
import { arm, disarm, move, type Run } from './run.ts';
import type { Interaction, Offer, State, Time } from './types.ts';

/* A callback that is handed on before anybody spoke with the customer. */

/** Offers the callback to an agent, or puts it into a queue. */
export const transfer = (run: Run, { id }: Interaction, ref: TargetRef): void => {
  const { callbackTransfer } = run.state.policy;
  const { taskId, ownerId } = run.state.interactions[id]!;
  const { number: _, ...target } = targetOf(run, ref, callbackTransfer, ownerId!, isReachable);
  const subject = { kind: 'interaction', id } as const;
  if (target.kind === 'queue') {
    run.change('interaction.transferred', subject, (draft) => {
      const interaction = draft.interactions[id]!;
      const task = draft.tasks[taskId]!;
      stopTimer(draft, interaction);
      move(interactionTransitions, interaction, 'transferring');
      release(draft, run.at, interaction);
      move(taskTransitions, task, 'queued');
      task.ownerId = null;
      task.queueId = target.id;
      stopRounds(draft, task);
      // Who sent it away is not asked first.
      task.round = { asked: [ownerId!], over: false };
      task.preferredAgentId = null;
      post(draft, run.at, {
        agentId: ownerId!,
        taskId,
        interactionId: id,
        type: 'transfer_accepted',
        party: target.name,
      });
    });
    becameFree(run, ownerId!);
    return;
  }
  run.change('interaction.transfer_started', subject, (draft) => {
    const interaction = draft.interactions[id]!;
    const task = draft.tasks[taskId]!;
    const { name } = draft.agents[ownerId!]!;
    const offered = newInteraction(draft, task);
    offered.numberId = interaction.numberId;
    const offer = newOffer(draft, run.at, {
      purpose: 'transfer',
      interaction: offered,
      agentId: target.id,
      fromId: id,
      badge: { kind: 'transferred', by: name },
    });
    const limit = draft.policy.timers.transferOffer;
    offer.timer = limit === null ? null : arm(draft, run.at, 'transfer_offer', offer.id, limit);
    interaction.transfer = {
      offerId: offer.id,
      target,
      from: interaction.state as 'preview' | 'no_answer',
      timer: offer.timer as NonNullable<Interaction['transfer']>['timer'],
    };
    stopTimer(draft, interaction);
    move(interactionTransitions, interaction, 'transferring');
  });
};

/** It comes back to the sender as it was; the timer anew. */
export const transferEnded = (draft: Draft<State>, at: Time, offer: Offer, ending: Ending): void => {
  move(interactionTransitions, draft.interactions[offer.interactionId]!, 'released');
  const interaction = draft.interactions[offer.fromId!]!;
  const { target, from } = interaction.transfer!;
  interaction.transfer = null;
  move(interactionTransitions, interaction, from);
  const { afterTransfer } = draft.policy.timers;
  if (from === 'preview') armDial(draft, at, interaction, afterTransfer);
  else armClose(draft, at, interaction, afterTransfer);
  post(draft, at, {
    agentId: interaction.ownerId!,
    taskId: offer.taskId,
    interactionId: interaction.id,
    type: `transfer_${ending}`,
    party: target.name,
    ...(ending === 'failed' && { reason: 'target_unavailable' }),
  });
};

export const acceptTransfer = (run: Run, { id, taskId, interactionId, fromId, agentId }: Offer): void => {
  const senderId = run.state.interactions[fromId!]!.ownerId!;
  run.change('interaction.transferred', { kind: 'interaction', id: interactionId }, (draft) => {
    closeOffer(draft, run.at, id, 'accepted');
    const sent = draft.interactions[fromId!]!;
    const { target } = sent.transfer!;
    sent.transfer = null;
    disarm(draft, sent.id);
    release(draft, run.at, sent);
    draft.tasks[taskId]!.ownerId = agentId;
    takeUp(draft, run.at, draft.interactions[interactionId]!, agentId);
    post(draft, run.at, {
      agentId: senderId,
      taskId,
      interactionId: sent.id,
      type: 'transfer_accepted',
      party: target.name,
    });
  });
  becameFree(run, senderId);
};
