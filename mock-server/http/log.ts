import * as v from 'valibot';
import { isCommandKey } from '../../contract/commands.ts';
import { refuse } from '../../contract/problems.ts';
import { payloadSchemas } from '../../contract/schemas.ts';
import { fit } from './body.ts';
import { fitPolicy } from './policy.ts';
import {
  agentAct,
  callbackRequest,
  cancellation,
  customerAct,
  savedClock,
  savedHeader,
  savedInput,
} from './schemas.ts';

/** Of the controls that look at what they are given. */
const controlSchemas = new Map<string, v.GenericSchema>([
  ['callback', callbackRequest],
  ['customer', customerAct],
  ['agent', agentAct],
  ['cancel', cancellation],
  ['clock', savedClock],
]);

const bodySchema = (kind: string, name: string): v.GenericSchema | undefined => {
  if (kind === 'command') return isCommandKey(name) ? payloadSchemas[name] : undefined;
  return kind === 'control' ? controlSchemas.get(name) : undefined;
};

/** A key that would become a prototype further in; no request brought it into a log. */
const hasPrototype = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (Object.hasOwn(value, '__proto__') || Object.values(value).some(hasPrototype));

/**
 * Judges a line of a log from outside like the requests that it tells of: its hash guards against accidents alone.
 * @throws ProblemError `invalid_payload`.
 */
export const checkLine = (parsed: unknown, line: number): void => {
  if (hasPrototype(parsed)) refuse('invalid_payload');
  if (line === 1) {
    const { scenario, policy = {} } = fit(savedHeader, parsed);
    fitPolicy(scenario, policy);
    return;
  }
  const { kind, name, body } = fit(savedInput, parsed);
  const schema = bodySchema(kind, name);
  if (schema) fit(v.object({ body: schema }), { body });
};
