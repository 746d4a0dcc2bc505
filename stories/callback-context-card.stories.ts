import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { InteractionRecord, TaskRecord } from '../contract/records.ts';
import { fixtures } from '../components/callback-context-card/callback-context-card.fixtures.ts';
import '../components/callback-context-card/define.ts';
import { capabilities, disabled, interaction, settings } from '../components/shared/testing/records.ts';

const meta: Meta = {
  title: 'Elements/Callback context card',
  component: 'callback-context-card',
  args: { showTaskNumber: false },
};
export default meta;

const story = (
  make: () => TaskRecord,
  may: () => InteractionRecord | null = () => null,
): StoryObj<{ showTaskNumber: boolean }> => ({
  render: ({ showTaskNumber }) =>
    html`<callback-context-card
      .task=${make()}
      .interaction=${may()}
      .settings=${settings()}
      .showTaskNumber=${showTaskNumber}
    ></callback-context-card>`,
});

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
