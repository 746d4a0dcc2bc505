import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { OfferRecord } from '../contract/records.ts';
import { fixtures } from '../components/awa-inbox-card/awa-inbox-card.fixtures.ts';
import '../components/awa-inbox-card/define.ts';
import { FakeSession, provide } from '../components/shared/testing/session.ts';
import { refused, unanswered } from './shared/session.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Inbox card', component: 'awa-inbox-card' };
export default meta;

const card = elementStories('awa-inbox-card');
const story = (make: () => OfferRecord, quiet = false) => card(() => ({ offer: make(), quiet }));

export const Rest = story(fixtures.rest);
export const WithoutTimeOut = story(fixtures.untimed);
export const Urgent = story(fixtures.urgent);
export const QuietBesideOtherWork = story(fixtures.rest, true);
export const WaitsForTheServer = story(fixtures.zero);
export const TooLate = story(fixtures.tooLate);
export const Rescinded = story(fixtures.rescinded);
export const TooLateForATransfer = story(fixtures.tooLateTransfer);
export const CustomerHungUp = story(fixtures.hungUp);
export const TakenByAColleague = story(fixtures.taken);
export const ConsultEnded = story(fixtures.consultOver);
export const CustomerWaiting = story(fixtures.customerWaiting);
export const Consult = story(fixtures.consult);
export const AutoAssigned = story(fixtures.autoAssigned);
export const AutoAssignedCallback = story(fixtures.autoAssignedCallback);
export const NoReject = story(fixtures.noReject);
export const Blocked = story(fixtures.blocked);
export const InAnotherCall = story(fixtures.otherCall);
export const RejectAsksForAReason = card(
  () => ({ offer: fixtures.withReasons() }),
  (element) => element.reject(),
);
export const Hostile = story(fixtures.hostile);

export const Scheduled = story(fixtures.scheduled);
export const Transferred = story(fixtures.transferred);
const pressed = (answer: FakeSession['answer']): StoryObj => ({
  render: () => {
    const session = new FakeSession([fixtures.untimed()]);
    session.answer = answer;
    const place = provide(document.createElement('div'), session);
    const element = document.createElement('awa-inbox-card');
    element.offerId = 'offer-1';
    place.append(element);
    return place;
  },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('awa-inbox-card')!;
    await element.updateComplete;
    element.shadowRoot!.querySelector<HTMLElement>('.btn--accept')!.click();
  },
});
/** Pressed, and not answered yet. */
export const Pending = pressed(unanswered);
/** Refused: why, next to the control, with a way to try again. */
export const Refused = pressed(refused('unavailable'));

export const Specimen = specimen({ Rest, Urgent, QuietBesideOtherWork, TooLate, CustomerWaiting, Blocked });
