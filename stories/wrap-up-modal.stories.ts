import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { Fixture } from '../components/wrap-up-modal/wrap-up-modal.fixtures.ts';
import { fixtures } from '../components/wrap-up-modal/wrap-up-modal.fixtures.ts';
import '../components/wrap-up-modal/define.ts';

const meta: Meta = { title: 'Elements/Wrap-up', component: 'wrap-up-modal' };
export default meta;

const story = (make: () => Fixture): StoryObj => ({
  render: () => {
    const { segment, interaction, settings, modal } = make();
    return html`<wrap-up-modal
      .segment=${segment}
      .interaction=${interaction}
      .settings=${settings}
      .modal=${modal ?? false}
    ></wrap-up-modal>`;
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
