// The engines beside Chromium that the element tests run in. Alone: installs every browser that a whole run needs.
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SHELL, ensureBrowser, installOnDebian, isDebian, isRoot } from './browser.mjs';

const firstOf = (...files) => files.find((file) => existsSync(file));

/** Where WebKitGTK has its own small browser, by the machine's architecture. */
const miniBrowser = () =>
  existsSync('/usr/lib')
    ? readdirSync('/usr/lib')
        .map((name) => path.join('/usr/lib', name, 'webkit2gtk-4.1/MiniBrowser'))
        .find((file) => existsSync(file))
    : undefined;

/** What each engine is started by, as far as it is there, and Debian's packages of it. */
export const engines = {
  firefox: {
    title: 'Firefox',
    find: (env = process.env) => ({
      browser: env.FIREFOX_PATH ?? firstOf('/usr/bin/firefox-esr', '/usr/bin/firefox'),
    }),
    packages: ['firefox-esr'],
  },
  webkit: {
    title: 'WebKit',
    find: () => ({
      browser: miniBrowser(),
      driver: firstOf('/usr/bin/WebKitWebDriver'),
      display: firstOf('/usr/bin/Xvfb'),
    }),
    packages: ['webkit2gtk-driver', 'xvfb'],
  },
};

const isThere = ({ find }) => Object.values(find()).every(Boolean);

/**
 * The programs of an engine; as root on Debian they are installed where one is missing.
 * Throws one sentence that says what to install.
 */
export function ensureEngine(name) {
  const engine = engines[name];
  if (!isThere(engine) && isRoot() && isDebian()) installOnDebian(engine.packages);
  if (!isThere(engine))
    throw new Error(
      `${engine.title} was not found: install it (on Debian: apt-get install ${engine.packages.join(' ')}).`,
    );
  return engine.find();
}

async function installAll() {
  const missing = Object.values(engines)
    .filter((engine) => !isThere(engine))
    .flatMap(({ packages }) => packages);
  if (!existsSync(SHELL) && !process.env.CHROME_PATH) missing.push('chromium-headless-shell');
  if (missing.length > 0 && isRoot() && isDebian()) {
    try {
      installOnDebian(missing);
    } catch {
      // Who needs one of them says so.
    }
  }
  await ensureBrowser();
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await installAll();
