import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { AgentRecord } from '../contract/records.ts';
import { fixtures, settings } from '../components/callback-presence/callback-presence.fixtures.ts';
import '../components/callback-presence/define.ts';

const meta: Meta = { title: 'Elements/Presence', component: 'callback-presence' };
export default meta;

const story = (make: () => AgentRecord): StoryObj => ({
  render: () => html`<callback-presence .agent=${make()} .settings=${settings()}></callback-presence>`,
});

export const Available = story(fixtures.available);
export const Away = story(fixtures.away);
export const BusyThenAway = story(fixtures.busyThenAway);
export const Offline = story(fixtures.offline);
export const SignedOut = story(fixtures.signedOut);
