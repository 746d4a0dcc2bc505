import type { Meta } from '@storybook/web-components-vite';
import type { InteractionRecord, TaskRecord } from '../contract/records.ts';
import { fixtures } from '../components/callback-context-card/callback-context-card.fixtures.ts';
import '../components/callback-context-card/define.ts';
import { capabilities, disabled, interaction, settings } from '../components/shared/testing/records.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = {
  title: 'Elements/Callback context card',
  component: 'callback-context-card',
};
export default meta;

const card = elementStories('callback-context-card');
const story = (make: () => TaskRecord, may: () => InteractionRecord | null = () => null) =>
  card(() => ({ task: make(), interaction: may(), settings: settings() }));

export const Asap = story(fixtures.asap);
export const Scheduled = story(fixtures.scheduled);
export const Overdue = story(fixtures.overdue);
export const Answered = story(fixtures.answered);
export const DoNotCall = story(fixtures.doNotCall);
export const Sparse = story(fixtures.sparse);
export const Broken = story(fixtures.broken);
export const Hostile = story(fixtures.hostile);
/** For those who may: **Change** opens the choice. */
export const ReasonCanBeChanged = story(fixtures.scheduled, interaction);
export const ReasonCannotBeChangedNow = story(fixtures.scheduled, () =>
  interaction({ capabilities: capabilities('interaction', { editReason: disabled('transfer_pending') }) }),
);
export const CustomerFirst = story(fixtures.answered, () =>
  interaction({ mode: 'customer_first', state: 'in_call', callId: 'call-1' }),
);

export const WithTaskNumber = card(() => ({
  task: fixtures.asap(),
  settings: settings(),
  showTaskNumber: true,
}));

export const Specimen = specimen({ Asap, Overdue, DoNotCall });
