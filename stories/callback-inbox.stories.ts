import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { NoticeRecord, OfferRecord } from '../contract/records.ts';
import { fixtures } from '../components/callback-inbox/callback-inbox.fixtures.ts';
import '../components/callback-inbox/define.ts';

const meta: Meta = { title: 'Elements/Inbox', component: 'callback-inbox' };
export default meta;

const story = (
  make: () => { offers: readonly OfferRecord[]; notices?: readonly NoticeRecord[] },
): StoryObj => ({
  render: () => {
    const { offers, notices = [] } = make();
    return html`<callback-inbox .offers=${offers} .notices=${notices}></callback-inbox>`;
  },
});

export const Two = story(fixtures.two);
export const Empty = story(fixtures.empty);
export const Mixed = story(fixtures.mixed);
export const Notices = story(fixtures.notices);
export const Hostile = story(fixtures.hostile);
export const Fifty = story(() => fixtures.many(50));
