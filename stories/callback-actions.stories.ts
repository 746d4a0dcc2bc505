import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Fixture } from '../components/callback-actions/callback-actions.fixtures.ts';
import { fixtures } from '../components/callback-actions/callback-actions.fixtures.ts';
import '../components/callback-actions/define.ts';

const meta: Meta = { title: 'Elements/Callback actions', component: 'callback-actions' };
export default meta;

const story = (make: () => Fixture): StoryObj => ({
  render: () => {
    const { interaction, task, call } = make();
    return html`<callback-actions
      .interaction=${interaction}
      .task=${task}
      .call=${call ?? null}
    ></callback-actions>`;
  },
});

export const ManualDial = story(fixtures.manual);
export const Counting = story(fixtures.automatic);
export const AtZero = story(fixtures.zero);
export const Dialling = story(fixtures.dialing);
export const InCall = story(fixtures.inCall);
export const NoAnswer = story(fixtures.noAnswer);
export const Closing = story(fixtures.closing);
export const AttemptLimit = story(fixtures.limit);
export const DoNotCall = story(fixtures.doNotCall);
export const WrapUp = story(fixtures.wrapUp);
export const Closed = story(fixtures.closed);
export const Hostile = story(fixtures.hostile);
