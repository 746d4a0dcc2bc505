import { adoptStyles, render } from 'lit';
import type { CSSResultOrNative, TemplateResult } from 'lit';
import { base } from '../../components/shared/styles/base.ts';

/** A place that looks as the inside of an element does, for what is no element. */
export const sheet = (template: TemplateResult, ...styles: CSSResultOrNative[]): HTMLElement => {
  const place = document.createElement('div');
  const root = place.attachShadow({ mode: 'open' });
  adoptStyles(root, [base, ...styles]);
  render(template, root);
  return place;
};

/** For what shows an element more than once: on a page of a host each landmark has a name of its own. */
export const severalOfOne = {
  a11y: { config: { rules: [{ id: 'landmark-unique', enabled: false }] } },
};
