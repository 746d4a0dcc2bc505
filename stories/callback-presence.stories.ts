import type { Meta } from '@storybook/web-components-vite';
import type { AgentRecord } from '../contract/records.ts';
import {
  fixtures,
  settings,
  strangeSettings,
} from '../components/callback-presence/callback-presence.fixtures.ts';
import '../components/callback-presence/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Presence', component: 'callback-presence' };
export default meta;

const presence = elementStories('callback-presence');
const story = (make: () => AgentRecord, from = settings) =>
  presence(() => ({ agent: make(), settings: from() }));

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

export const Specimen = specimen({
  Available,
  BusyThenAway,
  Offline,
  Mismatch,
  SignedOut,
  LongNamesMismatch,
});
