import { assert } from '@open-wc/testing';
import { executeServerCommand, sendKeys } from '@web/test-runner-commands';
import { expectProblem } from '../guard.ts';

it('runs in a page with a language', () => assert.equal(document.documentElement.lang, 'en'));

it('may provoke what it expects', () => {
  expectProblem(/on purpose/);
  console.warn('on purpose');
});

it('has the focus', async () => {
  const button = document.createElement('button');
  document.body.append(button);
  await sendKeys({ press: 'Tab' });
  assert.equal(document.activeElement, button);
  assert.isTrue(button.matches(':focus-visible'));
  button.remove();
});

it('can ask for forced colours, more contrast, dark, less motion', async () => {
  const features = {
    'forced-colors': 'active',
    'prefers-contrast': 'more',
    'prefers-color-scheme': 'dark',
    'prefers-reduced-motion': 'reduce',
  };
  for (const [name, value] of Object.entries(features)) {
    await executeServerCommand('cdp-media', [{ name, value }]);
    assert.isTrue(matchMedia(`(${name}: ${value})`).matches, name);
  }
  await executeServerCommand('cdp-media', []);
});
