// WebKitGTK for the test runner: a display, a driver and one window of its small browser, spoken to in WebDriver.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The keys without a letter, as WebDriver writes them. */
const keys = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Control: '\uE009',
  Alt: '\uE00A',
  Escape: '\uE00C',
  PageUp: '\uE00E',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Meta: '\uE03D',
  F8: '\uE038',
  F9: '\uE039',
  Delete: '\uE017',
};
const buttons = { left: 0, middle: 1, right: 2 };

/** The bars of the browser are as wide as their parts, and keep the window from being narrow. */
const small =
  'headerbar *, toolbar *, box > * { min-width: 0; margin: 0; padding: 0; border: 0; font-size: 1px; }';

/** The settings of a user who has none but these. */
function settings() {
  const directory = mkdtempSync(path.join(tmpdir(), 'webkit-'));
  mkdirSync(path.join(directory, 'gtk-3.0'));
  writeFileSync(path.join(directory, 'gtk-3.0/gtk.css'), small);
  return directory;
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  return port;
}

/**
 * Xvfb takes a free display by itself, and says which. Without a window manager the keyboard is the window's that the
 * pointer is over, which stands in the middle: so the screen is no larger than the smallest window.
 */
async function startDisplay(program) {
  const child = spawn(program, ['-displayfd', '3', '-screen', '0', '500x500x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const number = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => reject(new Error(`The display ended with ${code}.`)));
    child.stdio[3].once('data', (text) => resolve(String(text).trim()));
  });
  return { child, name: `:${number}` };
}

/** A session of WebDriver; each call throws what the driver complains of. */
class WebDriver {
  #url;
  #session;

  constructor(url) {
    this.#url = url;
  }

  async call(method, command, body) {
    const response = await fetch(`${this.#url}${this.#session ?? ''}${command}`, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`WebDriver, ${command}: ${value.error}. ${value.message}`);
    return value;
  }

  async isReady() {
    return this.call('GET', '/status').then(
      ({ ready }) => ready,
      () => false, // it does not listen yet
    );
  }

  async open(alwaysMatch) {
    this.#session = undefined;
    const { sessionId } = await this.call('POST', '/session', { capabilities: { alwaysMatch } });
    this.#session = `/session/${sessionId}`;
  }

  go(url) {
    return this.call('POST', '/url', { url });
  }

  act(type, id, actions, parameters) {
    return this.call('POST', '/actions', {
      actions: [{ type, id, actions, ...(parameters && { parameters }) }],
    });
  }
}

/** As much of a puppeteer's page as the runner's commands use. */
const pageOf = (driver) => {
  const key = (...actions) =>
    driver.act(
      'key',
      'keyboard',
      actions.map(([type, name]) => ({ type, value: keys[name] ?? name })),
    );
  const pointer = (...actions) => driver.act('pointer', 'mouse', actions, { pointerType: 'mouse' });
  const move = (x, y) => ({ type: 'pointerMove', duration: 0, x, y });
  const press = (type, { button = 'left' } = {}) => ({ type, button: buttons[button] });
  return {
    keyboard: {
      down: (name) => key(['keyDown', name]),
      up: (name) => key(['keyUp', name]),
      press: (name) => key(['keyDown', name], ['keyUp', name]),
      type: (text) =>
        key(
          ...[...text].flatMap((one) => [
            ['keyDown', one],
            ['keyUp', one],
          ]),
        ),
    },
    mouse: {
      move: (x, y) => pointer(move(x, y)),
      down: (options) => pointer(press('pointerDown', options)),
      up: (options) => pointer(press('pointerUp', options)),
      click: (x, y, options) =>
        pointer(move(x, y), press('pointerDown', options), press('pointerUp', options)),
      reset: async () => {
        await driver.call('DELETE', '/actions');
        await pointer(move(0, 0));
      },
    },
    /** The window has a frame and bars of its own, which are not of the page. */
    async setViewport({ width, height }) {
      const inner = 'return [innerWidth, innerHeight]';
      const size = () => driver.call('POST', '/execute/sync', { script: inner, args: [] });
      for (let tries = 0; tries < 50; tries++) {
        const [innerWidth, innerHeight] = await size();
        if (innerWidth === width && innerHeight === height) return;
        const rect = await driver.call('GET', '/window/rect');
        await driver.call('POST', '/window/rect', {
          width: rect.width + width - innerWidth,
          height: rect.height + height - innerHeight,
        });
      }
      throw new Error(`The window does not become ${width} by ${height}: it is ${await size()}.`);
    },
  };
};

/**
 * A launcher for the test runner. One window, so that it has the focus: a test file after the other.
 * @param {{ browser: string, driver: string, display: string }} programs
 */
export function webkitLauncher(programs) {
  const started = [];
  const directory = settings();
  let driver;
  let page;
  let active;

  const open = () =>
    driver.open({
      browserName: 'MiniBrowser',
      'webkitgtk:browserOptions': { binary: programs.browser, args: ['--automation'] },
    });

  const start = async () => {
    const display = await startDisplay(programs.display);
    started.push(display.child);
    const port = await freePort();
    started.push(
      spawn(programs.driver, [`--port=${port}`, '--host=127.0.0.1'], {
        stdio: 'ignore',
        env: {
          ...process.env,
          DISPLAY: display.name,
          GDK_BACKEND: 'x11',
          WEBKIT_DISABLE_COMPOSITING_MODE: '1',
          XDG_CONFIG_HOME: directory,
        },
      }),
    );
    driver = new WebDriver(`http://127.0.0.1:${port}`);
    for (const end = Date.now() + 30_000; !(await driver.isReady());) {
      if (Date.now() > end) throw new Error('The driver of WebKit does not answer.');
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    page = pageOf(driver);
    await open();
  };

  return {
    name: 'WebKit',
    type: 'puppeteer',
    concurrency: 1,
    initialize: start,
    async stop() {
      await driver?.call('DELETE', '').catch(() => undefined); // it may have ended by itself
      for (const child of started.reverse()) child.kill();
      rmSync(directory, { recursive: true, force: true });
    },
    async startSession(id, url) {
      active = { id, url };
      // A page that crashed takes the window with it; the next file has another one.
      await driver.call('GET', '/url').catch(open);
      await page.setViewport({ width: 800, height: 600 });
      await driver.go(url);
    },
    isActive: (id) => active?.id === id,
    getBrowserUrl: () => active?.url,
    getPage: () => page,
    async stopSession() {
      active = undefined;
      await driver.go('about:blank');
      return {};
    },
    startDebugSession: () => Promise.reject(new Error('WebKit is not for debugging here.')),
  };
}
