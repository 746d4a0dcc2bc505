import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { NoticeRecord, OfferRecord } from '../contract/records.ts';
import { fixtures } from '../components/callback-inbox/callback-inbox.fixtures.ts';
import '../components/callback-inbox/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Inbox', component: 'callback-inbox' };
export default meta;

const inbox = elementStories('callback-inbox');
const story = (
  make: () => { offers: readonly OfferRecord[]; notices?: readonly NoticeRecord[] },
  quiet = false,
) => inbox(() => ({ ...make(), quiet }));

export const Two = story(fixtures.two);
export const Empty = story(fixtures.empty);
export const Mixed = story(fixtures.mixed);
export const Notices = story(fixtures.notices);
export const CustomerCancelled = story(fixtures.news);
export const Ended = story(fixtures.ended);
export const Calls = story(fixtures.calls);
/** While a callback is open, whose own green comes first. */
export const Quiet = story(fixtures.two, true);
/** A button offers one more callback: hear it, see the title; hide the page for the notification. */
export const Alerts: StoryObj = {
  render: () => {
    const { offers } = fixtures.two();
    const inbox = document.createElement('callback-inbox');
    Object.assign(inbox, { sound: true, titleBadge: true, notify: true, offers });
    const more = () => {
      const [first] = fixtures.two().offers;
      inbox.offers = [...inbox.offers!, { ...first!, id: `offer-${inbox.offers!.length + 1}` }];
    };
    return html`<button type="button" @click=${more}>One more</button>
      <button type="button" @click=${() => inbox.allowNotifications()}>Allow notifications</button>
      ${inbox}`;
  },
};
export const Hostile = story(fixtures.hostile);
export const Fifty = story(() => fixtures.many(50));

export const Specimen = specimen({ Two, Empty, Notices });
