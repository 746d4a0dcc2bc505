import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { Fixture } from '../components/callback-actions/callback-actions.fixtures.ts';
import { fixtures, people } from '../components/callback-actions/callback-actions.fixtures.ts';
import '../components/callback-actions/define.ts';
import { settings } from '../components/shared/testing/records.ts';
import { FakeSession, provide } from '../components/shared/testing/session.ts';
import { refused, unanswered } from './shared/session.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Callback actions', component: 'callback-actions' };
export default meta;

const story = elementStories('callback-actions');

/** With a provider: what is pressed is heard, and the picker finds somebody. */
const provided = (
  make: () => Fixture,
  press?: string,
  { connection, answer }: { connection?: 'reconnecting'; answer?: FakeSession['answer'] } = {},
): StoryObj => ({
  render: () => {
    const { interaction, task, call, notice } = make();
    const session = new FakeSession(
      [interaction, task, settings(), ...(call ? [call] : []), ...(notice ? [notice] : [])],
      connection,
    );
    if (answer) session.answer = answer;
    session.directory.entries = people;
    const place = document.createElement('div');
    provide(place, session);
    place.append(document.createElement('callback-actions'));
    return place;
  },
  play: async ({ canvasElement }) => {
    const element = canvasElement.querySelector('callback-actions')!;
    await element.updateComplete;
    [...element.shadowRoot!.querySelectorAll('button')]
      .find((one) => one.textContent.trim() === press)
      ?.click();
  },
});

export const ManualDial = story(fixtures.manual);
export const Counting = story(fixtures.automatic);
export const AtZero = story(fixtures.zero);
/** Shows nothing. */
export const CustomerFirst = story(fixtures.customerFirst);
export const Dialling = story(fixtures.dialing);
export const InCall = story(fixtures.inCall);
export const NoAnswer = story(fixtures.noAnswer);
export const Closing = story(fixtures.closing);
export const AttemptLimit = story(fixtures.limit);
export const DoNotCall = story(fixtures.doNotCall);
export const NoConsent = story(fixtures.noConsent);
export const OutsideCallingHours = story(fixtures.outside);
export const Override = provided(fixtures.override, 'Call number');
export const TryLater = provided(fixtures.closing, 'Try later');
export const Picker = provided(fixtures.automatic, 'Transfer callback');
export const TransferPending = story(fixtures.transferring);
export const TransferWithoutTime = story(fixtures.transferringUntimed);
export const Accepted = story(fixtures.accepted);
export const Declined = story(fixtures.declined);
export const NotAnsweredInTime = story(fixtures.timedOut);
export const TransferFailed = story(fixtures.transferFailed);
export const TransferCancelled = story(fixtures.transferCancelled);
export const ConnectionLost = provided(fixtures.automatic, undefined, { connection: 'reconnecting' });
export const Dropped = story(fixtures.dropped);
export const WrapUp = story(fixtures.wrapUp);
export const Closed = story(fixtures.closed);
export const Hostile = story(fixtures.hostile);

export const OverrideOutsideCallingHours = provided(fixtures.overrideOutside, 'Retry call');
export const TransferAtZero = story(fixtures.transferringZero);
export const WrapUpBeforeAnyCall = story(fixtures.wrapUpUndialled);
export const HostileOutcome = story(fixtures.hostileOutcome);
/** Pressed, and not answered yet. */
export const Pending = provided(fixtures.manual, 'Call number', { answer: unanswered });
/** Refused: why, next to the control, with a way to try again. */
export const Refused = provided(fixtures.manual, 'Call number', { answer: refused('unavailable') });

export const Specimen = specimen({
  ManualDial,
  Counting,
  NoAnswer,
  OutsideCallingHours,
  TransferPending,
  Declined,
});
