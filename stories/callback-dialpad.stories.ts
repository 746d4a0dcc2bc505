import type { Meta } from '@storybook/web-components-vite';
import type { Fixture } from '../components/callback-dialpad/callback-dialpad.fixtures.ts';
import { fixtures } from '../components/callback-dialpad/callback-dialpad.fixtures.ts';
import '../components/callback-dialpad/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Dialpad', component: 'callback-dialpad' };
export default meta;

const dialpad = elementStories('callback-dialpad');
/** @param keys What is sent. */
const story = (make: () => Fixture, keys = '', number = '') =>
  dialpad(
    () => ({ ...make(), open: true }),
    async (element) => {
      if (keys) await element.dtmf(keys);
      if (number) await element.dialOut(number);
    },
  );

export const Tones = story(fixtures.tones);
export const TonesSent = story(fixtures.tones, '420#');
export const ManyTonesSent = story(fixtures.tones, '4242424242424242#'.repeat(3));
export const CallANumber = story(fixtures.numberOnly);
export const NoSuchNumber = story(fixtures.numberOnly, '', '0555');
export const BeforeTheAnswer = story(fixtures.ringing);
export const DuringAConsult = story(fixtures.consulting);
export const Hostile = story(fixtures.hostile);

export const TonesOnly = story(fixtures.tonesOnly);

export const Specimen = specimen({ Tones, CallANumber, BeforeTheAnswer });
