import type { Meta, StoryObj } from '@storybook/web-components-vite';
import { html } from 'lit';
import type { CallbackClient } from '../client/client.ts';
import { fixtures } from '../components/callback-provider/callback-provider.fixtures.ts';
import '../components/callback-inbox/define.ts';
import '../components/callback-presence/define.ts';
import '../components/callback-provider/define.ts';
import { specimen } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Provider', component: 'callback-provider' };
export default meta;

const story = (make: () => CallbackClient): StoryObj => ({
  render: () =>
    html`<callback-provider .client=${make()}>
      <callback-presence></callback-presence>
      <callback-inbox></callback-inbox>
    </callback-provider>`,
});

export const Live = story(fixtures.live);
export const ConnectionLost = story(fixtures.lost);
export const SessionExpired = story(fixtures.expired);

export const Specimen = specimen({ Live, ConnectionLost, SessionExpired });
