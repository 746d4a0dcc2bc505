import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { ScenarioName } from '../mock-server/scenarios/index.ts';
import '../components/callback-workspace/define.ts';
import { actsOn } from './shared/acts.ts';
import { SimulatorStage } from './shared/stage.ts';

SimulatorStage.define();

/** What a person does, on the simulator in the page; go on from where it ends. Another situation of the toolbar begins without it. */
const meta: Meta = {
  title: 'Flows',
  parameters: { layout: 'fullscreen', controls: { disable: true } },
  tags: ['!autodocs'],
};
export default meta;

/** As a host does: it says which interaction is open. */
const opens = ({ currentTarget, detail }: CustomEvent<{ interactionId: string }>) => {
  (currentTarget as HTMLElement).querySelector('callback-workspace')!.interactionId = detail.interactionId;
};
const closes = ({ currentTarget }: Event) => {
  (currentTarget as HTMLElement).querySelector('callback-workspace')!.interactionId = null;
};

type Acts = ReturnType<typeof actsOn>;
type Step = (name: string, act: (acts: Acts) => Promise<void>) => Promise<void>;

const flow = (own: ScenarioName, play: (step: Step) => Promise<void> = async () => {}): StoryObj => ({
  render: (_, { globals }) => {
    const chosen = globals['situation'] as ScenarioName | undefined;
    return html`<simulator-stage
      .scenario=${chosen ?? own}
      @callback-opened=${opens}
      @callback-open-interaction=${opens}
      @callback-page-close=${closes}
      ><callback-workspace></callback-workspace
    ></simulator-stage>`;
  },
  play: async ({ canvasElement, step, globals }) => {
    const stage = canvasElement.querySelector('simulator-stage')!;
    await stage.settled();
    if (globals['situation']) return;
    await play((name, act) => Promise.resolve(step(name, () => act(actsOn(stage)))));
  },
});

/** The tests keep a picture of where it ends. */
const pictured = (story: StoryObj): StoryObj => ({ ...story, tags: ['picture'] });

const adaeze = 'Adaeze Okonkwo-Fitzgerald';
const ben = 'Ben Adeyemi';

const accepted = (step: Step) => step('Accept', ({ press }) => press('Accept'));
const talking = async (step: Step) => {
  await accepted(step);
  await step('Call; the customer answers', async ({ press, pass, see }) => {
    await press('Call number');
    await pass(1);
    await see('Ringing');
    await pass(2);
    await see('Connected');
  });
};
const wrappedUp = (step: Step) =>
  step('Wrap up', async ({ choose, write, press, see }) => {
    await choose('Reason', 'Follow-up needed');
    await write('Notes', 'Will call again on Monday.');
    await press('Submit & close');
    await see('Callback closed');
  });

/** Choose any situation in the toolbar. */
export const AnySituation = flow('agent-first-manual');
export const AcceptDialWrapUp = pictured(
  flow('agent-first-manual', async (step) => {
    await talking(step);
    await step('End the call', ({ press }) => press('End call'));
    await wrappedUp(step);
  }),
);
export const Talking = flow('agent-first-manual', talking);
export const DialsByItself = flow('agent-first-auto', async (step) => {
  await accepted(step);
  await step('The countdown ends', async ({ pass, see }) => {
    await see('Dials in');
    await pass(20);
    await pass(1);
    await see('Ringing');
  });
});
export const CustomerFirst = pictured(
  flow('customer-first', async (step) => {
    await accepted(step);
    await step('The customer is on the line', ({ see }) => see('Connected'));
  }),
);
export const NoAnswerAndRetry = pictured(
  flow('no-answer', async (step) => {
    await accepted(step);
    await step('Call; nobody answers', async ({ press, pass, see }) => {
      await press('Call number');
      await pass(8);
      await see('Closes in');
    });
    await step('Try again', async ({ press, pass, see }) => {
      await press('Retry call');
      await pass(1);
      await see('Ringing');
    });
  }),
);
const transfer = async (step: Step) => {
  await accepted(step);
  await step(`Transfer to ${ben}`, async ({ press, see }) => {
    await press('Transfer callback', `Transfer to ${ben}`);
    await see('Transferring callback, please wait...');
  });
};
export const TransferAccepted = flow('transfer-accepted', async (step) => {
  await transfer(step);
  await step('He accepts', async ({ pass, see }) => {
    await pass(3);
    await see(`${ben} accepted the callback`);
  });
});
export const TransferPending = pictured(flow('transfer-accepted', transfer));
export const TransferDeclined = flow('transfer-rejected', async (step) => {
  await transfer(step);
  await step('He declines', async ({ pass, see }) => {
    await pass(3);
    await see(`${ben} declined the callback`);
  });
});
export const TransferNotAnswered = flow('transfer-timed-out', async (step) => {
  await transfer(step);
  await step('He does not answer', async ({ pass, see }) => {
    await pass(8);
    await see(`${ben} did not answer in time`);
  });
});
export const TransferredToMe = flow('transferred-to-me', accepted);
const consult = async (step: Step) => {
  await talking(step);
  await step(`Consult ${ben}`, async ({ press, pass, see }) => {
    await press('Transfer', `Transfer options for ${ben}`, 'Consult');
    await pass(3);
    await see(`Speaking with ${ben}`);
  });
};
export const Consult = pictured(flow('consult', consult));
export const ConsultMerged = flow('consult', async (step) => {
  await consult(step);
  await step('Merge', ({ press }) => press('Merge calls'));
});
export const ConsultLeaveAndTransfer = flow('consult', async (step) => {
  await consult(step);
  await step('Leave', async ({ press, see }) => {
    await press('Leave & transfer');
    await see('Submit & close');
  });
});
export const Matched = flow('presence-mismatch', async (step) => {
  await step('The two systems agree again', async ({ press, see }) => {
    await press('Match to Available');
    await see(adaeze);
  });
});
export const TwoAtOnce = flow('two-at-once', accepted);
export const DoNotCall = flow('do-not-call', accepted);
export const BusyDay = pictured(flow('busy-day'));
