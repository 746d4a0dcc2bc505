import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Fixture } from '../components/callback-active-call/callback-active-call.fixtures.ts';
import { fixtures } from '../components/callback-active-call/callback-active-call.fixtures.ts';
import '../components/callback-active-call/define.ts';

const meta: Meta = { title: 'Elements/Active call', component: 'callback-active-call' };
export default meta;

const story = (make: () => Fixture): StoryObj => ({
  render: () => {
    const { interaction, call } = make();
    return html`<callback-active-call
      .interaction=${interaction}
      .call=${call ?? null}
    ></callback-active-call>`;
  },
});

export const BeforeTheCall = story(fixtures.none);
export const Ringing = story(fixtures.ringing);
export const Connected = story(fixtures.connected);
export const HeldAndMuted = story(fixtures.heldMuted);
export const NoAnswer = story(fixtures.noAnswer);
export const HungUp = story(fixtures.hungUp);
export const Hostile = story(fixtures.hostile);
