import type { CDPSession, Page } from 'puppeteer-core';

/* What a window holds: listeners, timers and nodes, the last two told apart by what holds them. */

/** Counts the timers that wait, and the templates that Lit keeps for good. Put into the page before its own scripts. */
const count = () => {
  const waiting = { timeout: new Set<number>(), interval: new Set<number>(), frame: new Set<number>() };
  const { setTimeout: later, clearTimeout: notLater, setInterval: often } = globalThis;
  const { requestAnimationFrame: draw, cancelAnimationFrame: notDraw, clearInterval: notOften } = globalThis;
  const wait = (
    kind: keyof typeof waiting,
    begin: (fire: (...args: never[]) => void) => number,
    call: unknown,
  ) => {
    const id = begin((...args) => {
      if (kind !== 'interval') waiting[kind].delete(id);
      (call as (...given: never[]) => void)(...args);
    });
    waiting[kind].add(id);
    return id;
  };
  Object.assign(globalThis, {
    setTimeout: (call: unknown, delay: number, ...args: never[]) =>
      wait('timeout', (fire) => later(fire, delay, ...args) as never, call),
    clearTimeout: (id: number) => {
      waiting.timeout.delete(id);
      notLater(id);
    },
    setInterval: (call: unknown, delay: number, ...args: never[]) =>
      wait('interval', (fire) => often(fire, delay, ...args) as never, call),
    clearInterval: (id: number) => {
      waiting.interval.delete(id);
      notOften(id);
    },
    requestAnimationFrame: (call: unknown) => wait('frame', (fire) => draw(fire as never), call),
    cancelAnimationFrame: (id: number) => {
      waiting.frame.delete(id);
      notDraw(id);
    },
  });
  const templates: HTMLTemplateElement[] = [];
  const page = Document.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  page['createElement'] = new Proxy(page['createElement']!, {
    apply(create, self, args) {
      const made = Reflect.apply(create, self, args);
      if (made instanceof HTMLTemplateElement) templates.push(made);
      return made;
    },
  });
  Object.defineProperty(globalThis, 'census', {
    value: () => {
      const nodesBelow = (root: Node): number => {
        let nodes = 1;
        for (const child of root.childNodes) nodes += nodesBelow(child);
        if (root instanceof Element && root.shadowRoot) nodes += nodesBelow(root.shadowRoot);
        if (root instanceof HTMLTemplateElement) nodes += nodesBelow(root.content);
        return nodes;
      };
      const regions = [...document.querySelectorAll('#cbk-polite, #cbk-assertive')];
      const sum = (roots: readonly Node[]) => roots.reduce((all, root) => all + nodesBelow(root), 0);
      return {
        timeouts: waiting.timeout.size,
        intervals: waiting.interval.size,
        frames: waiting.frame.size,
        attached: nodesBelow(document),
        templates: sum(templates),
        regions: sum(regions),
      };
    },
  });
};

export interface Census {
  readonly listeners: number;
  readonly timeouts: number;
  readonly intervals: number;
  readonly frames: number;
  readonly documents: number;
  /** All that are in memory, but what is made once and kept: Lit's templates, and the live regions. */
  readonly nodes: number;
  /** Those of `nodes` in the page. */
  readonly attached: number;
  /** Lit's templates, each made when it is first drawn. */
  readonly templates: number;
}

declare global {
  var census: () => Record<
    'timeouts' | 'intervals' | 'frames' | 'attached' | 'templates' | 'regions',
    number
  >;
}

export class Counter {
  private constructor(
    private readonly page: Page,
    private readonly devtools: CDPSession,
  ) {}

  /** Has to be there before the page is loaded; the page is loaded anew. */
  static async in(page: Page): Promise<Counter> {
    const devtools = await page.createCDPSession();
    await devtools.send('Performance.enable');
    await page.evaluateOnNewDocument(count);
    await page.reload();
    return new Counter(page, devtools);
  }

  async take(): Promise<Census> {
    // What was pressed last, and what the mouse is over, is held by the browser.
    await this.page.mouse.click(200, 12);
    // Twice: what the first one frees may have held more.
    for (let i = 0; i < 2; i += 1) await this.devtools.send('HeapProfiler.collectGarbage');
    const { attached, templates, regions, ...timers } = await this.page.evaluate(() => globalThis.census());
    const { metrics } = await this.devtools.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((one) => one.name === name)!.value;
    return {
      ...timers,
      listeners: metric('JSEventListeners'),
      documents: metric('Documents'),
      nodes: metric('Nodes') - templates - regions,
      attached: attached - regions,
      templates,
    };
  }
}
