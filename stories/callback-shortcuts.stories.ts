import type { Meta } from '@storybook/web-components-vite';
import type { Fixture } from '../components/callback-shortcuts/callback-shortcuts.fixtures.ts';
import { fixtures } from '../components/callback-shortcuts/callback-shortcuts.fixtures.ts';
import '../components/callback-shortcuts/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Shortcuts', component: 'callback-shortcuts' };
export default meta;

/** Press ? for the list. */
const shortcuts = elementStories('callback-shortcuts');
const story = (make: () => Fixture) =>
  shortcuts(
    () => {
      const { press: _press, ...given } = make();
      return given;
    },
    (element) => {
      const { press } = make();
      return press && element.press(press);
    },
  );

export const Off = story(fixtures.off);
export const ListWhileOff = story(fixtures.offHelp);
export const NothingOpen = story(fixtures.nothing);
export const Offered = story(fixtures.offered);
export const RejectNeedsAReason = story(fixtures.withReasons);
export const Preview = story(fixtures.preview);
export const DialNeedsAReason = story(fixtures.overridable);
export const NoAnswer = story(fixtures.noAnswer);
export const Talking = story(fixtures.talking);
export const HeldAndMuted = story(fixtures.heldMuted);
export const CannotBeDone = story(fixtures.cannot);
export const CannotBeDoneForALongReason = story(fixtures.cannotForLong);
export const List = story(fixtures.help);
export const ListOfOtherKeys = story(fixtures.helpOfOthers);

export const Specimen = specimen({ NothingOpen, Offered, Preview, Talking });
