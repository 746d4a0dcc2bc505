import { fixture, html } from '@open-wc/testing';
import type { Manifest, Subject } from '../../components/shared/testing/index.ts';
import { FakeSession, provide, refusal, suites } from '../../components/shared/testing/index.ts';

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

/** An element after something was asked of a provider that cannot be reached. */
export const refused = async <T extends keyof HTMLElementTagNameMap>(
  tag: T,
  given: object,
  ask: (element: HTMLElementTagNameMap[T]) => Promise<void>,
): Promise<Element> => {
  const session = new FakeSession();
  session.answer = () => Promise.reject(refusal('unavailable'));
  const place = provide(await fixture<HTMLElement>(html`<div></div>`), session);
  const element = document.createElement(tag);
  Object.assign(element, given);
  place.append(element);
  await ask(element);
  return element;
};
