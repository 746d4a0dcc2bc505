import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { AgentRecord } from '../contract/records.ts';
import {
  fixtures,
  settings,
  strangeSettings,
} from '../components/callback-presence/callback-presence.fixtures.ts';
import '../components/callback-presence/define.ts';

const meta: Meta = { title: 'Elements/Presence', component: 'callback-presence' };
export default meta;

const story = (make: () => AgentRecord, from = settings): StoryObj => ({
  render: () => html`<callback-presence .agent=${make()} .settings=${from()}></callback-presence>`,
});

export const Available = story(fixtures.available);
export const Away = story(fixtures.away);
export const BusyThenAway = story(fixtures.busyThenAway);
export const Offline = story(fixtures.offline);
export const Mismatch = story(fixtures.mismatch);
export const InCall = story(fixtures.inCall);
export const SignedOut = story(fixtures.signedOut);
export const SignedOutOfWorkspace = story(fixtures.signedOutOfWorkspace);
export const SignedOutOfBoth = story(fixtures.signedOutOfBoth);
export const LongNames = story(fixtures.available, strangeSettings);
export const LongNamesMismatch = story(fixtures.mismatch, strangeSettings);
