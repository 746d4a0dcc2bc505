import { makePolicy, type Policy, type PolicyChanges } from '../../contract/policy.ts';
import type { Side } from '../../contract/commands.ts';
import { refuse } from '../../contract/problems.ts';
import type { Scenario } from '../engine/types.ts';
import { scenarios } from '../scenarios/index.ts';

const has = (all: readonly { readonly id: string }[], wanted: string): boolean =>
  all.some(({ id }) => id === wanted);

/** The name of a value that does not go with the others, or with the situation; undefined: they all do. */
const misfit = (policy: Policy, { agents = [], directory = {} }: Partial<Scenario>): string | undefined => {
  const { presences, afterTimeOutPresence, wrapUpCodes, defaultWrapUpCode } = policy;
  const { workspace, contact_centre: centre } = presences;
  const begin = [...agents, ...Object.values(directory)].map(({ presenceId = 'available' }) => presenceId);
  const beginElsewhere = agents.flatMap(({ contactCentrePresenceId: id }) => id ?? []);
  const mapped = (side: Side, other: Side) =>
    presences[side].every(({ counterpart }) => has(presences[other], counterpart));
  if (!begin.every((id) => has(workspace, id)) || !mapped('workspace', 'contact_centre'))
    return 'presences.workspace';
  if (!beginElsewhere.every((id) => has(centre, id)) || !mapped('contact_centre', 'workspace'))
    return 'presences.contact_centre';
  if (!has(centre, afterTimeOutPresence)) return 'afterTimeOutPresence';
  return has(wrapUpCodes, defaultWrapUpCode) ? undefined : 'defaultWrapUpCode';
};

/**
 * Changes of a situation's policy, each of them good already, judged with what they leave as it is.
 * @throws ProblemError `invalid_payload`.
 */
export const fitPolicy = (scenario: string, changes: PolicyChanges): PolicyChanges => {
  const own: Partial<Scenario> = Object.entries(scenarios).find(([name]) => name === scenario)?.[1] ?? {};
  const name = misfit(makePolicy({ ...own.policy, ...changes }), own);
  return name
    ? refuse('invalid_payload', { detail: `"policy.${name}" does not go with the rest.` })
    : changes;
};
