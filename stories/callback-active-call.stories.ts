import type { Meta } from '@storybook/web-components-vite';
import type { Fixture } from '../components/callback-active-call/callback-active-call.fixtures.ts';
import { fixtures } from '../components/callback-active-call/callback-active-call.fixtures.ts';
import type { CallControlName } from '../components/callback-active-call/callback-active-call.ts';
import '../components/callback-active-call/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Active call', component: 'callback-active-call' };
export default meta;

const call = elementStories('callback-active-call');
/** @param press The id of a button to press. */
const story = (make: () => Fixture, press = '', order: readonly CallControlName[] = []) =>
  call(
    () => ({ ...make(), order }),
    (element) => {
      if (press) element.shadowRoot!.querySelector<HTMLElement>(press)!.click();
    },
  );

export const BeforeTheCall = story(fixtures.none);
export const Ringing = story(fixtures.ringing);
export const Connected = story(fixtures.connected);
export const CustomerFirst = story(fixtures.customerFirst);
export const AllUnderMore = story(fixtures.recording, '.dots');
export const DialpadOpen = story(fixtures.connected, '#dialpad');
export const HeldAndMuted = story(fixtures.heldMuted);
export const RecordingAndEscalated = story(fixtures.recording);
export const RecordingPaused = story(fixtures.recordingPaused);
export const FewControls = story(fixtures.few);
export const AnotherOrder = story(fixtures.connected, '', ['wrap-up', 'escalate']);
export const ConsultRinging = story(fixtures.consultRinging);
export const ConsultInAQueue = story(fixtures.consultQueue);
export const Consulting = story(fixtures.consulting);
export const ConsultDeclined = story(fixtures.consultEnded);
export const CustomerHungUpDuringConsult = story(fixtures.customerGone);
export const Conference = story(fixtures.conference);
export const ConferenceWithExternal = story(fixtures.external);
export const ColleagueWhoWasAsked = story(fixtures.consulted);
export const BlindPending = story(fixtures.blindPending);
export const NoAnswer = story(fixtures.noAnswer);
export const HungUp = story(fixtures.hungUp);
export const RecordingSaved = story(fixtures.recorded);
export const Hostile = story(fixtures.hostile);

export const Dialling = story(fixtures.dialing);
export const Busy = story(fixtures.busy);
export const Voicemail = story(fixtures.voicemail);
export const Failed = story(fixtures.failed);
export const EndedByTheAgent = story(fixtures.endedByAgent);

export const Specimen = specimen({
  Ringing,
  Connected,
  RecordingAndEscalated,
  ConsultRinging,
  Conference,
  HungUp,
});
