import type { Meta } from '@storybook/web-components-vite';
import type { OfferRecord } from '../contract/records.ts';
import { fixtures } from '../components/awa-inbox-card/awa-inbox-card.fixtures.ts';
import '../components/awa-inbox-card/define.ts';
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

export const Specimen = specimen({ Rest, Urgent, QuietBesideOtherWork, TooLate, CustomerWaiting, Blocked });
