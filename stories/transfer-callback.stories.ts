import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import { FakeDirectory } from '../components/shared/testing/session.ts';
import type { Fixture } from '../components/transfer-callback/transfer-callback.fixtures.ts';
import { fixtures } from '../components/transfer-callback/transfer-callback.fixtures.ts';
import '../components/transfer-callback/define.ts';

const meta: Meta = { title: 'Elements/Transfer callback', component: 'transfer-callback' };
export default meta;

const story = (make: () => Fixture): StoryObj => ({
  render: () => {
    const { interaction, settings, entries } = make();
    return html`<transfer-callback
      .interaction=${interaction}
      .settings=${settings}
      .directory=${new FakeDirectory(entries)}
    ></transfer-callback>`;
  },
});

export const Manual = story(fixtures.manual);
export const Automatic = story(fixtures.automatic);
export const Closing = story(fixtures.closing);
export const Crowded = story(fixtures.crowded);
export const OnlyQueues = story(fixtures.onlyQueues);
export const Nobody = story(fixtures.nobody);
export const Reached = story(fixtures.reached);
export const Hostile = story(fixtures.hostile);
