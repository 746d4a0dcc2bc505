import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Fixture } from '../components/callback-shortcuts/callback-shortcuts.fixtures.ts';
import { fixtures } from '../components/callback-shortcuts/callback-shortcuts.fixtures.ts';
import '../components/callback-shortcuts/define.ts';

const meta: Meta = { title: 'Elements/Shortcuts', component: 'callback-shortcuts' };
export default meta;

/** Press ? for the list. */
const story = (make: () => Fixture): StoryObj => ({
  render: () => {
    const { enabled, keys, offer, interaction, call, segment } = make();
    return html`<callback-shortcuts
      .enabled=${enabled ?? false}
      .keys=${keys ?? null}
      .offer=${offer ?? null}
      .interaction=${interaction ?? null}
      .call=${call ?? null}
      .segment=${segment ?? null}
    ></callback-shortcuts>`;
  },
  play: async ({ canvasElement }) => {
    const { press } = make();
    if (press) await canvasElement.querySelector('callback-shortcuts')!.press(press);
  },
});

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
