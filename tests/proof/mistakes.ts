import { readFileSync } from 'node:fs';

/* Mistakes that somebody could make in the simulator, to see that the walks would find each. Planted in a copy. */

export interface Mistake {
  /** The paragraph of spec.md, or of the design's section on the engine, that it breaks. */
  readonly rule: string;
  readonly what: string;
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly from: string;
  readonly to: string;
  /** The walks that are to find it. */
  readonly by?: 'http';
}

const engine = (file: string) => `mock-server/engine/${file}.ts`;

const mistake = (rule: string, what: string, file: string, from: string, to: string): Mistake => ({
  rule,
  what,
  file: engine(file),
  from,
  to,
});

export const mistakes: readonly Mistake[] = [
  mistake(
    '5.1',
    'attempts are not numbered one by one',
    'calls',
    'const attempt = task.attempts.length + 1;',
    'const attempt = Math.max(task.attempts.length, 1);',
  ),
  mistake(
    '5.1',
    'what is dialling is dialled anew',
    'interactions',
    "state === 'dialing' || state === 'in_call';",
    'state === undefined;',
  ),
  mistake(
    '5.1',
    'the limit of attempts is one too high',
    'capabilities',
    'task.attempts.length >= attemptLimit',
    'task.attempts.length > attemptLimit',
  ),
  mistake(
    '5.2',
    'who accepts a transfer does not become the owner of the task',
    'transfers',
    'draft.tasks[taskId]!.ownerId = agentId;',
    '',
  ),
  mistake(
    '5.2',
    'a call that was handed over keeps its owner',
    'consults',
    'interaction.ownerId = leg.agentId;',
    '',
  ),
  mistake(
    '5.3',
    'an offer that ended keeps its timer',
    'offers',
    'disarm(draft, id);\n  move(offerTransitions, ended, state);',
    'move(offerTransitions, ended, state);',
  ),
  mistake(
    '5.3',
    'an offer stays open once its callback was accepted',
    'offers',
    "closeOffer(draft, run.at, id, 'accepted');\n    const task = draft.tasks[taskId]!;\n    stopRounds",
    'const task = draft.tasks[taskId]!;\n    stopRounds',
  ),
  mistake(
    '5.4',
    'a transfer that is accepted is not taken from the sender',
    'transfers',
    'release(draft, run.at, sent);',
    '',
  ),
  mistake(
    '5.4',
    'a transfer that was taken back returns to another state',
    'transfers',
    'move(interactionTransitions, interaction, from);',
    "move(interactionTransitions, interaction, 'no_answer');",
  ),
  mistake(
    '5.5',
    'an agent signs out of a live call',
    'capabilities',
    "unless(isBound(state, agent.id) ? 'call_live' : null)",
    'yes',
  ),
  mistake(
    '5.5',
    'a callback closes while somebody is on the line',
    'interactions',
    'if (isOver && !isOpen && !isLive(callOf(run.state, interaction)))',
    'if (isOver && !isOpen)',
  ),
  mistake(
    '5.6',
    'what an absent agent had does not go back to the queue',
    'interactions',
    "release(draft, run.at, interaction);\n    move(taskTransitions, task, 'queued');\n    task.ownerId = null;",
    'release(draft, run.at, interaction);',
  ),
  mistake(
    '5.6',
    'a callback is offered to two agents',
    'offers',
    "const offer = newOffer(draft, run.at, { purpose: 'callback', interaction, agentId: agent.id });",
    "const offer = newOffer(draft, run.at, { purpose: 'callback', interaction, agentId: agent.id });\n    newOffer(draft, run.at, { purpose: 'callback', interaction, agentId: 'ben' });",
  ),
  mistake(
    '5.7',
    'a closed callback keeps its timers',
    'interactions',
    'task.closedAt = run.at;\n    disarm(draft, taskId);',
    "task.closedAt = run.at;\n    disarm(draft, taskId, 'expiry');",
  ),
  mistake(
    '5.7',
    'a late note writes over the notes',
    'interactions',
    'draft.segments[id]!.lateNotes.push({ at: run.at, notes });',
    'draft.segments[id]!.lateNotes.push({ at: run.at, notes });\n        draft.segments[id]!.notes = notes;',
  ),
  mistake(
    '5.8',
    'an expired wrap-up loses its notes',
    'interactions',
    'segment.notes = written.notes;',
    "segment.notes = state === 'expired' ? '' : written.notes;",
  ),
  mistake(
    '5.8',
    'text that is written over is lost',
    'interactions',
    'if (!isUnseen || !segment.notes',
    'if (isUnseen || !segment.notes',
  ),
  mistake(
    '5.9',
    'an agent answers an offer that is another’s',
    'engine',
    'related: (_, offer: Offer, agentId) => offer.agentId === agentId,',
    'related: () => true,',
  ),
  mistake(
    '5.9',
    'an agent writes into another’s wrap-up',
    'engine',
    'related: (_, segment: Segment, agentId) => segment.agentId === agentId,',
    'related: () => true,',
  ),
  mistake(
    '5.9',
    'an agent sees another’s offers',
    'view',
    'if (offer.agentId !== agentId || offer.retired) continue;',
    'if (offer.retired) continue;',
  ),
  mistake(
    '5.10',
    'those of the queue are not told of what is coming',
    'view',
    'if (coming.length) {',
    'if (coming.length > 99) {',
  ),
  mistake(
    '5.10',
    'a number of the stream is left out',
    'run',
    'const number = (sequence[agentId] ?? 0) + 1;',
    "const number = (sequence[agentId] ?? 0) + (type === 'call.held' ? 2 : 1);",
  ),
  mistake(
    '5.10',
    'what is out of sight is not taken away',
    'view',
    'if (!now.has(key)) removed.push',
    "if (!now.has(key) && record.kind !== 'task') removed.push",
  ),
  mistake('5.10', 'a change does not count', 'run', '(old[id]?.version ?? 0) + 1', 'old[id]?.version ?? 1'),
  mistake(
    '5.11',
    'a second call is taken beside the first',
    'capabilities',
    '!isVoice(purpose) || !liveCalls(state, agentId).length;',
    'isVoice(purpose) || !liveCalls(state, agentId).length;',
  ),
  mistake(
    '5.11',
    'an agent is asked beyond their capacity',
    'directory',
    'load(state, agent.id) < agent.capacity',
    'load(state, agent.id) <= agent.capacity',
  ),
  mistake(
    '3.1',
    'who rejected is asked again in the same round',
    'offers',
    'if (askAgain && round)',
    'if (round)',
  ),
  mistake(
    '3.1',
    'a time-out leaves the agent available',
    'offers',
    "setPresence(run, one.agentId, 'contact_centre', run.state.policy.afterTimeOutPresence, true);",
    '',
  ),
  mistake(
    '3.3',
    'another number than the selected one is dialled',
    'calls',
    'task.customer.numbers.find((one) => one.id === interaction.numberId)!',
    'task.customer.numbers[0]!',
  ),
  mistake(
    '3.3',
    'the time of the preview is not kept',
    'calls',
    'interaction.previewDuration ??= run.at - interaction.acceptedAt!;',
    '',
  ),
  mistake(
    '3.3',
    'who asked not to be called is called',
    'capabilities',
    "['do_not_call', task.doNotCall, override.doNotCall]",
    "['do_not_call', false, override.doNotCall]",
  ),
  mistake(
    '3.3',
    'the countdown dials outside the calling window',
    'capabilities',
    'return enabled && !override;',
    'return enabled;',
  ),
  mistake(
    '3.3',
    'the dial timer runs on during a transfer',
    'transfers',
    "stopTimer(draft, interaction);\n    move(interactionTransitions, interaction, 'transferring');\n  });",
    "move(interactionTransitions, interaction, 'transferring');\n  });",
  ),
  mistake(
    '3.4',
    'the sender is told another end of the transfer',
    'transfers',
    'type: `transfer_${ending}`,',
    "type: 'transfer_declined',",
  ),
  mistake(
    '3.6',
    'the customer hears the consult',
    'consults',
    "if (customer.state === 'connected') setLeg(customer, 'held', run.at);",
    '',
  ),
  mistake(
    '3.6',
    'merged, the customer stays held',
    'consults',
    "if (customer.state === 'held') setLeg(customer, 'connected', run.at);\n    call.legs.find(",
    'call.legs.find(',
  ),
  mistake(
    '3.7',
    'a limited wrap-up has no limit',
    'interactions',
    "segment.timer = limit === null ? null : arm(draft, at, 'wrap_up', segment.id, limit);",
    'segment.timer = null;',
  ),
  mistake(
    '3.7',
    'Back does not stop the wrap-up’s timer',
    'interactions',
    "segment.timer = null;\n    move(segmentTransitions, segment, 'draft');",
    "move(segmentTransitions, segment, 'draft');",
  ),
  mistake(
    '4.1',
    'a callback expires while an agent has it',
    'schedules',
    'of queuedTasks(run.state.tasks)) {',
    'of Object.values(run.state.tasks)) {',
  ),
  mistake(
    '4.1',
    'the customer cancels, and the interaction stays',
    'schedules',
    'for (const { id } of mine) {',
    'for (const { id } of mine.slice(1)) {',
  ),
  mistake(
    '4.2',
    'after a wrong number the customer counts as reached',
    'calls',
    "task.reached = task.attempts.some((one) => one.outcome === 'answered');",
    "task.reached ||= task.attempts.some((one) => one.outcome === 'answered');",
  ),
  mistake(
    '4.2',
    'signed out, a wrap-up stays open',
    'presence',
    "if (side === 'contact_centre') expireOpenSegments(run, id);",
    '',
  ),
  mistake(
    '4.4',
    'Close callback does not stop the other timers',
    'interactions',
    "stopTimer(draft, interaction);\n        move(interactionTransitions, interaction, 'wrap_up');\n        for",
    "move(interactionTransitions, interaction, 'wrap_up');\n        for",
  ),
  mistake('engine 3', 'at equality the timer loses', 'engine', 'timer.due > until', 'timer.due >= until'),
  mistake(
    'engine 5',
    'the next round never begins',
    'offers',
    "arm(draft, run.at, 'next_round', taskId, run.state.policy.timers.nextRound);",
    '',
  ),
  mistake(
    'engine 8',
    'refusals are not remembered',
    'engine',
    'return { state: key === null ? state',
    'return { state: key === null || !outcome.ok ? state',
  ),
  mistake(
    'engine 8',
    'a key answers for another body',
    'engine',
    'isSame(known.asked, asked)',
    '!isSame(known.asked, null)',
  ),
  {
    rule: 'engine 6',
    what: 'a reset within the millisecond keeps the epoch',
    file: 'mock-server/driver.ts',
    from: 'Math.max(this.#host.now(), this.#newest + 1)',
    to: 'this.#host.now()',
    by: 'http',
  },
  {
    rule: '5.10',
    what: 'a stream that is opened again leaves out an event',
    file: 'mock-server/driver.ts',
    from: 'kept.slice(kept.length - missing)',
    to: 'kept.slice(kept.length - missing + 1)',
    by: 'http',
  },
];

/** @throws where the string is not there exactly once: the mistake is to be written anew. */
export const plant = ({ file, from, to, what }: Mistake, source = readFileSync(file, 'utf8')): string => {
  if (source.split(from).length !== 2) throw new Error(`${what}: ${file} has not this once: ${from}`);
  return source.replace(from, () => to);
};
