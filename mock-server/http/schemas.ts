import * as v from 'valibot';
import { id, phoneNumber } from '../../contract/schemas.ts';
import type { ClockChange } from '../driver.ts';
import { customerActs } from '../engine/calls.ts';
import type { CallbackRequest } from '../engine/types.ts';

/** Bodies of the simulator's own requests, which no contact centre has. */

const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
const day = 24 * 60 * 60 * 1000;

/** So that nothing that walks it can be made to overflow. */
const isShallow = (value: unknown, levels = 20): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (levels > 0 && Object.values(value).every((part) => isShallow(part, levels - 1)));

export const callbackRequest: v.GenericSchema<unknown, CallbackRequest> = v.object({
  customerName: v.exactOptional(v.pipe(text(200), v.minLength(1))),
  number: v.exactOptional(phoneNumber),
  queueId: v.exactOptional(id),
  agentId: v.exactOptional(id),
  reason: v.exactOptional(text(200)),
  context: v.exactOptional(text(4000)),
  externalId: v.exactOptional(id),
  customPayload: v.exactOptional(
    v.pipe(
      v.unknown(),
      v.check((value) => isShallow(value)),
    ),
  ),
  offerTimeout: v.exactOptional(v.nullable(v.pipe(v.number(), v.safeInteger(), v.minValue(1)))),
});

export const customerAct = v.object({
  taskId: v.exactOptional(id),
  interactionId: v.exactOptional(id),
  act: v.picklist(customerActs),
});

export const clockChange: v.GenericSchema<unknown, ClockChange> = v.union([
  v.object({ mode: v.picklist(['real', 'frozen']) }),
  v.object({ rate: v.pipe(v.number(), v.minValue(1), v.maxValue(600)) }),
  v.object({ advance: v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(day)) }),
]);

export const situation = v.object({
  scenario: id,
  seed: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});

export const nothing = v.object({});

export const sessionRequest = v.object({
  ns: v.exactOptional(id),
  agent: v.exactOptional(id),
  scenario: v.exactOptional(id),
});
