import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Fixture } from '../components/callback-call-transfer/callback-call-transfer.fixtures.ts';
import { fixtures } from '../components/callback-call-transfer/callback-call-transfer.fixtures.ts';
import '../components/callback-call-transfer/define.ts';
import { FakeDirectory } from '../components/shared/testing/session.ts';

const meta: Meta = { title: 'Elements/Transfer the call', component: 'callback-call-transfer' };
export default meta;

const story = (make: () => Fixture): StoryObj => ({
  render: () => {
    const { interaction, call, settings, entries, open } = make();
    return html`<callback-call-transfer
      .interaction=${interaction}
      .call=${call}
      .settings=${settings}
      .directory=${new FakeDirectory(entries)}
      .open=${open}
    ></callback-call-transfer>`;
  },
});

export const Held = story(fixtures.held);
export const Crowded = story(fixtures.crowded);
export const Ringing = story(fixtures.ringing);
export const WaitingInQueue = story(fixtures.waitingInQueue);
export const Consulting = story(fixtures.consulting);
export const CustomerHungUp = story(fixtures.hungUp);
export const Conference = story(fixtures.conference);
export const Declined = story(fixtures.declined);
export const HandingOver = story(fixtures.blind);
export const Hostile = story(fixtures.hostile);
