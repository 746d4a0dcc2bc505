import type { Meta, StoryObj } from '@storybook/web-components-vite';
import type { AnyRecord } from '../contract/records.ts';
import '../components/callback-workspace/define.ts';
import { fixtures } from '../components/callback-workspace/callback-workspace.fixtures.ts';
import { FakeSession, provide } from '../components/shared/testing/session.ts';

const page = (records: readonly AnyRecord[], interactionId: string | null = null): HTMLElement => {
  const place = provide(document.createElement('div'), new FakeSession(records));
  const workspace = document.createElement('callback-workspace');
  workspace.interactionId = interactionId;
  place.append(workspace);
  return place;
};

export default {
  title: 'Elements/Workspace',
  component: 'callback-workspace',
  parameters: { layout: 'fullscreen' },
} satisfies Meta;

export const Empty: StoryObj = { render: () => page(fixtures.empty()) };
export const Offered: StoryObj = { render: () => page(fixtures.offered()) };
export const Preview: StoryObj = { render: () => page(fixtures.preview()) };
export const Talking: StoryObj = { render: () => page(fixtures.talking()) };
export const Closed: StoryObj = { render: () => page(fixtures.closed(), 'interaction-1') };
export const Consulted: StoryObj = { render: () => page(fixtures.consulted()) };
export const HandedOver: StoryObj = { render: () => page(fixtures.handedOver()) };
export const WrapUpLeft: StoryObj = { render: () => page(fixtures.left()) };
export const TwoAtOnce: StoryObj = { render: () => page(fixtures.two()) };
export const Several: StoryObj = { render: () => page(fixtures.several()) };
export const Hostile: StoryObj = { render: () => page(fixtures.hostile()) };
export const WrapUp: StoryObj = { render: () => page(fixtures.wrapUp()) };
