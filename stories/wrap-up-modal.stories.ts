import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { provide } from '../components/shared/testing/session.ts';
import type { Fixture } from '../components/wrap-up-modal/wrap-up-modal.fixtures.ts';
import { fixtures, sessionOf } from '../components/wrap-up-modal/wrap-up-modal.fixtures.ts';
import '../components/wrap-up-modal/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Wrap-up', component: 'wrap-up-modal' };
export default meta;

const wrapUp = elementStories('wrap-up-modal');
const story = (make: () => Fixture) =>
  wrapUp(
    () => {
      const { segment, interaction, settings, modal = false } = make();
      return { segment, interaction, settings, modal };
    },
    (element) => make().minimised && element.minimise(),
  );

/** Inside a provider, with what is on the device. */
const provided = (make: () => Fixture): StoryObj => ({
  render: () => {
    const place = provide(document.createElement('div'), sessionOf(make()));
    place.append(document.createElement('wrap-up-modal'));
    return place;
  },
});

export const Draft = story(fixtures.draft);
export const Empty = story(fixtures.empty);
export const Open = story(fixtures.open);
export const WithBack = story(fixtures.withBack);
export const NearLimit = story(fixtures.nearLimit);
export const OverLimit = story(fixtures.overLimit);
export const Blocked = story(fixtures.blocked);
export const Modal = story(fixtures.modal);
export const SubmittedFirst = story(fixtures.submittedFirst);
export const Expired = story(fixtures.expired);
export const Closed = story(fixtures.closed);
export const ClosedEmpty = story(fixtures.closedEmpty);
export const Hostile = story(fixtures.hostile);
export const Limited = story(fixtures.limited);
export const Extended = story(fixtures.extended);
export const LastSeconds = story(fixtures.lastSeconds);
export const AtZero = story(fixtures.atZero);
export const Minimised = story(fixtures.minimised);
export const NotSaved = provided(fixtures.notSaved);
export const NotSavedAtAll = provided(fixtures.notSavedAtAll);
export const NotSavedGone = provided(fixtures.notSavedGone);
export const OtherOnDevice = provided(fixtures.otherOnDevice);
export const Overwritten = story(fixtures.overwritten);
export const Elsewhere = provided(fixtures.elsewhere);
export const NotTaken = provided(fixtures.notTaken);
export const HostileElsewhere = provided(fixtures.hostileElsewhere);

export const Specimen = specimen({ Draft, OverLimit, Expired, LastSeconds });
