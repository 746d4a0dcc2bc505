// The page of bench/directory.mjs: the picker and a list by hand, on one directory.
import type {
  DirectoryAgent,
  DirectoryEntry,
  DirectoryPage,
  DirectoryQuery,
  DirectoryQueue,
} from '../contract/directory.ts';
import { directoryPageSize } from '../contract/directory.ts';
import type { DirectoryHandle } from '../client/handle.ts';
import { CbkDirectory } from '../components/cbk-directory/cbk-directory.ts';
import { interaction, settings } from '../components/shared/testing/records.ts';
import '../components/transfer-callback/define.ts';

const first = ['Ana', 'Ben', 'Chidi', 'Dalia', 'Emre', 'Freya', 'Goran', 'Hana', 'Imani', 'Jürgen'];
const last = [
  'Abernathy',
  'Baranov',
  'Castell',
  'Dvořák',
  'Eriksen',
  'Fontaine',
  'Großmann',
  'Haddad',
  'Ito',
  'Jansen',
];
const statuses = ['available', 'available', 'busy', 'away', 'offline'] as const;

const agents = Array.from({ length: 10_000 }, (_, i): DirectoryAgent => {
  const status = statuses[i % statuses.length]!;
  return {
    kind: 'agent',
    id: `a${i}`,
    name: `${first[i % 10]} ${last[Math.floor(i / 10) % 10]} ${i}`,
    status,
    presence: status[0]!.toUpperCase() + status.slice(1),
    since: '2026-11-12T09:00:00.000Z',
    activity: null,
    reachable: status === 'available',
  };
});
const queues = Array.from({ length: 500 }, (_, i): DirectoryQueue => ({
  kind: 'queue',
  id: `q${i}`,
  name: `Queue ${last[i % 10]} ${i}`,
  waiting: i % 9,
  estimatedWait: (i % 9) * 60_000,
}));

/** Called at each answer. */
let answered = () => {};

const directory: DirectoryHandle = {
  search: ({ kind, search, after }: DirectoryQuery) =>
    new Promise<DirectoryPage>((resolve) =>
      setTimeout(() => {
        const wanted = search.toLowerCase();
        const from = Number(after ?? 0);
        const found = (kind === 'agent' ? agents : kind === 'queue' ? queues : []).filter(({ name }) =>
          name.toLowerCase().includes(wanted),
        );
        const to = from + directoryPageSize;
        resolve({
          entries: found.slice(from, to),
          total: found.length,
          next: to < found.length ? `${to}` : null,
        });
        answered();
      }),
    ),
  onChange: () => () => {},
};

// By hand.

const numbers = new Intl.NumberFormat('en');
const minutes = new Intl.NumberFormat('en', { style: 'unit', unit: 'minute' });
const time = new Intl.DateTimeFormat('en', {
  weekday: 'short',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const words = (entry: DirectoryEntry) =>
  entry.kind === 'queue'
    ? `${entry.waiting ? `${numbers.format(entry.waiting)} waiting` : 'None waiting'}, ${entry.estimatedWait ? `about ${minutes.format(entry.estimatedWait / 60_000)}` : 'at once'}`
    : entry.kind === 'agent'
      ? entry.reachable || entry.status === 'offline'
        ? entry.presence
        : `${entry.presence} since ${time.format(new Date(entry.since))}`
      : '';

const paths: Record<string, string> = {
  queue: 'M4 5.25h12M4 10h12M4 14.75h7',
  available: 'M10 4.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11z',
  busy: 'M10 4.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11zM6.75 9h6.5v2h-6.5z',
  away: 'M10 5.25a4.75 4.75 0 1 0 0 9.5 4.75 4.75 0 0 0 0-9.5zM10 7.5V10l1.75 1.25',
  offline: 'M10 5.25a4.75 4.75 0 1 0 0 9.5 4.75 4.75 0 0 0 0-9.5z',
};

const make = <K extends keyof HTMLElementTagNameMap>(tag: K, className = '') => {
  const element = document.createElement(tag);
  element.className = className;
  return element;
};

const svg = (d: string) => {
  const element = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  element.setAttribute('viewBox', '0 0 20 20');
  element.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', d);
  element.append(path);
  return { element, path };
};

/** One row, and the way to fill it. */
const makeRow = () => {
  const row = make('li');
  const { element, path } = svg('');
  const middle = make('div');
  const cut = make('div', 'cut');
  const name = make('bdi');
  const small = make('div', 'small muted num');
  const more = make('bdi');
  const press = make('button', 'btn btn--compact btn--icon');
  press.type = 'button';
  const arrow = svg('M4 10h12M11.5 5.5 16 10l-4.5 4.5').element;
  arrow.setAttribute('class', 'i');
  press.append(arrow);
  cut.append(name);
  small.append(more);
  middle.append(cut, small);
  row.append(element, middle, press);
  return {
    row,
    fill: (entry: DirectoryEntry) => {
      name.textContent = entry.name;
      cut.title = entry.name;
      more.textContent = words(entry);
      const look = entry.kind === 'agent' ? entry.status : 'queue';
      path.setAttribute('d', paths[look]!);
      element.setAttribute('class', entry.kind === 'agent' ? `dot ${look}` : 'i');
      press.ariaLabel = `Transfer to ${entry.name}`;
      const away = entry.kind === 'agent' && !entry.reachable;
      press.ariaDisabled = away ? 'true' : null;
      press.ariaDescription = away ? 'They cannot be reached now.' : null;
    },
  };
};

const byHand = () => {
  const host = document.createElement('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = CbkDirectory.elementStyles.map((one) =>
    'styleSheet' in one ? one.styleSheet! : one,
  );
  const card = make('section', 'card');
  const title = make('h2', 'grow');
  title.textContent = 'Transfer callback';
  const close = make('button', 'btn btn--icon btn--compact btn--quiet');
  close.type = 'button';
  close.ariaLabel = 'Close';
  const cross = svg('M5.5 5.5l9 9m0-9-9 9').element;
  cross.setAttribute('class', 'i');
  close.append(cross);
  const top = make('div', 'row');
  top.append(title, close);
  const search = make('div', 'search');
  const glass = svg('M9 3.75a5.25 5.25 0 1 0 0 10.5 5.25 5.25 0 0 0 0-10.5zM13 13l3.75 3.75').element;
  glass.setAttribute('class', 'i');
  const input = make('input', 'field');
  input.type = 'search';
  input.ariaLabel = 'Search';
  input.placeholder = 'Search';
  search.append(glass, input);
  const lists = make('div', 'lists');
  const sections = (['queue', 'agent'] as const).map((kind) => {
    const section = make('section');
    const head = make('div', 'head small num');
    const heading = make('h3');
    heading.textContent = kind === 'queue' ? 'Queues' : 'Agents';
    heading.id = `of-${kind}`;
    section.setAttribute('aria-labelledby', heading.id);
    const count = make('bdi');
    const list = make('ul', 'long');
    list.setAttribute('aria-labelledby', heading.id);
    const more = make('button', 'btn');
    more.textContent = 'Show more';
    head.append(heading, count);
    section.append(head, list, more);
    lists.append(section);
    return { kind, count, list, more, rows: [] as ReturnType<typeof makeRow>[] };
  });
  const find = () => {
    for (const { kind, count, list, more, rows } of sections)
      void directory.search({ kind, search: input.value }).then(({ entries, total, next }) => {
        while (rows.length < entries.length) rows.push(makeRow());
        entries.forEach((entry, i) => rows[i]!.fill(entry));
        if (list.children.length !== entries.length)
          list.replaceChildren(...rows.slice(0, entries.length).map(({ row }) => row));
        count.textContent =
          total > entries.length
            ? `${numbers.format(entries.length)} of ${numbers.format(total)}`
            : numbers.format(total);
        more.hidden = !next;
      });
  };
  input.addEventListener('input', find);
  card.append(top, search, lists);
  root.append(card);
  find();
  return { host, root: () => root };
};

const picker = () => {
  const host = document.createElement('transfer-callback');
  host.interaction = interaction();
  host.settings = settings();
  host.directory = directory;
  return { host, root: () => host.shadowRoot?.querySelector('cbk-directory')?.shadowRoot };
};

// What both must show, and when they do.

let shown: ReturnType<typeof byHand> | ReturnType<typeof picker>;
let search = '';

/** The first names and the counts that belong to a search. */
const wanted = () => {
  const of = (entries: readonly DirectoryEntry[]) => {
    const found = entries.filter(({ name }) => name.toLowerCase().includes(search));
    const { length } = found;
    return [found[0]?.name, found[Math.min(length, directoryPageSize) - 1]?.name, numbers.format(length)];
  };
  return [...of(queues), ...of(agents)].join();
};

const seen = () => {
  const root = shown.root();
  return [...(root?.querySelectorAll('.lists > section') ?? [])]
    .flatMap((section) => {
      const names = [...section.querySelectorAll('.cut')].map((one) => one.textContent.trim());
      return [
        names[0],
        names.at(-1),
        section
          .querySelector('.head')!
          .textContent.trim()
          .split(/\s|[a-z]/)
          .pop(),
      ];
    })
    .join();
};

/** Resolves with the time of the paint that shows what is wanted; looks only once both lists were answered. */
const paintOf = (target: string) =>
  new Promise<number>((resolve) => {
    let left = 2;
    const look = () =>
      requestAnimationFrame(() => {
        if (seen() !== target) {
          look();
          return;
        }
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve(performance.now());
        channel.port2.postMessage(null);
      });
    answered = () => {
      left -= 1;
      if (!left) look();
    };
  });

const bench = {
  painted: Promise.resolve(0),
  async open(which: 'picker' | 'byHand') {
    search = '';
    const target = wanted();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const painted = paintOf(target);
    const from = performance.now();
    shown = which === 'picker' ? picker() : byHand();
    document.body.append(shown.host);
    const to = await painted;
    shown.root()!.querySelector('input')!.focus();
    return to - from;
  },
  expect(key: string) {
    search = key === 'Backspace' ? search.slice(0, -1) : search + key;
    const target = wanted();
    if (seen() === target) throw new Error(`${key} changes nothing`);
    bench.painted = new Promise((resolve) => {
      document.addEventListener(
        'keydown',
        ({ timeStamp }) => void paintOf(target).then((to) => resolve(to - timeStamp)),
        { once: true, capture: true },
      );
    });
  },
  close() {
    shown.host.remove();
  },
};

Object.assign(window, { bench });
