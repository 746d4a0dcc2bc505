import type { Meta } from '@storybook/web-components-vite';
import { fixtures } from '../components/callback-voice-control/callback-voice-control.fixtures.ts';
import '../components/callback-voice-control/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Voice control', component: 'callback-voice-control' };
export default meta;

const story = elementStories('callback-voice-control');

export const NoCall = story(fixtures.none);
export const NoCallButOthersWait = story(fixtures.noneButWaiting);
export const Preview = story(fixtures.preview);
export const DialsByItself = story(fixtures.automatic);
export const OutsideCallingHours = story(fixtures.outsideHours);
export const OutsideCallingHoursWithAReason = story(fixtures.overridable);
export const Ringing = story(fixtures.dialing);
export const Connected = story(fixtures.connected);
export const HeldAndMuted = story(fixtures.heldMuted);
export const Recording = story(fixtures.recording);
export const Conference = story(fixtures.conference);
export const HandingOver = story(fixtures.handingOver);
export const NoAnswer = story(fixtures.noAnswer);
export const Transferring = story(fixtures.transferring);
export const WrapUp = story(fixtures.wrapUp);
export const WrapUpAfterADroppedCall = story(fixtures.dropped);
export const WrapUpLeft = story(fixtures.wrapUpLeft);
export const OnThePageOfTheInteraction = story(fixtures.onItsPage);
export const OnThePageBeforeTheCall = story(fixtures.onItsPageBefore);
export const Hostile = story(fixtures.hostile);

export const Specimen = specimen(
  { NoCallButOthersWait, Preview, Connected, HeldAndMuted, NoAnswer, WrapUp },
  '480px',
);
