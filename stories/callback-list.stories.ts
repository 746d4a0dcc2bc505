import type { Meta } from '@storybook/web-components-vite';
import type { TaskRecord } from '../contract/records.ts';
import { fixtures, withSettings } from '../components/callback-list/callback-list.fixtures.ts';
import type { CallbackList } from '../components/callback-list/callback-list.ts';
import '../components/callback-list/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Callback list', component: 'callback-list' };
export default meta;

const list = elementStories('callback-list');
const story = (
  make: () => readonly TaskRecord[],
  given: Partial<CallbackList> = {},
  play?: (list: CallbackList) => unknown,
) => list(() => ({ tasks: make(), settings: withSettings(), agentId: 'ana', ...given }), play);
const opened = (press: (list: CallbackList) => unknown) => story(fixtures.both, {}, press);

export const Both = story(fixtures.both);
export const Empty = story(fixtures.empty);
export const MineOnly = story(fixtures.mineOnly, { only: 'mine' });
export const ScheduledOnly = story(fixtures.scheduledOnly, { only: 'scheduled' });
export const States = story(fixtures.states);
export const ReadOnly = story(fixtures.readOnly);
export const Blocked = story(fixtures.blocked);
export const Sparse = story(fixtures.sparse);
export const Broken = story(fixtures.broken);
export const Hostile = story(fixtures.hostile);
export const Many = story(() => fixtures.many().slice(0, 100));
export const Schedule = opened((list) => list.schedule());
export const Reschedule = opened((list) => list.reschedule('task-2'));
export const AsksBeforeItCancels = opened((list) =>
  [...list.shadowRoot!.querySelectorAll<HTMLElement>('.btn--cancel')][1]?.click(),
);

export const Specimen = specimen({ Both, Blocked }, '640px');
