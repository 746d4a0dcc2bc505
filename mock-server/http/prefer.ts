import { problem, problems, refuse, type Problem, type ProblemCode } from '../../contract/problems.ts';

const codes = Object.keys(problems) as ProblemCode[];

/** The refusal of the contract with that code, that status (of several the first), or both; null: there is none. */
export const refusalOf = ({
  problem: wanted,
  status = wanted === undefined ? 503 : undefined,
}: {
  readonly status?: number | undefined;
  readonly problem?: string | undefined;
}): Problem | null => {
  const code = codes.find(
    (one) => one === (wanted ?? one) && problems[one].status === (status ?? problems[one].status),
  );
  return code ? problem(code, { detail: 'It was asked for.' }) : null;
};

/**
 * The refusal that a request asks for by its header `Prefer: code=409`, or `Prefer: problem=offer_ended` (RFC 7240), and
 * the preference as it is applied; null: it asks for none. Other preferences are passed over, and of several that say
 * the same the first counts, as the RFC has it. Source of the idea: Prism.
 * @throws ProblemError `bad_request`: the contract has no such refusal.
 */
export const preferred = (
  header: string | undefined,
): { readonly refusal: Problem; readonly applied: string } | null => {
  const wanted = new Map<string, string>();
  // One preference each, with what belongs to it; a comma may stand in quotes.
  for (const preference of header?.match(/(?:[^,"]|"[^"]*")+/g) ?? []) {
    const [, name = '', quoted, token = ''] =
      /^\s*([^\s=;]+)(?:\s*=\s*(?:"([^"]*)"|([^\s;]*)))?/.exec(preference) ?? [];
    const known = name.toLowerCase();
    if (/^(code|problem)$/.test(known) && !wanted.has(known)) wanted.set(known, quoted ?? token);
  }
  if (!wanted.size) return null;
  const code = wanted.get('code');
  const refusal = refusalOf({
    status: code === undefined ? undefined : /^\d{3}$/.test(code) ? Number(code) : NaN,
    problem: wanted.get('problem'),
  });
  if (!refusal) {
    const statuses = [...new Set(codes.map((one) => problems[one].status))].join(', ');
    return refuse('bad_request', {
      detail: `"Prefer" asks for a refusal that there is none of. Codes: ${statuses}. Problems: ${codes.join(', ')}.`,
    });
  }
  return { refusal, applied: [...wanted].map(([name, value]) => `${name}=${value}`).join(', ') };
};
