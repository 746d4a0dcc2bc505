import { defaultPolicy, makePolicy, type Policy, type PolicyChanges } from '../../contract/policy.ts';
import type { Side } from '../../contract/commands.ts';
import { refuse } from '../../contract/problems.ts';
import { scenarios } from '../scenarios/index.ts';

const has = (all: readonly { readonly id: string }[], wanted: string): boolean =>
  all.some(({ id }) => id === wanted);

/** The name of a value that does not go with the others; undefined: they all do. */
const misfit = (policy: Policy): string | undefined => {
  const { presences, afterTimeOutPresence, wrapUpCodes, defaultWrapUpCode } = policy;
  // The situations' agents are in these.
  const complete = (side: Side) => defaultPolicy.presences[side].every(({ id }) => has(presences[side], id));
  const mapped = (side: Side, other: Side) =>
    presences[side].every(({ counterpart }) => has(presences[other], counterpart));
  if (!complete('workspace') || !mapped('workspace', 'contact_centre')) return 'presences.workspace';
  if (!complete('contact_centre') || !mapped('contact_centre', 'workspace'))
    return 'presences.contact_centre';
  if (!has(presences.contact_centre, afterTimeOutPresence)) return 'afterTimeOutPresence';
  return has(wrapUpCodes, defaultWrapUpCode) ? undefined : 'defaultWrapUpCode';
};

/**
 * Changes of a situation's policy, each of them good already, judged with what they leave as it is.
 * @throws ProblemError `invalid_payload`.
 */
export const fitPolicy = (scenario: string, changes: PolicyChanges): PolicyChanges => {
  const own = Object.entries(scenarios).find(([name]) => name === scenario)?.[1].policy;
  const name = misfit(makePolicy({ ...own, ...changes }));
  return name
    ? refuse('invalid_payload', { detail: `"policy.${name}" does not go with the rest.` })
    : changes;
};
