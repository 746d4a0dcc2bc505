import type { Meta } from '@storybook/web-components-vite';
import type { Fixture } from '../components/callback-call-transfer/callback-call-transfer.fixtures.ts';
import { fixtures } from '../components/callback-call-transfer/callback-call-transfer.fixtures.ts';
import '../components/callback-call-transfer/define.ts';
import { FakeDirectory } from '../components/shared/testing/session.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Transfer the call', component: 'callback-call-transfer' };
export default meta;

const transfer = elementStories('callback-call-transfer');
const story = (make: () => Fixture) =>
  transfer(() => {
    const { entries, ...given } = make();
    return { ...given, directory: new FakeDirectory(entries) };
  });

export const Held = story(fixtures.held);
export const Crowded = story(fixtures.crowded);
export const Ringing = story(fixtures.ringing);
export const WaitingInQueue = story(fixtures.waitingInQueue);
export const Consulting = story(fixtures.consulting);
export const CustomerHungUp = story(fixtures.hungUp);
export const Conference = story(fixtures.conference);
export const Declined = story(fixtures.declined);
export const HandingOver = story(fixtures.blind);
export const Hostile = story(fixtures.hostile);

export const Connected = story(fixtures.connected);
export const Closed = story(fixtures.closed);
export const NotAnswered = story(fixtures.notAnswered);
export const OnlyConsult = story(fixtures.onlyConsult);
export const ConsultingAfterAReload = story(fixtures.consultingReloaded);
export const NotTaken = story(fixtures.notTaken);
export const Failed = story(fixtures.failed);
export const ColleagueWhoWasAsked = story(fixtures.asked);
export const HostileNames = story(fixtures.hostileNames);

export const Specimen = specimen({ Held, Consulting, CustomerHungUp });
