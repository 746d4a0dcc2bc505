import '../../../components/define.ts';
import { fixtures as cards } from '../../../components/awa-inbox-card/awa-inbox-card.fixtures.ts';
import {
  fixtures as actions,
  people,
} from '../../../components/callback-actions/callback-actions.fixtures.ts';
import { fixtures as calls } from '../../../components/callback-active-call/callback-active-call.fixtures.ts';
import { fixtures as transfers } from '../../../components/callback-call-transfer/callback-call-transfer.fixtures.ts';
import { fixtures as contexts } from '../../../components/callback-context-card/callback-context-card.fixtures.ts';
import { fixtures as dialpads } from '../../../components/callback-dialpad/callback-dialpad.fixtures.ts';
import { fixtures as inboxes } from '../../../components/callback-inbox/callback-inbox.fixtures.ts';
import { fixtures as lists, withSettings } from '../../../components/callback-list/callback-list.fixtures.ts';
import { fixtures as presences } from '../../../components/callback-presence/callback-presence.fixtures.ts';
import { fixtures as shortcuts } from '../../../components/callback-shortcuts/callback-shortcuts.fixtures.ts';
import { fixtures as voices } from '../../../components/callback-voice-control/callback-voice-control.fixtures.ts';
import { fixtures as workspaces } from '../../../components/callback-workspace/callback-workspace.fixtures.ts';
import { interaction, settings } from '../../../components/shared/testing/records.ts';
import { FakeDirectory, FakeSession, provide } from '../../../components/shared/testing/session.ts';
import { fixtures as pickers } from '../../../components/transfer-callback/transfer-callback.fixtures.ts';
import { fixtures as wrapUps } from '../../../components/wrap-up-modal/wrap-up-modal.fixtures.ts';

/* Runs in the page: every element in its main states, one at a time. */

/** Properties, from what a fixture makes. */
type Make = () => object;

/** Some states of an element's fixtures. */
const some = <F extends Readonly<Record<string, () => unknown>>>(
  fixtures: F,
  states: readonly (keyof F & string)[],
  properties: (made: ReturnType<F[keyof F]>) => object = (made) => made as object,
): Readonly<Record<string, Make>> =>
  Object.fromEntries(
    states.map((state) => [state, () => properties(fixtures[state]!() as ReturnType<F[keyof F]>)]),
  );

const found = <T extends { entries: ConstructorParameters<typeof FakeDirectory>[0] }>({
  entries,
  ...rest
}: T) => ({ ...rest, directory: new FakeDirectory(entries) });

const specimens: Readonly<Record<string, Readonly<Record<string, Make>>>> = {
  'awa-inbox-card': some(
    cards,
    ['rest', 'urgent', 'customerWaiting', 'autoAssigned', 'tooLate'],
    (offer) => ({
      offer,
    }),
  ),
  'callback-inbox': some(inboxes, ['empty', 'two', 'notices']),
  'callback-actions': some(
    actions,
    ['manual', 'automatic', 'inCall', 'closing', 'limit', 'outside', 'transferring', 'declined', 'closed'],
    (made) => ({ ...made, directory: new FakeDirectory(people) }),
  ),
  'transfer-callback': some(pickers, ['automatic', 'nobody'], found),
  'callback-active-call': some(calls, [
    'none',
    'ringing',
    'connected',
    'heldMuted',
    'recording',
    'conference',
    'hungUp',
  ]),
  'callback-call-transfer': some(transfers, ['held', 'ringing', 'consulting', 'hungUp', 'declined'], found),
  'callback-dialpad': some(dialpads, ['tones', 'numberOnly', 'ringing'], (made) => ({ ...made, open: true })),
  'callback-context-card': some(contexts, ['scheduled', 'overdue', 'doNotCall', 'sparse'], (task) => ({
    task,
    interaction: interaction(),
    settings: settings(),
  })),
  'wrap-up-modal': some(wrapUps, ['draft', 'open', 'withBack', 'nearLimit', 'expired', 'closed']),
  'callback-presence': some(
    presences,
    ['available', 'busyThenAway', 'mismatch', 'signedOutOfBoth'],
    (agent) => ({ agent, settings: settings() }),
  ),
  'callback-list': some(lists, ['empty', 'both', 'readOnly'], (tasks) => ({
    tasks,
    settings: withSettings(),
    agentId: 'ana',
  })),
  'callback-voice-control': some(voices, ['none', 'preview', 'connected', 'conference', 'wrapUp']),
  'callback-shortcuts': some(shortcuts, ['help', 'cannot']),
  'callback-workspace': some(workspaces, ['empty', 'preview', 'talking', 'several'], (records) => ({
    records,
  })),
};

export const states = Object.entries(specimens).map(([tag, made]) => [tag, Object.keys(made)] as const);

// Records are made when they are asked for, and all at one moment: time stands still.
const now = Date.UTC(2026, 10, 26, 13, 5);
const Clock = Date;
globalThis.Date = class extends Clock {
  constructor(...given: unknown[]) {
    super(...((given.length ? given : [now]) as [number]));
  }
  static override now = () => now;
} as DateConstructor;

/** Shows one of them, and nothing else. */
export const show = async (tag: string, state: string): Promise<void> => {
  const { records, press, ...properties } = specimens[tag]![state]!() as {
    readonly records?: ConstructorParameters<typeof FakeSession>[0];
    readonly press?: string;
  };
  const element = document.createElement(tag);
  Object.assign(element, properties);
  const place = document.createElement('main');
  if (records) provide(place, new FakeSession(records));
  place.append(element);
  document.body.replaceChildren(place);
  if (press) await (element as unknown as { press: (what: string) => Promise<void> }).press(press);
};
