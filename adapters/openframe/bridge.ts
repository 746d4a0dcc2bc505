import type { CallbackClient } from '../../client/client.ts';
import { RecordFeed } from '../../client/feed.ts';
import type { Capability } from '../../contract/capabilities.ts';
import {
  capabilityName,
  isCommandKey,
  splitCommand,
  type CommandKey,
  type CommandPayloads,
  type Side,
} from '../../contract/commands.ts';
import {
  directoryPageSize,
  type DirectoryEntry,
  type DirectoryPage,
  type DirectoryQuery,
} from '../../contract/directory.ts';
import type { CommandAnswer } from '../../contract/events.ts';
import { defaultPolicy } from '../../contract/policy.ts';
import { refuse } from '../../contract/problems.ts';
import type { AnyRecord, PresenceOption, Target } from '../../contract/records.ts';
import {
  actionNames,
  atOnce,
  caseOf,
  isCaseCommand,
  isDone,
  payloads,
  type ActionKey,
  type CaseCommand,
} from './actions.ts';
import { type Case, close, isOnCall, isOver, iso, newCase, update } from './cases.ts';
import {
  activeCalls,
  mayLogOut,
  offerOf,
  targetList,
  type FoundTarget,
  type TargetKind,
  type TargetList,
} from './contexts.ts';
import { field, objectOf, plain, textOf } from './read.ts';
import { type Choices, type Desk, matchTo, type Notice, type OpenOffer, recordsOf } from './records.ts';

export interface OpenFrameOptions {
  /** The agent as the workspace knows them; OpenFrame does not say. */
  readonly agent: { readonly id: string; readonly name: string };
  /** What drafts on the device are kept by. By default `openframe`. */
  readonly namespace?: string;
  /** What the workspace lets agents choose from; by default that of the contract's default policy. */
  readonly choices?: Partial<Choices>;
  /** What the contact centre calls its presences, beside the workspace's words: `setPresenceIndicator` says one of them. */
  readonly indicators?: readonly PresenceOption[];
  /** Names of actions, in place of ours: those that the connector listens for. */
  readonly actions?: Partial<Record<ActionKey, string>>;
  /** Real milliseconds in which a connector must show what it was asked for; then `unavailable`. By default 10,000. */
  readonly patience?: number;
  /** Told once of each thing that was not understood, for developers. By default a warning on the console. */
  readonly onReport?: (what: string) => void;
  /** Calls of the API that are about the host's page (`toastMessage`, `setTitle`, `openServiceNowForm` ...). */
  readonly onHostCall?: (method: string, args: readonly unknown[]) => void;
  /** The time, in milliseconds since 1970; by default this device's. */
  readonly now?: () => number;
}

type Listener = (payload: unknown) => unknown;

const kept = { cases: 20, texts: 1000 };

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const hostMethods = [
  ...['toastMessage', 'setTitle', 'setSubtitle', 'setIcons', 'setSize', 'setHeight', 'setWidth'],
  ...['setFrameMode', 'openServiceNowForm'],
] as const;

/**
 * A provider out of what a connector for OpenFrame says and hears: `api` stands where `openFrameAPI` stands, `client`
 * goes to `callback-provider`. Source of the API: ServiceNow, client API `openFrameAPI`.
 */
export const createOpenFrameBridge = (options: OpenFrameOptions) => {
  const { agent, namespace = 'openframe', patience = 10_000 } = options;
  const now = () => Math.floor((options.now ?? Date.now)());
  const names: Readonly<Record<ActionKey, string>> = { ...actionNames, ...options.actions };
  const choices: Choices = {
    providerName: 'OpenFrame',
    wrapUpCodes: defaultPolicy.wrapUpCodes,
    defaultWrapUpCode: defaultPolicy.defaultWrapUpCode,
    notesLimit: defaultPolicy.notesLimit,
    presences: defaultPolicy.presences.workspace,
    rejectReasons: [],
    ...options.choices,
  };
  const reported = new Set<string>();
  const report = (what: string) => {
    if (reported.has(what) || reported.size > kept.texts) return;
    reported.add(what);
    const tell = options.onReport ?? ((text: string) => console.warn(`OpenFrame: ${text}`));
    try {
      tell(what);
    } catch (error) {
      // Whose listener it is hears of it; the connector does not.
      queueMicrotask(() => {
        throw error;
      });
    }
  };

  const available = choices.presences.find(({ status }) => status === 'available') ?? choices.presences[0]!;
  const desk: { -readonly [K in keyof Desk]: Desk[K] } = {
    agent,
    choices,
    presence: {
      workspace: { signedIn: true, presenceId: available.id, since: now() },
      contact_centre: { signedIn: true, presenceId: available.counterpart, since: now() },
    },
    indicators: [
      ...choices.presences.map((one) => ({ ...one, id: one.counterpart, counterpart: one.id })),
      ...(options.indicators ?? []),
    ],
    mayLogOut: true,
    ways: {
      transfer: ['agent', 'queue'],
      consult: ['agent', 'queue', 'external'],
      blind: ['agent', 'queue', 'external'],
    },
  };
  let offers: OpenOffer[] = [];
  let cases: Case[] = [];
  let notices: Notice[] = [];
  let made = 0;

  // --- The stream of records ---------------------------------------------------------------------------------

  const feed = new RecordFeed({ agentId: agent.id, namespace, now });
  /** Called after every change: who waits looks again. */
  const waiting = new Set<() => void>();

  /** Says what is otherwise than before, in one event. */
  const commit = () => {
    feed.commit(recordsOf(desk, offers, cases, notices));
    for (const look of waiting) look();
  };
  const answer = (outcome: CommandAnswer['outcome']): CommandAnswer => ({ outcome, asOf: feed.asOf });

  /** Resolves when it is so; false after the connector had its time. */
  const until = (holds: () => boolean, signal?: AbortSignal) =>
    new Promise<boolean>((resolve) => {
      const end = (is: boolean) => {
        clearTimeout(timer);
        waiting.delete(look);
        resolve(is);
      };
      const look = () => {
        if (holds()) end(true);
      };
      const timer = setTimeout(end, patience, false);
      signal?.addEventListener('abort', () => end(false));
      waiting.add(look);
      look();
    });

  // --- What the connector hears ------------------------------------------------------------------------------

  const listeners = new Map<string, Set<Listener>>();

  /** Tells all who subscribed; what they throw, also later, is reported. False: nobody listens, or somebody failed. */
  const tell = (event: string, payload: unknown): boolean => {
    let isTaken = false;
    let hasFailed = false;
    const fail = (error: unknown) => {
      hasFailed = true;
      report(`a listener of ${event} failed: ${error instanceof Error ? error.message : String(error)}`);
    };
    for (const listener of listeners.get(event) ?? []) {
      isTaken = true;
      try {
        const result = listener(structuredClone(payload));
        if (result instanceof Promise) result.catch(fail);
      } catch (error) {
        fail(error);
      }
    }
    return isTaken && !hasFailed;
  };

  const ask = (command: ActionKey, payload: object): void => {
    if (!tell('interaction_control_action', { name: names[command], payload })) refuse('unavailable');
  };

  const workItem = ({ id, offer }: OpenOffer, more: object = {}) => ({
    workItem: {
      sys_id: id,
      size: '',
      serviceChannel: '',
      document: { sys_id: offer.recordId, table: offer.recordTable },
      previousWorkItem: '',
      isQueueTransferred: offer.transferredBy !== null,
      isAutoAccepted: offer.autoAssigned,
      // Ours: so that a connector finds its own.
      externalId: offer.externalId,
      externalSegmentId: offer.externalSegmentId,
      providerAppInboundId: offer.inboundId,
      ...more,
    },
  });

  const presenceOf = (id: string): PresenceOption | undefined =>
    choices.presences.find((one) => one.id === id);
  const awaPresence = (presenceId = desk.presence.workspace.presenceId) => {
    const found = presenceOf(presenceId);
    const isAvailable = desk.presence.workspace.signedIn && found?.status === 'available';
    return { presence: { name: found?.name ?? presenceId, available: isAvailable, channels: [] } };
  };

  // --- What the connector says -------------------------------------------------------------------------------

  /** A name that no case had: what comes back later is another thing than what was closed. */
  const caseIdFor = (name: string): string => {
    const isTaken = (id: string) => cases.some((one) => one.id === id);
    if (!isTaken(name)) return name;
    for (let count = 2; ; count++) if (!isTaken(`${name}~${count}`)) return `${name}~${count}`;
  };

  /** Ends an offer, once. */
  const endOffer = (one: OpenOffer, state: OpenOffer['state'], more: object = {}) => {
    if (one.state !== 'open') return;
    one.state = state;
    offers = offers.filter((other) => other !== one);
    timers.get(one)?.();
    const name = state === 'accepted' ? 'accepted' : state === 'rescinded' ? 'cancelled' : 'rejected';
    // Where the press of the agent said so, the connector has heard.
    if (state !== 'accepted' || one.offer.autoAssigned)
      tell(`openframe_awa_workitem_${name}`, workItem(one, more));
  };

  const timers = new Map<OpenOffer, () => void>();
  const arm = (one: OpenOffer) => {
    timers.get(one)?.();
    const { timeout, offeredAt } = one.offer;
    if (timeout === null) return;
    const fire = () => {
      if (accepting.has(one)) return;
      endOffer(one, 'timed_out', { rejection: { reason: 'timeout' } });
      commit();
    };
    const timer = setTimeout(fire, Math.min(Math.max(0, offeredAt + timeout - now()), 2 ** 31 - 1));
    timers.set(one, () => {
      clearTimeout(timer);
      timers.delete(one);
    });
  };
  /** Asked for, and not there yet. */
  const accepting = new Set<OpenOffer>();

  const takeOffer = (value: unknown) => {
    const found = offerOf(value, now(), report);
    if (found === null) {
      for (const one of offers) if (!accepting.has(one)) endOffer(one, 'rescinded');
      return;
    }
    const isThere =
      desk.presence.workspace.signedIn &&
      presenceOf(desk.presence.workspace.presenceId)?.status === 'available';
    const refusal = typeof found === 'string' ? found : isThere ? null : 'AWA_AGENT_NOT_AVAILABLE';
    const known =
      typeof found !== 'string' && offers.find(({ offer }) => offer.externalId === found.externalId);
    if (refusal && !known) {
      report(`an offer was refused: ${refusal}`);
      tell('openframe_awa_client_offer', {
        error: refusal,
        code: refusal,
        externalId: textOf(field(objectOf(value), 'externalId')),
      });
      return;
    }
    if (typeof found === 'string') return;
    const one: OpenOffer = known
      ? { ...known, offer: found }
      : {
          id: `offer-${(made += 1)}-${found.externalId}`,
          caseId: caseIdFor(found.externalId),
          offer: found,
          state: 'open',
        };
    if (known) {
      if (accepting.has(known) || isSame(known.offer, found)) return;
      timers.get(known)?.();
    }
    offers = [...offers.filter((other) => other !== known), one];
    arm(one);
    if (!known) tell('openframe_awa_workitem_offered', workItem(one));
  };

  const hear = (one: Case, call: Parameters<typeof update>[1]) => {
    const news = update(one, call, agent, now());
    if (!news) return;
    const { type, party } = news;
    notices.push({ id: `notice-${(made += 1)}`, at: now(), of: one, type: type as Notice['type'], party });
    notices = notices.slice(-kept.cases);
  };

  const takeCalls = (value: unknown) => {
    const calls = activeCalls(value, report);
    for (const call of calls) {
      const known = cases.findLast((one) => one.key === call.key);
      // Closed here, and still said there: nothing new.
      if (known && !(known.isGone && (isOver(known) || known.state === 'released'))) {
        hear(known, call);
        continue;
      }
      const offered = offers.find(
        ({ offer }) =>
          offer.externalId === call.externalId ||
          (offer.recordId !== null && offer.recordId === call.recordId),
      );
      const made = newCase(offered?.caseId ?? caseIdFor(call.key), call, offered?.offer ?? null, now());
      cases = [...cases, made];
      if (offered) endOffer(offered, 'accepted');
      hear(made, call);
    }
    for (const one of cases) if (!one.isGone && !calls.some((call) => call.key === one.key)) hear(one, null);
    // What is closed stays in sight for a while; what is not, always.
    const over = cases.filter((one) => isOver(one) || one.state === 'released');
    for (const one of over.slice(0, -kept.cases)) cases = cases.filter((other) => other !== one);
  };

  const searches = new Map<TargetKind, { resolve: (list: TargetList) => void }>();
  const takeTargets = (value: unknown) => {
    const list = targetList(value, report);
    const allowed = (way: string) =>
      (['agent', 'queue', 'external'] as const).filter(
        (kind) =>
          (!list.kinds.length || list.kinds.includes(kind)) && (list.ways.get(kind)?.has(way) ?? true),
      );
    const ways = { ...desk.ways, consult: allowed('consult'), blind: allowed('blind') };
    if (!isSame(ways, desk.ways)) desk.ways = ways;
    let isAnswer = false;
    for (const kind of list.found.keys()) {
      isAnswer ||= searches.has(kind);
      searches.get(kind)?.resolve(list);
      searches.delete(kind);
    }
    if (!isAnswer) feed.tell({ type: 'directory' });
  };

  const contexts: Readonly<Record<string, (value: unknown) => void>> = {
    activeCall: takeCalls,
    offerContext: takeOffer,
    searchTargetList: takeTargets,
    idleState: (value) => {
      desk.mayLogOut = mayLogOut(value, report) ?? desk.mayLogOut;
      // Idle is who is on no call.
      takeCalls([]);
    },
  };

  const setICContext = (type: unknown, context: unknown) => {
    const name = textOf(type) ?? '';
    const take = Object.hasOwn(contexts, name) ? contexts[name] : undefined;
    if (!take) return report(`there is no context ${name.slice(0, 60)}`);
    const given = plain(context);
    const inside = field(objectOf(given), name);
    // Some leave the outer object out.
    const value = inside === undefined && !Object.hasOwn(objectOf(given), name) ? given : inside;
    take(value);
    commit();
  };

  const setPresence = (side: Side, change: Partial<Desk['presence'][Side]>) => {
    const old = desk.presence[side];
    const next = { ...old, ...change };
    if (isSame(old, next)) return;
    desk.presence = { ...desk.presence, [side]: { ...next, since: now() } };
  };

  const setPresenceIndicator = (state: unknown) => {
    const name = textOf(plain(state)) ?? textOf(field(objectOf(plain(state)), 'state'));
    if (name === null) return report('a presence indicator says no state');
    const words = name.slice(0, 100);
    const is = (text: string) => text.toLowerCase() === words.toLowerCase();
    let found = desk.indicators.find(({ id, name: shown }) => is(id) || is(shown));
    if (!found) {
      // In words of its own: shown as it is, and not taken for available.
      found = { id: words, name: words, status: 'busy', counterpart: '' };
      desk.indicators = [...desk.indicators, found];
    }
    setPresence('contact_centre', { presenceId: found.id, signedIn: true });
    commit();
  };

  let isShown = true;
  const show = (is: boolean) => {
    if (is === isShown) return;
    isShown = is;
    tell(is ? 'openframe_shown' : 'openframe_hidden', {});
  };

  /** A call of the connector: whatever happens in here does not come back to it. */
  const guarded =
    <A extends unknown[], T>(name: string, run: (...args: A) => T, otherwise: T) =>
    (...args: A): T => {
      try {
        return run(...args);
      } catch (error) {
        report(`${name} failed: ${error instanceof Error ? error.message : String(error)}`);
        return otherwise;
      }
    };
  const call = (callback: unknown, ...args: unknown[]) => {
    if (typeof callback === 'function') (callback as (...given: unknown[]) => unknown)(...args);
  };

  const api = {
    version: '1.0',
    init: guarded(
      'init',
      (_config?: unknown, success?: unknown) => {
        setPresence('contact_centre', { signedIn: true });
        commit();
        call(success, { agent: { ...agent } });
      },
      undefined,
    ),
    setICContext: guarded('setICContext', setICContext, undefined),
    subscribe: guarded(
      'subscribe',
      (event: unknown, callback: unknown) => {
        const name = textOf(event);
        if (name === null || typeof callback !== 'function')
          return report('a subscription has no event or no callback');
        listeners.set(name, (listeners.get(name) ?? new Set<Listener>()).add(callback as Listener));
      },
      undefined,
    ),
    getAWAAgentPresence: guarded(
      'getAWAAgentPresence',
      (callback?: unknown) => {
        const presence = awaPresence();
        call(callback, presence);
        return presence;
      },
      undefined,
    ),
    setPresenceIndicator: guarded('setPresenceIndicator', setPresenceIndicator, undefined),
    show: guarded('show', () => show(true), undefined),
    hide: guarded('hide', () => show(false), undefined),
    isVisible: guarded(
      'isVisible',
      (callback?: unknown) => {
        call(callback, isShown);
        return isShown;
      },
      true,
    ),
    ...(Object.fromEntries(
      hostMethods.map((name) => [
        name,
        guarded(
          name,
          (...args: unknown[]) =>
            options.onHostCall?.(
              name,
              args.map((one) => plain(one)),
            ),
          undefined,
        ),
      ]),
    ) as Record<(typeof hostMethods)[number], (...args: unknown[]) => void>),
  };

  // --- What the elements ask for -----------------------------------------------------------------------------

  /** The actions under way, by command and subject: what is asked for twice is sent once. */
  const underWay = new Map<string, Promise<unknown>>();

  const perform = async (what: string, start: () => Promise<void>): Promise<CommandAnswer> => {
    const running = underWay.get(what);
    if (running) {
      await running;
      return answer('unchanged');
    }
    const run = start().finally(() => underWay.delete(what));
    underWay.set(what, run);
    await run;
    return answer('performed');
  };

  const known = new Map<string, Target>();

  const doCase = async <C extends CaseCommand>(
    one: Case,
    command: C,
    payload: CommandPayloads[C],
    signal: AbortSignal | undefined,
  ): Promise<void> => {
    const { call: said } = one;
    if (command === 'interaction.select-number') {
      const { numberId } = payload as CommandPayloads['interaction.select-number'];
      if (!said.callback?.numbers.includes(numberId)) refuse('invalid_payload');
    }
    if ('target' in payload) {
      const { kind, id } = payload.target;
      one.target = known.get(`${kind} ${id}`) ?? { kind, id, name: id };
    }
    one.asked = command;
    const failed = () => command === 'interaction.transfer' && one.asked === null;
    try {
      ask(command, {
        externalId: said.externalId,
        nowRecordId: said.recordId,
        nowRecordTable: said.recordTable,
        participantId: said.me.id,
        ...payloads[command]?.(payload, one),
      });
      if (command === 'interaction.select-number') {
        one.number = (payload as CommandPayloads['interaction.select-number']).numberId;
        commit();
      }
      if (atOnce.includes(command)) return;
      if (!(await until(() => isDone[command](one, payload) || failed(), signal))) refuse('unavailable');
      if (failed()) refuse('not_possible');
    } finally {
      // What happens later is not its doing.
      if (one.asked === command) one.asked = null;
    }
  };

  const submit = (one: Case, { reasonId, notes }: CommandPayloads['segment.submit']) => {
    const segment = one.segment!;
    const code = reasonId ?? choices.defaultWrapUpCode;
    tell('openframe_wrap_up_submitted', {
      wrapUp: {
        external: one.call.externalId,
        externalSegmentId: one.offer?.externalSegmentId ?? null,
        recordId: one.call.recordId,
        recordTable: one.call.recordTable,
        wrapUpCode: code,
        wrapUpNotes: notes,
        wrapUpSegmentId: `segment-${one.id}`,
      },
    });
    one.segment = { ...segment, state: 'submitted', reasonId: code, notes, closedAt: now() };
    close(one, 'closed_complete', now());
  };

  const doAgent = async (
    command: CommandKey,
    payload: Readonly<Record<string, unknown>>,
  ): Promise<CommandAnswer['outcome']> => {
    const side = payload['side'] as Side | undefined;
    if (command === 'agent.sign-in' || command === 'agent.sign-out') {
      if (side !== 'workspace' && side !== 'contact_centre') return refuse('invalid_payload');
      const isIn = command === 'agent.sign-in';
      if (desk.presence[side].signedIn === isIn) return 'unchanged';
      if (side === 'contact_centre') {
        // One signs in to it at the connector.
        if (isIn) refuse('unsupported');
        if (!desk.mayLogOut) refuse('not_possible');
        ask('agent.sign-out', {});
        // What was not called yet goes back to the queue; the connector says when.
        await until(() => !cases.some((one) => /^(preview|no_answer)$/.test(one.state) && !one.isGone));
      }
      setPresence(side, { signedIn: isIn });
      if (side === 'workspace') tell('openframe_awa_agent_presence', awaPresence());
      return 'performed';
    }
    const match = matchTo(desk);
    const presenceId = command === 'agent.match' ? match : textOf(payload['presenceId']);
    if (presenceId === null) return command === 'agent.match' ? 'unchanged' : refuse('invalid_payload');
    const found =
      side === 'contact_centre'
        ? desk.indicators.find(({ id }) => id === presenceId)
        : presenceOf(presenceId);
    if (!found) return refuse('invalid_payload');
    const ours = side === 'contact_centre' ? found.counterpart : presenceId;
    const theirs = side === 'contact_centre' ? presenceId : found.counterpart;
    const { workspace, contact_centre: centre } = desk.presence;
    const changesUs = side !== 'contact_centre' && workspace.presenceId !== ours;
    const changesThem = side !== 'workspace' && centre.presenceId !== theirs;
    if (!changesUs && !changesThem) return 'unchanged';
    if (side !== 'contact_centre') setPresence('workspace', { presenceId: ours });
    // What the connector makes of it, its indicator says; until then it is believed to follow.
    if (side !== 'workspace') setPresence('contact_centre', { presenceId: theirs });
    tell('openframe_awa_agent_presence', awaPresence(ours));
    return 'performed';
  };

  /** Whether what a command is about is there and lets it; @throws ProblemError. */
  const judge = (command: CommandKey, record: AnyRecord | undefined): void => {
    if (!record) return void refuse('not_found');
    const given = (record as { capabilities?: Readonly<Record<string, Capability>> }).capabilities;
    const { visible, enabled, reason } = given?.[capabilityName(splitCommand(command)[1])] ?? {
      visible: false,
      enabled: false,
    };
    if (enabled) return;
    if (!visible && reason === 'unsupported') refuse('unsupported');
    refuse('not_possible', { ...(reason && { reason }), ...('state' in record && { state: record.state }) });
  };

  const run = async (
    command: CommandKey,
    id: string,
    payload: CommandPayloads[CommandKey],
    signal: AbortSignal | undefined,
  ): Promise<CommandAnswer> => {
    const [kind] = splitCommand(command);
    const what = `${command} ${id}`;
    if (command === 'task.schedule') refuse('unsupported');
    if (kind === 'offer') {
      const one = offers.find((offer) => offer.id === id);
      if (!one) return refuse(made && id.startsWith('offer-') ? 'offer_ended' : 'not_found');
      judge(command, feed.get('offer', id));
      if (command === 'offer.reject') {
        if (accepting.has(one)) refuse('offer_ended');
        const { reasonId } = payload as CommandPayloads['offer.reject'];
        if (choices.rejectReasons.length && !choices.rejectReasons.some((reason) => reason.id === reasonId))
          refuse('invalid_payload');
        endOffer(one, 'rejected', { rejection: { reason: reasonId ?? '' } });
        commit();
        return answer('performed');
      }
      return perform(what, async () => {
        accepting.add(one);
        try {
          tell('openframe_awa_workitem_accepted', workItem(one));
          if (!(await until(() => one.state === 'accepted', signal))) refuse('unavailable');
        } finally {
          accepting.delete(one);
        }
      });
    }
    if (kind === 'notice') {
      if (!notices.some((one) => one.id === id)) refuse('not_found');
      notices = notices.filter((one) => one.id !== id);
      commit();
      return answer('performed');
    }
    if (kind === 'agent') {
      if (id !== agent.id) refuse('not_found');
      const isSigning = command === 'agent.sign-in' && desk.presence.workspace.signedIn;
      if (command !== 'agent.match' && !isSigning) judge(command, feed.get('agent', id));
      const outcome = await doAgent(command, payload);
      commit();
      return answer(outcome);
    }
    const one = caseOf(cases, kind, id);
    const record = feed.get(kind, id);
    if (!one || !record) return refuse('not_found');
    if (command === 'segment.submit') {
      judge(command, record);
      submit(one, payload as CommandPayloads['segment.submit']);
      commit();
      return answer('performed');
    }
    if (!isCaseCommand(command)) return refuse('unsupported');
    if (underWay.has(what)) return perform(what, () => Promise.resolve());
    if (!isOver(one) && isDone[command](one, payload as never)) return answer('unchanged');
    judge(command, record);
    return perform(what, () => doCase(one, command, payload as never, signal));
  };

  const search = async (
    { kind, search: term, after }: DirectoryQuery,
    signal?: AbortSignal,
  ): Promise<DirectoryPage> => {
    if (kind === 'external' || !listeners.get('interaction_control_action')?.size) refuse('unsupported');
    let list: TargetList | null = null;
    // One at a time of a kind: the answers do not say what they answer.
    await until(() => !searches.has(kind), signal);
    searches.set(kind, { resolve: (found) => void (list = found) });
    const on = cases.find(isOnCall) ?? cases.find((one) => !isOver(one));
    try {
      ask('directory', {
        searchType: kind,
        searchTerm: term,
        externalId: on?.call.externalId ?? null,
        nowRecordId: on?.call.recordId ?? null,
        nowRecordTable: on?.call.recordTable ?? null,
      });
      await until(() => list !== null, signal);
    } finally {
      searches.delete(kind);
    }
    const found: readonly FoundTarget[] =
      (list as TargetList | null)?.found.get(kind) ?? (list ? [] : refuse('unavailable'));
    const others = [...new Map(found.map((one) => [one.id, one])).values()].filter(
      ({ id }) => id !== agent.id,
    );
    for (const { id, name } of others) known.set(`${kind} ${id}`, { kind, id, name });
    const from = Number(after ?? 0) || 0;
    const to = from + directoryPageSize;
    const entryOf = ({ id, name, presence, waiting: count }: FoundTarget): DirectoryEntry =>
      kind === 'agent'
        ? {
            kind,
            id,
            name,
            status: presence,
            presence: choices.presences.find(({ status }) => status === presence)?.name ?? presence,
            since: iso(now()),
            activity: null,
            reachable: presence === 'available',
          }
        : { kind: 'queue', id, name, waiting: count, estimatedWait: null };
    return {
      entries: others.slice(from, to).map(entryOf),
      total: others.length,
      next: to < others.length ? `${to}` : null,
    };
  };

  const client: CallbackClient = {
    snapshot: () => feed.snapshot(),
    events: (after, given) => feed.events(after, given),
    directory: (query, given) => search(query, given?.signal),
    send: (command, id, payload, { key, signal }) =>
      feed.once(key, [command, id, payload], () =>
        isCommandKey(command) ? run(command, id, payload, signal) : refuse('not_found'),
      ),
  };

  commit();
  return {
    /** For `window.openFrameAPI`, or whatever the connector calls. */
    api,
    /** For `callback-provider`. */
    client,
    /** Tells the connector of something of the host's, for example `openframe_heart_beat`. */
    tell: (event: string, payload: unknown = {}): void => void tell(event, payload),
    /** Says `openframe_before_destroy`, and stops. */
    dispose: (): void => {
      tell('openframe_before_destroy', {});
      for (const stop of [...timers.values()]) stop();
      listeners.clear();
    },
  };
};

export type OpenFrameBridge = ReturnType<typeof createOpenFrameBridge>;
