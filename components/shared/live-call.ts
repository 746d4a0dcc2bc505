import type { CallRecord, Leg } from '../../contract/records.ts';
import type { StoreHandle } from '../../client/handle.ts';

/** The customer's leg; the first where there is none. */
export const customerLeg = ({ legs }: CallRecord): Leg | undefined =>
  legs.find(({ role }) => role === 'customer') ?? legs[0];

const isHeld = (call: CallRecord) => Number(customerLeg(call)?.state === 'held');

/** The call that the agent is in: of several, one whose customer is not on hold, and the one that began last. */
export const liveCall = (store: StoreHandle): CallRecord | undefined =>
  store
    .all('call')
    .filter(({ endedAt }) => !endedAt)
    .sort((a, b) => isHeld(a) - isHeld(b) || (a.startedAt < b.startedAt ? 1 : -1))[0];
