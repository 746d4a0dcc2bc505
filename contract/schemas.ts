import * as v from 'valibot';
import type { CommandKey, CommandPayloads } from './commands.ts';

/** What is judged at a server's door. Apart from the types, so that a page carries no validator. */

const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
export const id = v.pipe(v.string(), v.minLength(1), v.maxLength(200));
/** E.164. */
export const phoneNumber = v.pipe(v.string(), v.regex(/^\+[1-9]\d{1,14}$/));
/** ISO 8601, UTC. */
export const instant = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?Z$/),
  v.check((value) => !Number.isNaN(Date.parse(value))),
);
const version = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const reason = text(200);
const side = v.picklist(['workspace', 'contact_centre']);
const target = v.object({ kind: v.picklist(['agent', 'queue', 'external']), id });
const wrapUp = v.object({
  reasonId: v.nullable(id),
  notes: text(20_000),
  revision: v.exactOptional(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
});
const nothing = v.object({});
const dial = v.object({ overrideReason: v.exactOptional(reason) });

/** What each command may carry. Fields that are not named here are left out of the result. */
export const payloadSchemas = {
  'offer.accept': nothing,
  'offer.reject': v.object({ reasonId: v.exactOptional(id) }),
  'notice.dismiss': nothing,
  'interaction.select-number': v.object({ numberId: id }),
  'interaction.edit-reason': v.object({ reason, version }),
  'interaction.dial': dial,
  'interaction.retry': dial,
  'interaction.try-later': v.object({ at: v.exactOptional(instant) }),
  'interaction.close': nothing,
  'interaction.reopen': nothing,
  'interaction.transfer': v.object({ target }),
  'interaction.cancel-transfer': nothing,
  'call.end': nothing,
  'call.leave': nothing,
  'call.mute': nothing,
  'call.unmute': nothing,
  'call.hold': nothing,
  'call.resume': nothing,
  'call.record-start': nothing,
  'call.record-pause': nothing,
  'call.record-resume': nothing,
  'call.record-stop': nothing,
  'call.dtmf': v.object({ digits: v.pipe(v.string(), v.regex(/^[\d*#]{1,32}$/)) }),
  'call.dial-out': v.object({ number: phoneNumber }),
  'call.consult': v.object({ target }),
  'call.end-consult': nothing,
  'call.merge': nothing,
  'call.leave-and-transfer': nothing,
  'call.blind-transfer': v.object({ target }),
  'call.escalate': nothing,
  'call.wrong-number': nothing,
  'segment.save': wrapUp,
  'segment.submit': wrapUp,
  'segment.extend': nothing,
  'segment.amend': v.object({ notes: text(20_000) }),
  'agent.sign-in': v.object({ side }),
  'agent.sign-out': v.object({ side }),
  'agent.set': v.object({ presenceId: id, side: v.exactOptional(side) }),
  'agent.match': nothing,
  'task.schedule': v.object({
    customerId: id,
    numberId: id,
    at: instant,
    reason,
  }),
  'task.reschedule': v.object({ at: instant, version }),
  'task.cancel': nothing,
} satisfies { [C in CommandKey]: v.GenericSchema<unknown, CommandPayloads[C]> };

/** Fields that a schema forgot: those that may be absent would be missed by `satisfies`. */
type Forgotten = {
  [C in CommandKey]: Exclude<keyof CommandPayloads[C], keyof v.InferOutput<(typeof payloadSchemas)[C]>>;
}[CommandKey];
true satisfies [Forgotten] extends [never] ? true : never;
