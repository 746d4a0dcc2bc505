import type { Meta } from '@storybook/web-components-vite';
import { FakeDirectory } from '../components/shared/testing/session.ts';
import type { Fixture } from '../components/transfer-callback/transfer-callback.fixtures.ts';
import { fixtures } from '../components/transfer-callback/transfer-callback.fixtures.ts';
import '../components/transfer-callback/define.ts';
import { specimen, elementStories } from './shared/story.ts';

const meta: Meta = { title: 'Elements/Transfer callback', component: 'transfer-callback' };
export default meta;

const picker = elementStories('transfer-callback');
const story = (make: () => Fixture) =>
  picker(() => {
    const { entries, ...given } = make();
    return { ...given, directory: new FakeDirectory(entries) };
  });

export const Manual = story(fixtures.manual);
export const Automatic = story(fixtures.automatic);
export const Closing = story(fixtures.closing);
export const Crowded = story(fixtures.crowded);
export const OnlyQueues = story(fixtures.onlyQueues);
export const Nobody = story(fixtures.nobody);
export const Reached = story(fixtures.reached);
export const Hostile = story(fixtures.hostile);

export const AtZero = story(fixtures.atZero);
export const Pending = story(fixtures.pending);

export const Specimen = specimen({ Automatic, Nobody, Reached });
