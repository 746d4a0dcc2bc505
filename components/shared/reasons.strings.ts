import type { CapabilityReason } from '../../contract/capabilities.ts';
import type { ProblemCode } from '../../contract/problems.ts';
import { words } from './words.strings.ts';

const own = {
  internal: 'The provider had a fault.',
  conflict: 'Somebody else changed it meanwhile.',
  forbidden: 'You are not allowed to do this.',
  not_possible: 'This is not possible now.',
  role_missing: 'Your role does not allow this.',
  too_many: 'Too many requests. Wait a moment.',
  unsupported: 'The provider does not offer this.',
  closed: 'The callback is closed.',
  not_owner: 'It is somebody else\u2019s now.',
  already_escalated: 'The call is already escalated.',
  attempt_limit: 'All attempts are made.',
  call_live: 'Not during the call.',
  consult_running: 'Not during a consult.',
  customer_hung_up: 'The customer hung up',
  customer_reached: 'The customer was reached. Use Transfer in the call.',
  dialing: 'The number is being dialled.',
  do_not_call: 'The customer asked not to be called.',
  extended: 'More time was taken already.',
  handing_over: 'The call is being handed over.',
  in_conference: 'All are in one call already.',
  in_hand: 'An agent has it already.',
  no_call: 'There is no call.',
  no_consent: 'The customer did not agree to be called.',
  not_answered: 'Opens when the customer answers.',
  not_bookable: 'Choose a time between a minute and 30 days from now.',
  not_attempted: 'Try later opens after an unanswered attempt.',
  outside_calling_window: 'Outside calling hours.',
  target_not_answered: 'Opens when they answer.',
  target_unavailable: 'They cannot be reached now.',
  transfer_pending: 'Locked until the transfer ends.',
} satisfies Partial<Record<CapabilityReason | ProblemCode, string>>;

/** Why something about an interaction or a call cannot be done, by code. */
export const reasons: Record<string, string | undefined> = Object.setPrototypeOf(
  { ...words.codes, ...own },
  null,
) as never;
