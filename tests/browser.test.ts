import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ensureBrowser, findBrowser, launchFlags } from '../scripts/browser.mjs';

const oneSentence = (message: string) => /^[^\n]*[a-z][^\n]*\.$/i.test(message) && !/\. [A-Z]/.test(message);
const never = () => assert.fail('must not install');

describe('the search for a browser', () => {
  it('takes what is found and installs nothing', async () => {
    const browser = await ensureBrowser({
      env: {},
      find: () => '/opt/chrome',
      root: true,
      debian: true,
      install: never,
    });
    assert.equal(browser.executablePath, '/opt/chrome');
    assert.ok(browser.args.includes('--no-sandbox'));
  });

  it('keeps the sandbox for everybody but root', () => {
    assert.ok(!launchFlags(false).includes('--no-sandbox'));
    assert.ok(launchFlags(true).includes('--no-sandbox'));
  });

  it('installs on Debian as root, and looks again', async () => {
    let installed = false;
    const browser = await ensureBrowser({
      env: {},
      find: () => (installed ? '/usr/bin/chromium' : undefined),
      root: true,
      debian: true,
      install: () => void (installed = true),
    });
    assert.equal(browser.executablePath, '/usr/bin/chromium');
  });

  for (const [who, options] of Object.entries({
    'not root': { root: false, debian: true, install: never },
    'not Debian': { root: true, debian: false, install: never },
    'an installation that fails': {
      root: true,
      debian: true,
      install: () => {
        throw new Error('apt-get: exit 100');
      },
    },
    'an installation that leaves nothing': { root: true, debian: true, install: () => undefined },
  })) {
    it(`says in one sentence what to install: ${who}`, async () => {
      await assert.rejects(ensureBrowser({ env: {}, find: () => undefined, ...options }), (error: Error) => {
        assert.match(error.message, /install/);
        assert.ok(oneSentence(error.message), error.message);
        return true;
      });
    });
  }

  it('says so when CHROME_PATH leads nowhere, and takes no other browser instead', async () => {
    const env = { CHROME_PATH: '/nowhere/chrome' };
    assert.equal(findBrowser(env), undefined);
    await assert.rejects(
      ensureBrowser({ env, root: true, debian: true, install: never }),
      /CHROME_PATH names \/nowhere\/chrome/,
    );
  });
});
