import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser, SerializedAXNode } from 'puppeteer-core';
import { commandKeys, splitCommand, type CommandKey, type Side } from '../../contract/commands.ts';
import type { PolicyChanges } from '../../contract/policy.ts';
import type { AnyRecord } from '../../contract/records.ts';
import { ContactCentre } from '../../mock-server/driver.ts';
import { step, view } from '../../mock-server/engine/engine.ts';
import type { State } from '../../mock-server/engine/types.ts';
import { FakeHost } from '../../mock-server/testing.ts';
import { Centre, Desk, launch, Server } from './desk.ts';
import { flow } from './statements.ts';

/* For every state: what is enabled on the screen is what the engine would perform; a reload changes nothing. */

interface ControlOnScreen {
  readonly name: string;
  readonly role?: string;
  readonly commands: readonly CommandKey[];
  /** What it sends, where the command alone does not say. */
  readonly body?: object;
  /** The button that leads to it, where it has to be opened. */
  readonly behind?: string;
}

/** A control, and the commands that it leads to: enabled when one of them is. */
const controls: readonly ControlOnScreen[] = [
  { name: 'Accept', commands: ['offer.accept'] },
  { name: 'Reject', commands: ['offer.reject'] },
  { name: 'Dismiss', commands: ['notice.dismiss'] },
  { name: 'Callback number', role: 'combobox', commands: ['interaction.select-number'] },
  { name: 'Call number', commands: ['interaction.dial'] },
  { name: 'Retry call', commands: ['interaction.retry'] },
  { name: 'Try later', commands: ['interaction.try-later'] },
  { name: 'Close callback', commands: ['interaction.close'] },
  { name: 'Back', commands: ['interaction.reopen'] },
  { name: 'Transfer callback', commands: ['interaction.transfer'] },
  { name: 'Cancel callback transfer', commands: ['interaction.cancel-transfer'] },
  { name: 'End call', commands: ['call.end'] },
  { name: 'Leave call', commands: ['call.leave'] },
  { name: 'Mute', commands: ['call.mute'] },
  { name: 'Unmute', commands: ['call.unmute'] },
  { name: 'Hold', commands: ['call.hold'] },
  { name: 'Resume', commands: ['call.resume'] },
  { name: 'Record', commands: ['call.record-start'] },
  { name: 'Pause recording', commands: ['call.record-pause'] },
  { name: 'Resume recording', commands: ['call.record-resume'] },
  { name: 'Stop recording', commands: ['call.record-stop'] },
  { name: 'Dialpad', commands: ['call.dtmf', 'call.dial-out'] },
  { name: 'Transfer', commands: ['call.consult', 'call.blind-transfer'] },
  { name: 'End consult', commands: ['call.end-consult'] },
  { name: 'Merge calls', commands: ['call.merge'] },
  { name: 'Leave & transfer', commands: ['call.leave-and-transfer'] },
  { name: 'Escalate', commands: ['call.escalate'] },
  { name: 'Wrong number', commands: ['call.wrong-number'] },
  { name: 'Save', commands: ['segment.save'] },
  { name: 'Submit & close', commands: ['segment.submit'] },
  { name: 'More time', commands: ['segment.extend'] },
  { name: 'Change', commands: ['interaction.edit-reason'] },
  ...(
    [
      ['workspace', 'Workspace'],
      ['contact_centre', 'Contact centre'],
    ] as const
  ).flatMap(([side, name]): ControlOnScreen[] => [
    {
      name: `${name} presence`,
      role: 'combobox',
      commands: ['agent.set'],
      body: { presenceId: 'busy', side },
    },
    { name: `Sign in to ${name}`, commands: ['agent.sign-in'], body: { side } },
    { name: `Sign out of ${name}`, commands: ['agent.sign-out'], body: { side }, behind: 'Sign out' },
  ]),
  { name: 'Match to Available', commands: ['agent.match'] },
  { name: 'Schedule callback', commands: ['task.schedule'], behind: 'Callbacks' },
  { name: 'Reschedule', commands: ['task.reschedule'], behind: 'Callbacks' },
  { name: 'Cancel callback', commands: ['task.cancel'], behind: 'Callbacks' },
];

/** No control of their own: asked for elsewhere, or only where the device holds what the provider has not. */
const without: Partial<Record<CommandKey, string>> = {
  'segment.amend': 'Add as late note, where notes were not saved',
};

/** A draft can be saved or submitted, an open one only submitted: the one button has the name of what it does. */
const isShown = (key: CommandKey, state: string | undefined): boolean =>
  key === 'segment.save' ? state === 'draft' : key === 'segment.submit' ? state === 'open' : true;

const bodies: Partial<Record<CommandKey, object>> = {
  'interaction.select-number': { numberId: 'office' },
  'interaction.transfer': { target: { kind: 'queue', id: 'loans' } },
  'interaction.dial': { overrideReason: 'asked for it' },
  'interaction.retry': { overrideReason: 'asked for it' },
  'call.consult': { target: { kind: 'queue', id: 'loans' } },
  'call.blind-transfer': { target: { kind: 'queue', id: 'loans' } },
  'call.dial-out': { number: '+12125550143' },
  'call.dtmf': { digits: '1' },
  'segment.save': { reasonId: null, notes: 'other words' },
  'segment.submit': { reasonId: null, notes: 'other words' },
};

/** What depends on what it is about. */
const bodyOf = (key: CommandKey, record: AnyRecord, { tasks, at }: State): object => {
  const inAnHour = new Date(at + 3_600_000).toISOString();
  if (key === 'interaction.edit-reason' && record.kind === 'interaction')
    return { reason: 'Product Feedback', version: tasks[record.taskId]!.version };
  if (record.kind !== 'task') return bodies[key] ?? {};
  if (key === 'task.reschedule') return { at: inAnHour, version: record.version };
  return key === 'task.schedule'
    ? { customerId: record.customer.id, numberId: 'mobile', at: inAnHour, reason: 'Product Feedback' }
    : {};
};

/** Whether the engine would perform it for the agent now, on something that is shown; tried on a fork of the state. */
const performer = (log: string, agentId: string, shownId: string | null) => {
  const { state } = ContactCentre.replay(log, { host: new FakeHost() });
  const records = view(state, agentId)!.records.filter(
    (one) =>
      !/^(interaction|segment)$/.test(one.kind) || !shownId || Reflect.get(one, 'interactionId') === shownId,
  );
  return (key: CommandKey, body?: object): boolean =>
    records.some((record) => {
      if (splitCommand(key)[0] !== record.kind) return false;
      if (!isShown(key, 'state' in record ? record.state : undefined)) return false;
      const { outcome } = step(state, {
        n: 0,
        at: state.at,
        actor: { kind: 'agent', id: agentId, roles: state.agents[agentId]!.roles },
        kind: 'command',
        name: key,
        subject: key === 'task.schedule' ? null : record.id,
        body: body ?? bodyOf(key, record, state),
        key: 'fork',
      });
      return outcome.ok && 'answer' in outcome && outcome.answer.outcome === 'performed';
    });
};

const ben = { target: { kind: 'agent', id: 'ben' } } as const;
type Step = (centre: Centre) => Promise<unknown>;
const wait =
  (ms: number): Step =>
  (centre) =>
    centre.advance(ms);
const act =
  (agent: string, command: CommandKey, body: object = {}): Step =>
  (centre) =>
    centre.do(agent, command, body);
const customer =
  (what: string, agent = 'ana'): Step =>
  (centre) =>
    centre.customer(what, 'customer', agent);

const accepted = [act('ana', 'offer.accept')];
const dialled = [...accepted, act('ana', 'interaction.dial')];
const talking = [...dialled, wait(2000)];
const unanswered = [...dialled, act('ana', 'call.end')];
const asked = [...talking, act('ana', 'call.consult', ben)];
const consulting = [...asked, act('ben', 'offer.accept')];
const merged = [...consulting, act('ana', 'call.merge')];
const handedOver = [...consulting, act('ana', 'call.leave-and-transfer')];
const sent = [...accepted, act('ana', 'interaction.transfer', ben)];

interface Situation {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly scenario?: string;
  readonly policy?: PolicyChanges;
  readonly agents?: readonly string[];
}

const both = ['ana', 'ben'];

const situations: Situation[] = [
  { name: 'quiet', scenario: 'quiet', steps: [] },
  { name: 'an offer', steps: [] },
  { name: 'an offer that cannot be declined', steps: [], policy: { allowDecline: false } },
  { name: 'a preview', steps: accepted },
  { name: 'a preview with a countdown', scenario: 'agent-first-auto', steps: [...accepted, wait(3000)] },
  { name: 'a preview, do-not-call', scenario: 'do-not-call', steps: accepted },
  {
    name: 'a preview, do-not-call that may be overridden',
    scenario: 'do-not-call',
    policy: { override: { doNotCall: true, consent: true, callingWindow: true } },
    steps: accepted,
  },
  { name: 'a pending transfer', steps: sent, agents: both },
  { name: 'a transfer that was declined', steps: [...sent, act('ben', 'offer.reject')] },
  { name: 'a transfer that was accepted', steps: [...sent, act('ben', 'offer.accept')], agents: both },
  { name: 'dialling', steps: dialled },
  { name: 'ringing', steps: [...dialled, wait(1000)] },
  { name: 'an unanswered attempt', steps: unanswered },
  {
    name: 'an unanswered attempt with a countdown',
    scenario: 'no-answer',
    steps: [...accepted, act('ana', 'interaction.dial'), wait(8000)],
  },
  { name: 'the limit of attempts', steps: unanswered, policy: { attemptLimit: 1 } },
  { name: 'no Try later, no transfer', steps: unanswered, policy: { tryLater: false, callbackTransfer: [] } },
  { name: 'a call', steps: talking },
  {
    name: 'a call where little is allowed',
    steps: talking,
    policy: { recording: false, escalation: false, dialOut: false, consultTargets: [], blindTargets: [] },
  },
  { name: 'a call, muted and held', steps: [...talking, act('ana', 'call.mute'), act('ana', 'call.hold')] },
  {
    name: 'a recorded call',
    steps: [...talking, act('ana', 'call.record-start'), act('ana', 'call.escalate')],
  },
  {
    name: 'a paused recording',
    steps: [...talking, act('ana', 'call.record-start'), act('ana', 'call.record-pause')],
  },
  { name: 'a wrong number', steps: [...talking, act('ana', 'call.wrong-number')] },
  { name: 'a consult that rings', steps: asked, agents: both },
  { name: 'a consult that was declined', steps: [...asked, act('ben', 'offer.reject')] },
  { name: 'a consult', steps: consulting, agents: both },
  { name: 'a consult without the customer', steps: [...consulting, customer('hang_up')], agents: both },
  { name: 'a conference', steps: merged, agents: both },
  { name: 'a conference without the customer', steps: [...merged, customer('hang_up')], agents: both },
  { name: 'a call that was handed over', steps: handedOver, agents: both },
  {
    name: 'wrapped up while the call goes on',
    steps: [...handedOver, act('ana', 'segment.submit', { reasonId: null, notes: '' })],
    agents: both,
  },
  {
    name: 'a blind transfer that rings',
    steps: [...talking, act('ana', 'call.blind-transfer', ben)],
    agents: both,
  },
  {
    name: 'a call that waits',
    steps: [...talking, act('ana', 'call.blind-transfer', ben), act('ben', 'offer.reject')],
  },
  { name: 'a wrap-up', steps: [...talking, act('ana', 'call.end')] },
  { name: 'a limited wrap-up', scenario: 'consult', steps: [...talking, act('ana', 'call.end'), wait(5000)] },
  {
    name: 'a wrap-up with more time',
    scenario: 'consult',
    steps: [...talking, act('ana', 'call.end'), act('ana', 'segment.extend')],
  },
  { name: 'a wrap-up from Close callback', steps: [...accepted, act('ana', 'interaction.close')] },
  { name: 'a wrap-up after a dropped call', steps: [...talking, customer('drop')] },
  {
    name: 'closed',
    steps: [...talking, act('ana', 'call.end'), act('ana', 'segment.submit', { reasonId: null, notes: '' })],
  },
];

const away: Step = (centre) => centre.do('ben', 'agent.set', { presenceId: 'away' });
const signedOut = (side: Side) => act('ana', 'agent.sign-out', { side });
const acceptAll: Step = async (centre) => {
  for (const { id } of await centre.records('offer')) await centre.command('ana', 'offer.accept', id, {});
};
situations.push(
  { name: 'signed out of the workspace', steps: [signedOut('workspace')] },
  { name: 'signed out of the contact centre', steps: [...accepted, signedOut('contact_centre')] },
  {
    name: 'signed out of both',
    scenario: 'quiet',
    steps: [signedOut('workspace'), signedOut('contact_centre')],
  },
  { name: 'a presence mismatch', scenario: 'presence-mismatch', steps: [] },
  { name: 'a queued presence', steps: [...accepted, act('ana', 'agent.set', { presenceId: 'away' })] },
  { name: 'the customer first: an offer', scenario: 'customer-first', steps: [away] },
  { name: 'the customer first: a call', scenario: 'customer-first', steps: accepted },
  {
    name: 'the customer first: a wrap-up',
    scenario: 'customer-first',
    steps: [...accepted, act('ana', 'call.end')],
  },
  { name: 'two at once', scenario: 'two-at-once', steps: [acceptAll] },
  {
    name: 'two at once, one is rung',
    scenario: 'two-at-once',
    steps: [acceptAll, act('ana', 'interaction.dial'), wait(1000)],
  },
  { name: 'scheduled callbacks', scenario: 'scheduled', steps: [away], agents: both },
  { name: 'scheduled callbacks, beside an open one', scenario: 'scheduled', steps: [away, ...accepted] },
);

let server: Server;
let browser: Browser;
before(async () => {
  [server, browser] = await Promise.all([new Server().start(), launch()]);
});
after(async () => {
  await browser.close();
  await server.dispose();
});

/** Everything that the page says, line by line, as assistive technology reads it. */
const read = async (desk: Desk): Promise<string> => {
  const lines: string[] = [];
  const visit = ({ role, name, value, description, disabled, expanded, children = [] }: SerializedAXNode) => {
    if (role !== 'RootWebArea')
      lines.push(JSON.stringify({ role, name, value, description, disabled, expanded }));
    children.forEach(visit);
  };
  visit((await desk.page.accessibility.snapshot())!);
  // What is announced stands behind the page, and only for a moment.
  const foot = lines.findIndex((line) => line.includes('"DisclosureTriangle"'));
  return lines.slice(0, foot + 1).join('\n');
};

/** The inbox is there before what it shows. */
const connected = async (desk: Desk): Promise<void> => {
  await desk.see('Inbox');
  await desk.until('it is connected', () =>
    desk.page.evaluate(() => document.querySelector('callback-provider')!.matches(':state(live)')),
  );
};

/** Waits until two readings are the same. */
const settled = async (desk: Desk): Promise<string> => {
  let last = '';
  await desk.until('the screen is at rest', async () => {
    const now = await read(desk);
    const isSame = now === last;
    last = now;
    return isSame;
  });
  return last;
};

describe('for every state', () => {
  it('each command has its control, or a reason for having none', () => {
    const listed = [
      ...new Set([...controls.flatMap(({ commands }) => commands), ...Object.keys(without)]),
    ].sort();
    assert.deepEqual(listed, [...commandKeys].sort());
  });

  for (const { name, scenario = 'agent-first-manual', policy, steps, agents = ['ana'] } of situations) {
    flow(
      ['4.0.1', '4.5.19', '4.5.24'],
      `${name}: what is enabled is what would be performed, and a reload changes nothing`,
      async () => {
        const centre = await Centre.open(server, scenario, policy);
        await centre.control('clock', { mode: 'frozen' });
        for (const play of steps) await play(centre);
        for (const agent of agents) {
          const desk = await Desk.at(browser, server, centre, agent);
          try {
            await connected(desk);
            await settled(desk);
            const before = await settled(desk);
            const shownId = new URL(desk.page.url()).searchParams.get('interaction');
            const isPerformed = performer(await centre.log(), agent, shownId);
            // What is at hand; then what is behind a button of its own.
            const check = async (behind: string | undefined) => {
              for (const { name: label, role = 'button', commands, body, behind: where } of controls) {
                if (where !== behind) continue;
                const found = [
                  ...(await desk.states(label, role)),
                  ...(role === 'button' ? await desk.states(label, 'menuitem') : []),
                ];
                assert.deepEqual(
                  { control: label, enabled: found.includes('enabled') },
                  { control: label, enabled: commands.some((command) => isPerformed(command, body)) },
                  `${agent}: ${found.join(', ') || 'not there'}`,
                );
              }
            };
            if (await desk.has('button', 'More')) await desk.press('More');
            await settled(desk);
            await check(undefined);
            for (const behind of ['Sign out', 'Callbacks']) {
              // The menu, or the lists; where nothing is open the lists are on the page.
              if (await desk.has('button', behind)) await desk.press(behind);
              await settled(desk);
              await check(behind);
            }
            await desk.reload();
            await connected(desk);
            await desk
              .until('the screen is as before', async () => (await settled(desk)) === before)
              .catch(async () => {
                assert.deepEqual((await read(desk)).split('\n'), before.split('\n'));
              });
            assert.deepEqual(desk.complaints, []);
          } finally {
            await desk.close();
          }
        }
      },
    );
  }
});
