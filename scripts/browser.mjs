import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Launcher } from 'chrome-launcher';

export const isRoot = () => process.getuid?.() === 0;

export const isDebian = () => existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

/** Chromium asks its maker for updates, lists and keys; where the network is closed each of those waits for a time-out. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

/** Chromium's sandbox refuses to run as root. */
export const launchFlags = (root = isRoot()) => (root ? [...QUIET, '--no-sandbox'] : [...QUIET]);

/** Debian's Chromium without the parts of a desktop: the tests take half the time of the processor in it. */
export const SHELL = '/usr/bin/chromium-headless-shell';

/** An installed Chrome or Chromium: what CHROME_PATH names, else the shell, else the first one in the usual places. */
export function findBrowser(env = process.env) {
  if (env['CHROME_PATH']) return existsSync(env['CHROME_PATH']) ? env['CHROME_PATH'] : undefined;
  if (existsSync(SHELL)) return SHELL;
  try {
    return Launcher.getInstallations()[0];
  } catch {
    return undefined; // chrome-launcher throws where it finds none
  }
}

/** Throws where apt-get does, which has then said why on stderr. */
export function installOnDebian(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    execFileSync('apt-get', args, { env, stdio: ['ignore', process.stderr.fd, process.stderr.fd] });
  }
}

function installBrowser() {
  try {
    installOnDebian(['chromium-headless-shell']);
  } catch {
    installOnDebian(['chromium']); // Ubuntu has no shell
  }
}

const MISSING =
  'No Chrome or Chromium was found: install one (on Debian or Ubuntu: apt-get install chromium), or set CHROME_PATH to its executable.';

/**
 * A browser to test with; as root on Debian or Ubuntu it is installed where there is none.
 * Answers what puppeteer's launch takes. Throws one sentence that says what to install.
 */
export async function ensureBrowser({
  env = process.env,
  find = findBrowser,
  root = isRoot(),
  debian = isDebian(),
  install = installBrowser,
} = {}) {
  let executablePath = find(env);
  if (!executablePath && env['CHROME_PATH']) {
    throw new Error(
      `CHROME_PATH names ${env['CHROME_PATH']}, which is not there: set it to the executable of Chrome or Chromium.`,
    );
  }
  if (!executablePath && root && debian) {
    try {
      install();
    } catch {
      throw new Error(MISSING); // apt-get has said why on stderr
    }
    executablePath = find(env);
  }
  if (!executablePath) throw new Error(MISSING);
  return { executablePath, args: launchFlags(root) };
}
