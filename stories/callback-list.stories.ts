import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { TaskRecord } from '../contract/records.ts';
import { fixtures, withSettings } from '../components/callback-list/callback-list.fixtures.ts';
import type { CallbackList } from '../components/callback-list/callback-list.ts';
import '../components/callback-list/define.ts';

type Args = Pick<CallbackList, 'only' | 'timeZone'>;

const meta: Meta<Args> = {
  title: 'Elements/Callback list',
  component: 'callback-list',
  args: { only: null, timeZone: null },
};
export default meta;

const story = (make: () => readonly TaskRecord[], args: Partial<Args> = {}): StoryObj<Args> => ({
  args,
  render: ({ only, timeZone }) =>
    html`<callback-list
      .tasks=${make()}
      .settings=${withSettings()}
      .agentId=${'ana'}
      .only=${only}
      .timeZone=${timeZone}
    ></callback-list>`,
});
const opened = (press: (list: CallbackList) => unknown): StoryObj<Args> => ({
  ...story(fixtures.both),
  play: async ({ canvasElement }) => {
    await press(canvasElement.querySelector('callback-list')!);
  },
});

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
