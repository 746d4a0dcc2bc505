import { commandKeys, type CommandKey } from '../contract/commands.ts';
import { checks } from './checks.ts';
import { Broken, Desk, Findings, LeftOut, type Subject, Unsupported } from './desk.ts';
import { rules } from './rules.ts';

export type { Situations, Subject } from './desk.ts';

/** `unsupported`: the provider says that it does not offer it. `left_out`: nothing made happen what is needed. */
export type Status = 'passed' | 'failed' | 'unsupported' | 'left_out';

/** What one check, or one rule that was judged all along, has found. */
export interface Result {
  readonly id: string;
  /** The section of the specification. */
  readonly of: string;
  /** What must be so. */
  readonly title: string;
  readonly status: Status;
  /** What is wrong, what is not offered, or what is needed; for people. */
  readonly detail?: string;
}

export interface Report {
  readonly providerName: string;
  readonly results: readonly Result[];
  /**
   * What the provider offers: `performed` in a check; `shown`, though no check came to it; `unsupported`, as it says;
   * `unseen`.
   */
  readonly commands: Readonly<Record<CommandKey, 'performed' | 'shown' | 'unsupported' | 'unseen'>>;
}

export interface Options {
  /** Ids of checks; without them all. The rules are judged in any case. */
  readonly only?: readonly string[];
  /** Real milliseconds that anything may take; by default 5,000. */
  readonly patience?: number;
  /** Told of each result when it is known. */
  readonly onResult?: (result: Result) => void;
}

/** Judged after each step of a check, and not at each event. */
const agree = { id: 'agree', of: '4', title: 'a snapshot and what came after it are the next snapshot' };

/** The names of all checks and rules, as they are reported. */
export const conformanceIds: readonly string[] = [...checks, agree, ...rules].map(({ id }) => id);

const statusOf = (error: unknown): Pick<Result, 'status' | 'detail'> => {
  const detail = error instanceof Error ? error.message : String(error);
  if (error instanceof Unsupported) return { status: 'unsupported', detail };
  if (error instanceof LeftOut) return { status: 'left_out', detail };
  return { status: 'failed', detail: error instanceof Broken ? detail : `${detail} (thrown)` };
};

/**
 * Checks an implementation of `CallbackClient` against sections 4 and 5 of the specification, as far as they are seen
 * through the interface. `make` gives a subject for one check: an agent who is signed in, available, and has nothing
 * before them. Needs no test framework; runs in Node and in a page. Never rejects: what is wrong is in the report.
 */
export const checkConformance = async (
  make: () => Subject | Promise<Subject>,
  { only, patience = 5000, onResult }: Options = {},
): Promise<Report> => {
  const findings = new Findings();
  const results: Result[] = [];
  const tell = (result: Result) => {
    results.push(result);
    onResult?.(result);
  };
  for (const { id, of, title, run } of checks) {
    if (only && !only.includes(id)) continue;
    const desks: Desk[] = [];
    const open = async () => {
      const desk = await Desk.open(await make(), findings, patience);
      desks.push(desk);
      return desk;
    };
    let found: Pick<Result, 'status' | 'detail'> = { status: 'passed' };
    try {
      await run(open);
    } catch (error) {
      found = statusOf(error);
    }
    for (const desk of desks) await desk.close();
    tell({ id, of, title, ...found });
  }
  for (const { id, of, title } of [agree, ...rules]) {
    const broken = [...(findings.broken.get(id) ?? [])];
    const rest = broken.length > 1 ? `, and ${broken.length - 1} more` : '';
    const judged = findings.judged ? { status: 'passed' as const } : { status: 'left_out' as const };
    tell({
      id,
      of,
      title,
      ...(broken.length ? { status: 'failed' as const, detail: `${broken[0]}${rest}` } : judged),
    });
  }
  const stand = (command: CommandKey) =>
    findings.performed.has(command)
      ? 'performed'
      : findings.visible.has(command)
        ? 'shown'
        : findings.unsupported.has(command)
          ? 'unsupported'
          : 'unseen';
  const commands = Object.fromEntries(commandKeys.map((command) => [command, stand(command)]));
  return {
    providerName: findings.providerName,
    results,
    commands: commands as Report['commands'],
  };
};

const words: Readonly<Record<Status, string>> = {
  passed: 'passed',
  failed: 'FAILED',
  unsupported: 'not offered',
  left_out: 'left out',
};

/** The report as text: what was checked, what is supported, what is not, what broke. */
export const formatReport = ({ providerName, results, commands }: Report): string => {
  const count = (status: Status) => results.filter((one) => one.status === status).length;
  const listed = (stand: string) => commandKeys.filter((command) => commands[command] === stand);
  const lines = results.map(
    ({ id, of, title, status, detail }) =>
      `${words[status].padEnd(11)} ${of.padEnd(10)} ${id.padEnd(18)} ${title}${detail ? `: ${detail}` : ''}`,
  );
  const lists = [
    ['Supported', 'performed'],
    ['Shown, and not tried', 'shown'],
    ['Not supported', 'unsupported'],
    ['Not seen', 'unseen'],
  ] as const;
  return [
    `Conformance of ${providerName || 'a provider without a name'}`,
    '',
    ...lines,
    '',
    ...lists.map(
      ([title, stand]) => `${title} (${listed(stand).length}): ${listed(stand).join(', ') || '-'}`,
    ),
    '',
    `${count('passed')} passed, ${count('failed')} failed, ${count('unsupported')} not offered, ${count('left_out')} left out`,
  ].join('\n');
};
