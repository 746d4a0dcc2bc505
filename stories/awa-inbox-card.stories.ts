import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { OfferRecord } from '../contract/records.ts';
import { fixtures } from '../components/awa-inbox-card/awa-inbox-card.fixtures.ts';
import '../components/awa-inbox-card/define.ts';

const meta: Meta = { title: 'Elements/Inbox card', component: 'awa-inbox-card' };
export default meta;

const story = (make: () => OfferRecord): StoryObj => ({
  render: () => html`<awa-inbox-card .offer=${make()}></awa-inbox-card>`,
});

export const Rest = story(fixtures.rest);
export const WithoutTimeOut = story(fixtures.untimed);
export const Urgent = story(fixtures.urgent);
export const TooLate = story(fixtures.tooLate);
export const Rescinded = story(fixtures.rescinded);
export const Consult = story(fixtures.consult);
export const AutoAssigned = story(fixtures.autoAssigned);
export const NoReject = story(fixtures.noReject);
export const Blocked = story(fixtures.blocked);
export const RejectAsksForAReason: StoryObj = {
  ...story(fixtures.withReasons),
  play: async ({ canvasElement }) => {
    await canvasElement.querySelector('awa-inbox-card')?.reject();
  },
};
export const Hostile = story(fixtures.hostile);
