import type { Manifest, Subject } from '../../components/shared/testing/index.ts';
import { suites } from '../../components/shared/testing/index.ts';

const answer = await fetch('/custom-elements.json');
const manifest = (await answer.json()) as Manifest;

/** A test for each fixture, and for each kind of what the manifest says of an element. */
export const isAsDocumented = (subject: Omit<Subject, 'manifest'>): void => {
  for (const [title, run] of suites({ manifest, ...subject })) it(title, run).timeout(30_000);
};

/** Draws each of some fixtures. */
export const each = <F>(
  fixtures: Readonly<Record<string, F>>,
  draw: (fixture: F, name: string) => Promise<Element>,
): Record<string, () => Promise<Element>> =>
  Object.fromEntries(Object.entries(fixtures).map(([name, fixture]) => [name, () => draw(fixture, name)]));
