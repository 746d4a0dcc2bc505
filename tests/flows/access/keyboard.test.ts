import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PolicyChanges } from '../../../contract/policy.ts';
import { adaeze, ben } from '../call.ts';
import type { Centre } from '../desk.ts';
import { office } from '../office.ts';
import { Person } from './person.ts';
import type { Task } from './person.ts';
import { checkScript } from './script.ts';

/* Every task of the specification, by somebody who has a keyboard and hears: section by section what docs/screen-reader.md says. */

const { open, sit, sitAt } = office();

const numbers = { answers: '+12125550143', ringsOut: '+12125550155' };
const jurgen = 'Jürgen Großmann';
const siobhan = 'Siobhán Ní Dhomhnaill';

/** What was done, in the order of the tests. */
const done: { title: string; tasks: readonly Task[] }[] = [];

/** Ana at her desk in a contact centre where time stands still. */
const begin = async (
  title: string,
  scenario: string,
  policy?: PolicyChanges,
): Promise<{ centre: Centre; me: Person }> => {
  const centre = await open(scenario, policy);
  await centre.control('clock', { mode: 'frozen' });
  const me = await Person.at(await sit(centre));
  done.push({ title, tasks: me.tasks });
  return { centre, me };
};

/** Time goes on, and what happens at its end happens when the page knows what time it is. */
const pass = async (centre: Centre, ms: number): Promise<void> => {
  await centre.advance(ms - 100);
  await centre.advance(100);
};

const ask = (
  centre: Centre,
  customerName: string,
  number = numbers.answers,
  queueId = 'card-disputes',
): Promise<unknown> =>
  centre.callback({
    customerName,
    number,
    queueId,
    agentId: 'ana',
    offerTimeout: null,
    reason: 'Order Issue',
  });

/** Presses what has the focus, and the number is dialled. */
const dial = async (me: Person): Promise<void> => {
  await me.press('Enter');
  await me.desk.enabled('End call');
};

/** From the offer that is there to the customer's answer. */
const talk = async (me: Person, centre: Centre, customer: string): Promise<void> => {
  await me.hears(`Callback from ${customer}.`);
  await me.use('Accept');
  await me.hears(`Callback of ${customer} is open.`);
  await me.to('Call number');
  await dial(me);
  await me.when('The customer answers', () => centre.advance(2000));
  await me.hears('Ringing', 'Connected');
};

const pick = async (me: Person, item: string, menu = 'More'): Promise<void> => {
  await me.use(menu);
  await me.until('ArrowDown', item, 'menuitem');
  await me.press('Enter');
};

describe('by keyboard', () => {
  void it('a callback before the call', async () => {
    const { centre, me } = await begin('Before the call', 'agent-first-manual', {
      rejectReasons: [
        { id: 'break', name: 'On a break', reassignable: true },
        { id: 'language', name: 'Another language', reassignable: false },
      ],
    });

    me.task('Reject, with a reason');
    await me.hears(`Callback from ${adaeze}.`);
    await me.use('Reject');
    await me.on('On a break');
    await me.press('Escape');
    await me.on('Reject');
    await me.press('Enter');
    await me.on('On a break');
    await me.use('Another language');
    await me.on('Inbox', 'heading');

    me.task('Accept');
    await me.when('A callback is offered', () => ask(centre, jurgen, numbers.ringsOut));
    await me.hears(`Callback from ${jurgen}.`);
    await me.use('Accept');
    await me.on('Callback', 'region');
    await me.hears(`Callback of ${jurgen} is open.`);

    me.task('Change the reason for the call');
    await me.use('Change');
    await me.on('Reason for the call', 'combobox');
    await me.type('B');
    await me.use('Save reason');
    await me.on('Change');
    await me.hears('Reason for the call: Billing Issue');

    me.task('Call, and nobody answers');
    await me.to('Call number');
    await dial(me);
    await me.when('The number rings', () => centre.advance(500));
    await me.hears('Ringing');
    await me.when('Nobody answers', () => centre.advance(8000));
    await me.hears('Call ended: No answer.');
    await me.on('Retry call');

    me.task('Retry');
    await me.rests();
    await dial(me);
    await me.when('The number rings', () => centre.advance(500));
    await me.hears('Ringing');
    await me.when('Nobody answers', () => centre.advance(8000));
    await me.hears('Call ended: No answer.');
    await me.on('Retry call');

    me.task('Try later');
    await me.use('Try later');
    await me.on('In 15 minutes', 'menuitem');
    await me.press('Escape');
    await me.on('Try later');
    await me.press('Enter');
    await me.on('In 15 minutes', 'menuitem');
    await me.press('ArrowDown');
    await me.on('In 1 hour', 'menuitem');
    await me.press('Enter');
    await me.hears('Try later: 14:05');
    await me.on('No callback open', 'region');
    await me.hears();
  });

  void it('transfer of the callback', async () => {
    const { centre, me } = await begin('Transfer the callback', 'agent-first-manual');
    await me.hears(`Callback from ${adaeze}.`);
    await me.use('Accept');
    await me.hears(`Callback of ${adaeze} is open.`);

    me.task('Choose the number');
    await me.to('Callback number', 'combobox');
    await me.press('ArrowDown');
    await me.desk.until('the other number is chosen', async () => /Office/.test((await me.focus()).value));
    await me.on('Callback number', 'combobox');

    me.task('To a colleague, and back');
    await me.use('Transfer callback');
    await me.on('Search', 'searchbox');
    await me.press('Escape');
    await me.on('Transfer callback');
    await me.press('Enter');
    await me.on('Search', 'searchbox');
    await me.type('ben');
    await me.hears('Queues: 0, Agents: 1');
    await me.until('ArrowDown', `Transfer to ${ben}`);
    await me.press('Enter');
    await me.hears('Transferring callback, please wait...', `${ben} has 8 seconds to accept`);
    await me.on('Cancel callback transfer');
    await me.press('Enter');
    await me.hears('Transfer cancelled');
    await centre.advance(1000);
    await me.on('Transfer callback');

    me.task('A colleague declines');
    await me.rests();
    await me.press('Enter');
    await me.on('Search', 'searchbox');
    await me.to(`Transfer to ${ben}`);
    await me.press(' ');
    await me.hears('Transferring callback, please wait...', `${ben} has 8 seconds to accept`);
    await me.when('Ben declines', () => centre.do('ben', 'offer.reject', {}));
    await centre.advance(1000);
    await me.hears(`${ben} declined the callback`);
    await me.on('Transfer callback');

    me.task('To a queue');
    await me.press('Enter');
    await me.on('Search', 'searchbox');
    await me.until('ArrowDown', 'Transfer to Loans and mortgages');
    await me.press('Enter');
    await me.hears('Loans and mortgages accepted the callback');
    await me.on('No callback open', 'region');

    me.task('Dismiss what is said in the inbox');
    await me.use('Dismiss');
    await me.on(`${ben} declined the callback ${adaeze}, 14:05 Dismiss`, 'listitem');
    await me.use('Dismiss');
    await me.on(`Transfer cancelled ${adaeze}, 14:05 Dismiss`, 'listitem');
    await me.use('Dismiss');
    await me.on('Inbox', 'heading');
    await me.hears();
  });

  void it('the live call', async () => {
    const { centre, me } = await begin('The call', 'agent-first-manual');
    await talk(me, centre, adaeze);

    me.task('Record');
    await me.use('Record');
    await me.on('Pause recording');
    await me.hears('Recording');
    await me.press('Enter');
    await me.on('Resume recording');
    await me.hears('Recording paused');
    await pick(me, 'Stop recording');
    await me.on('More');
    await me.hears('Recording stopped');

    me.task('Mute and hold');
    await me.use('Mute');
    await me.on('Unmute');
    await me.press(' ');
    await me.on('Mute');
    await me.use('Hold');
    await me.on('Resume');
    await me.hears('On hold');
    await me.press(' ');
    await me.on('Hold');
    await me.hears('Off hold');

    me.task('Escalate');
    await pick(me, 'Escalate');
    await me.on('More');
    await me.hears('Escalated 14:05');

    me.task('Send tones');
    await me.use('Dialpad');
    await me.on('1');
    await me.press('5');
    await me.on('5');
    await me.press('ArrowDown');
    await me.on('8');
    await me.press('Enter');
    await me.desk.until('both are sent', async () => (await centre.log()).includes('"8"'));

    me.task('Call another number');
    await me.use('Call a number');
    await me.on('Number', 'textbox');
    await me.type('123');
    await me.press('Enter');
    await me.hears('Type the whole number with its country code, such as +12025550143.');
    await me.on('Number', 'textbox');
    await me.press('Control+a');
    await me.type('+12125550143');
    await me.rests();
    await me.press('Enter');
    await me.hears('On hold', 'Ringing +1 212-555-0143');
    await me.on('8');
    await me.use('End consult');
    await me.on('Resume');
    await me.press('Enter');
    await me.hears('Off hold');

    me.task('Save notes during the call');
    await pick(me, 'Open wrap-up');
    await me.on('Notes', 'textbox');
    await me.type('Wants a call in May.');
    await me.use('Save');
    await me.hears('Saved 14:05');

    me.task('End the call');
    await me.back('End call');
    await me.press('Enter');
    await me.hears('Call ended.', 'Recording saved', `Wrap-up for ${adaeze} is open.`);
    await me.on('Notes', 'textbox');

    me.task('Wrap up');
    await me.back('Minimise');
    await me.press('Enter');
    await me.on('Finish wrap-up');
    await me.press('Enter');
    await me.on('Notes', 'textbox');
    await me.back('Reason', 'combobox');
    await me.type('F');
    await me.on('Reason', 'combobox');
    await me.use('Submit & close');
    await me.on('Callback closed', 'region');
    await me.hears('Callback closed');

    me.task('Close the page');
    await me.use('Close page');
    await me.on('No callback open', 'region');

    me.task('Wrong number');
    await me.when('A callback is offered', () => ask(centre, jurgen));
    await talk(me, centre, jurgen);
    await pick(me, 'Wrong number');
    await me.hears('Call ended.');
    await me.on('More');

    me.task('Close the callback, and back');
    await me.back('Close callback');
    await me.press('Enter');
    await me.on('Notes', 'textbox');
    await me.hears(`Wrap-up for ${jurgen} is open.`);
    await me.use('Back');
    await me.on('Notes', 'textbox');
    await me.back('Close callback');
    await me.hears();
  });

  void it('transfer of the live call', async () => {
    const { centre, me } = await begin('Transfer the call', 'agent-first-manual');
    const transfer = async (way: 'Consult' | 'Blind') => {
      await me.use('Transfer');
      await me.on('Search', 'searchbox');
      await me.until('ArrowDown', `Transfer options for ${ben}`);
      await me.press('Enter');
      await me.on('Consult', 'menuitem');
      if (way === 'Blind') await me.until('ArrowDown', 'Blind', 'menuitem');
      await me.press('Enter');
    };
    const benAccepts = () => me.when('Ben accepts', () => centre.do('ben', 'offer.accept', {}));
    const benEnds = async () => {
      await centre.do('ben', 'call.end', {});
      await centre.do('ben', 'segment.submit', { reasonId: 'resolved', notes: '', revision: 0 });
    };
    const submit = async () => {
      await me.use('Submit & close');
      await me.on('Closes when the call ends', 'region');
      await benEnds();
      await me.hears('Callback closed');
      await me.on('Callback closed', 'region');
    };
    await talk(me, centre, adaeze);

    me.task('Open it, and close it unused');
    await me.use('Transfer');
    await me.on('Search', 'searchbox');
    await me.hears('On hold');
    await me.press('Escape');
    await me.on('Resume');
    await me.press('Enter');
    await me.hears('Off hold');

    me.task('Consult, and back');
    await me.rests();
    await transfer('Consult');
    await me.hears('On hold', `Ringing ${ben}`);
    await me.on('Merge calls');
    await benAccepts();
    await me.hears(`Speaking with ${ben}`);
    await me.use('End consult');
    await me.on('Resume');

    me.task('Consult, and merge');
    await me.rests();
    await transfer('Consult');
    await me.hears(`Ringing ${ben}`);
    await benAccepts();
    await me.hears(`Speaking with ${ben}`);
    await me.on('Merge calls');
    await me.press('Enter');
    await me.hears('Off hold', `In one call with ${ben}`);
    await me.on('Merge calls');

    me.task('Leave the call to the others');
    await pick(me, 'Leave call');
    await me.hears(`Wrap-up for ${adaeze} is open.`);
    await me.on('Notes', 'textbox');
    await submit();

    me.task('Consult, leave and transfer');
    await me.when('A callback is offered', () => ask(centre, jurgen));
    await talk(me, centre, jurgen);
    await transfer('Consult');
    await me.hears('On hold', `Ringing ${ben}`);
    await benAccepts();
    await me.hears(`Speaking with ${ben}`);
    await me.on('Merge calls');
    await me.use('Leave & transfer');
    await me.hears(`Wrap-up for ${jurgen} is open.`);
    await me.on('Notes', 'textbox');
    await submit();

    me.task('Blind transfer');
    await me.when('A callback is offered', () => ask(centre, siobhan));
    await talk(me, centre, siobhan);
    await transfer('Blind');
    await me.hears('On hold', 'Off hold', `Wrap-up for ${siobhan} is open.`, `Handing over to ${ben}…`);
    await me.on('Notes', 'textbox');
    await benAccepts();
    await me.hears();
    await submit();
    await me.hears();
  });

  void it('a wrap-up with little time', async () => {
    const { centre, me } = await begin('A wrap-up with little time', 'consult');
    await talk(me, centre, adaeze);

    me.task('How much is left');
    await me.when('The customer hangs up', () => centre.customer('hang_up'));
    await me.hears('Call ended: Hung up.', 'Time left 60 seconds', `Wrap-up for ${adaeze} is open.`);
    await me.on('Notes', 'textbox');
    await me.type('Half a sen');
    await me.desk.see('Saved');
    for (const [ms, left] of [
      [29_000, ''],
      [1000, '30'],
      [19_000, ''],
      [1000, '10'],
    ] as const) {
      await me.when(`${ms / 1000} seconds pass`, () => centre.advance(ms));
      await me.hears(...(left ? [`Time left ${left} seconds`] : []));
    }

    me.task('More time');
    await me.use('More time');
    await me.hears('Time left 70 seconds');
    await me.on('More time');

    me.task('The time is up');
    for (const [ms, left] of [
      [40_000, '30'],
      [20_000, '10'],
      [5000, '5'],
    ] as const) {
      await me.rests();
      await me.when(`${ms / 1000} seconds pass`, () => centre.advance(ms));
      await me.hears(`Time left ${left} seconds`);
    }
    me.task('The connection is lost meanwhile');
    await me.back('Notes', 'textbox');
    await me.when('The connection is lost', async () => {
      await me.desk.page.setOfflineMode(true);
      // At the next event, whatever it says.
      await centre.control('faults', { rules: [{ on: 'stream', fault: 'cut', when: { nth: 1 } }] });
      await centre.do('ana', 'agent.set', { presenceId: 'away' });
    });
    await me.hears('Connection lost Reconnecting. Timers run on at the contact centre.');
    await me.type('Written without a network.');
    await me.on('Notes', 'textbox');
    await me.when('The time is up, and the connection is back', async () => {
      await centre.advance(5000);
      await me.desk.page.setOfflineMode(false);
    });
    await me.hears('Connected again', 'Next: Away', 'Not saved with the record', 'Callback closed');
    await me.on('Wrap-up', 'region');

    me.task('A late note');
    await me.use('Add as late note');
    await me.hears('Added');
    await me.on('Callback closed', 'region');
    await me.when('The page closes by itself', () => me.desk.find('region', 'No callback open'));
    await me.on('No callback open', 'region');
    await me.hears();
  });

  void it('presence', async () => {
    const { centre, me } = await begin('Presence', 'presence-mismatch');
    const workspace = 'Workspace presence';

    me.task('Match the two systems');
    await me.use('Match to Available');
    await me.on(workspace, 'combobox');
    await me.hears(`Callback from ${adaeze}.`);

    me.task('Change it');
    await me.type('B');
    await me.desk.until('it is Busy', async () => (await me.focus()).value === 'Busy');
    await me.on(workspace, 'combobox');
    await me.hears(`${adaeze}: No longer offered`);
    await me.press('Home');
    await me.desk.until('it is Available', async () => (await me.focus()).value === 'Available');
    await me.on(workspace, 'combobox');

    me.task('Sign out, and in');
    await pick(me, 'Sign out of Contact centre', 'Sign out');
    await me.hears('Signed out of Contact centre, no callbacks are offered');
    await me.on('Sign out');
    await me.use('Sign in to Contact centre');
    await me.on(workspace, 'combobox');

    me.task('Change it while at work');
    await me.when('A callback is offered', () => ask(centre, jurgen, numbers.answers, 'loans'));
    await me.hears(`Callback from ${jurgen}.`);
    await me.use('Accept');
    await me.on('Callback', 'region');
    await me.hears(`Callback of ${jurgen} is open.`);
    await me.back(workspace, 'combobox');
    await me.press('ArrowDown');
    await me.desk.see('Next:');
    await me.hears('Next: Away');
    await me.on(workspace, 'combobox');
  });

  void it('the lists', async () => {
    const { me } = await begin('The lists', 'scheduled');
    await me.hears(`Callback from ${adaeze}.`);

    me.task('Schedule');
    await me.use('Schedule callback');
    await me.on('Customer', 'combobox');
    await me.type('S');
    await me.press('Tab');
    await me.on('Number', 'combobox');
    await me.press('Tab');
    await me.on('Date and time', 'DateTime');
    const [year, month, day] = new Date(Date.now() + 5 * 86_400_000).toISOString().split(/[-T]/);
    await me.type(`${month}${day}${year}1000AM`);
    await me.hears('For the customer 14:05 Europe/Dublin, GMT');
    await me.to('Reason', 'combobox');
    await me.press('ArrowDown');
    await me.until('Tab', 'Schedule callback');
    await me.press('Enter');
    await me.on('Schedule callback');
    await me.hears(`${siobhan}: Scheduled for 14:05`);

    me.task('Reschedule');
    await me.use('Reschedule');
    await me.on('Date and time', 'DateTime');
    await me.press('Escape');
    await me.on('Reschedule');
    await me.press('Enter');
    await me.on('Date and time', 'DateTime');
    await me.press('ArrowRight', 'ArrowUp', 'Enter');
    await me.hears(`${siobhan}: Scheduled for 14:05`);
    await me.on('Reschedule');

    me.task('Cancel');
    await me.use('Cancel callback');
    await me.on('No');
    await me.press('Enter');
    await me.on('Cancel callback');
    await me.press('Enter');
    await me.on('No');
    await me.back('Yes, cancel it');
    await me.press('Enter');
    await me.hears(`${siobhan}: Cancelled`);
    await me.on('佐藤 美咲', 'row');
  });

  void it('several at once', async () => {
    const { me } = await begin('Several at once', 'two-at-once');
    await me.hears(`Callback from ${jurgen}.`, `Callback from ${adaeze}.`);

    me.task('Accept a second one');
    await me.use('Accept');
    await me.on('Callback', 'region');
    await me.hears(`Callback of ${jurgen} is open.`);
    await me.use('Accept');
    await me.on('Callback', 'region');
    await me.hears(`Callback of ${adaeze} is open.`);
    await me.rests();

    me.task('Go to the other');
    await me.press('Tab');
    await me.on(`${jurgen} Preview`);
    await me.press('Enter');
    await me.on('Callback', 'region');
    await me.hears(`Callback of ${jurgen} is open.`);

    me.task('Look at the lists of callbacks, and go back');
    await me.back('Callbacks');
    await me.press('Enter');
    await me.on('Back to the callback');
    await me.press('Enter');
    await me.on('Callbacks');
    await me.press('Enter');
    await me.on('Back to the callback');
    await me.use('Open');
    await me.on('Callback', 'region');
    await me.hears();
  });

  void it('a customer who was dialled first, and another page of the host', async () => {
    const { centre, me } = await begin('The customer waits already', 'customer-first');
    me.task('Accept');
    await me.hears(`Callback from ${adaeze}.`);
    await me.use('Accept');
    await me.on('Callback', 'region');
    await me.hears(`Callback of ${adaeze} is open.`);
    await me.to('Mute');
    await me.desk.page.close();

    const other = await Person.at(await sitAt(`/demo/elsewhere.html?ns=${centre.ns}&agent=ana`));
    done.push({ title: 'On another page of the host', tasks: other.tasks });
    other.task('Mute and hold');
    await other.use('Mute');
    await other.on('Unmute');
    await other.press('Enter');
    await other.on('Mute');
    await other.use('Hold');
    await other.on('Resume');
    await other.hears('On hold');
    await other.press('Enter');
    await other.on('Hold');
    await other.hears('Connected');

    other.task('Record');
    await other.use('Record');
    await other.on('Pause recording');

    other.task('End the call');
    await other.use('End call');
    await other.hears('Wrap-up');
    await other.on('End call');

    other.task('Go to the page of the callback');
    await other.use('Open wrap-up');
    await other.on('Callback', 'region');
    await other.hears();
  });

  void it('who may be called with a reason only', async () => {
    const { centre, me } = await begin('Who may be called with a reason only', 'do-not-call', {
      override: { doNotCall: true, consent: true, callingWindow: true },
    });
    await me.hears(`Callback from ${adaeze}.`);
    await me.use('Accept');
    await me.hears(`Callback of ${adaeze} is open.`);

    me.task('Call all the same');
    await me.use('Call number');
    await me.on('Reason to call anyway', 'textbox');
    await me.press('Escape');
    await me.on('Call number');
    await me.press('Enter');
    await me.on('Reason to call anyway', 'textbox');
    await me.type('Asked for it by mail.');
    await dial(me);
    await me.on('Retry call');
    await me.when('The customer answers', () => centre.advance(2000));
    await me.hears('Ringing', 'Connected');
  });

  void it('what counts down', async () => {
    const { centre, me } = await begin('What counts down', 'no-answer');
    await me.hears(`Callback from ${adaeze}.`);
    await me.use('Accept');
    await me.hears(`Callback of ${adaeze} is open.`, 'Dials in 20 seconds');

    me.task('It is dialled by itself');
    for (const [seconds, said] of [
      [9, ''],
      [1, 'Dials in 10 seconds'],
      [1, ''],
      [4, 'Dials in 5 seconds'],
      [4, ''],
    ] as const) {
      await me.when(`${seconds} seconds pass`, () => centre.advance(seconds * 1000));
      await me.hears(...(said ? [said] : []));
    }
    await me.when('1 second passes, and the number rings', () => pass(centre, 1500));
    await me.hears('Ringing');

    me.task('It is closed by itself');
    await me.when('Nobody answers', () => pass(centre, 7500));
    await me.hears('Closes in 30 seconds', 'Call ended: No answer.');
    for (const [seconds, said] of [
      [19, ''],
      [1, 'Closes in 10 seconds'],
      [5, 'Closes in 5 seconds'],
    ] as const) {
      await me.when(`${seconds} seconds pass`, () => centre.advance(seconds * 1000));
      await me.hears(...(said ? [said] : []));
    }
    await me.rests();
    await me.when('5 seconds pass', () => pass(centre, 5000));
    await me.hears('Callback closed');
    await me.on('Callback', 'region');

    me.task('The customer cancels');
    await ask(centre, jurgen);
    await me.hears(`Callback from ${jurgen}.`);
    await me.use('Accept');
    await me.hears(`Callback of ${jurgen} is open.`, 'Dials in 20 seconds');
    const { id: taskId } = (await centre.records('task')).find((one) => one.customer.name === jurgen)!;
    await me.rests();
    await me.when('The customer cancels', () => centre.control('cancel', { taskId }));
    await me.hears('The customer cancelled the callback', 'Callback closed');
    await me.on('Callback', 'region');
    await me.use('Dismiss');
    await me.on('Inbox', 'heading');
  });

  void it('shortcuts', async () => {
    const { centre, me } = await begin('Shortcuts', 'agent-first-manual');
    await me.hears(`Callback from ${adaeze}.`);

    me.task('Turn them on, and see which there are');
    await me.back('Simulator', 'DisclosureTriangle');
    await me.press('Enter');
    await me.to('Keyboard shortcuts (? shows them)', 'checkbox');
    await me.press(' ');
    await me.press('?');
    await me.on('Close');
    await me.press('Escape');
    await me.on('Keyboard shortcuts (? shows them)', 'checkbox');

    me.task('Use them');
    await me.press('Alt+Shift+y');
    await me.on('Callback', 'region');
    await me.hears(`Callback of ${adaeze} is open.`);
    await me.press('Alt+Shift+u');
    await me.hears('Mute, or unmute: There is no call.');
    await me.press('Alt+Shift+c');
    await me.desk.enabled('End call');
    await me.when('The customer answers', () => centre.advance(2000));
    await me.hears('Ringing', 'Connected');
    await me.press('Alt+Shift+u');
    await me.hears('Muted');
    await me.press('Alt+Shift+h');
    await me.hears('On hold');
    await me.press('Alt+Shift+l');
    await me.hears('Escalated');
    await me.press('Alt+Shift+e');
    await me.hears('Call ended.', `Wrap-up for ${adaeze} is open.`);
    await me.press('Alt+Shift+w');
    await me.on('Notes', 'textbox');

    me.task('Change them');
    await me.rests();
    // As a host would; the demo leaves them as they are.
    await me.when('The host gives Mute another key', () =>
      me.desk.page.evaluate(() => {
        const all = document.querySelector('callback-workspace')!.shadowRoot!;
        all.querySelector('callback-shortcuts')!.keys = { mute: 'Alt+Shift+F9', hold: null };
      }),
    );
    await me.press('Alt+Shift+F9');
    await me.hears('Mute, or unmute: There is no call.');
    await me.press('Alt+Shift+h');
    await me.hears();
  });
});

void it('docs/screen-reader.md says the same', async () => {
  assert.ok(done.length > 0);
  await checkScript(done);
});
