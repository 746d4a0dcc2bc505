import type { CDPSession, Page, Protocol } from 'puppeteer-core';

/* What a window holds: listeners, timers and nodes. */

interface Counted {
  readonly timeouts: number;
  readonly intervals: number;
  readonly frames: number;
  /** Nodes of the page, of Lit's templates, of the live regions and of the lists of callbacks. */
  readonly attached: number;
  readonly templates: number;
  readonly regions: number;
  readonly rows: number;
}

declare global {
  var census: { readonly count: () => Counted };
}

/** Counts the timers that wait, and the templates that Lit keeps for good. Put into the page before its own scripts. */
const count = () => {
  type Call = (...args: unknown[]) => void;
  const waiting = { timeout: new Set<number>(), interval: new Set<number>(), frame: new Set<number>() };
  const page = globalThis as unknown as Record<string, (...args: never[]) => number>;
  const wrap = (kind: keyof typeof waiting, begin: string, end: string) => {
    const [begun, ended] = [page[begin]!.bind(page), page[end]!.bind(page)];
    page[begin] = (...[call, ...rest]: [Call, ...never[]]) => {
      const fire: Call = (...args) => {
        if (kind !== 'interval') waiting[kind].delete(id);
        call(...args);
      };
      const id = begun(fire as never, ...rest);
      waiting[kind].add(id);
      return id;
    };
    page[end] = (id: never) => {
      waiting[kind].delete(id);
      return ended(id);
    };
  };
  wrap('timeout', 'setTimeout', 'clearTimeout');
  wrap('interval', 'setInterval', 'clearInterval');
  wrap('frame', 'requestAnimationFrame', 'cancelAnimationFrame');

  const templates: HTMLTemplateElement[] = [];
  const made = Document.prototype as unknown as Record<string, (...args: unknown[]) => unknown>;
  made['createElement'] = new Proxy(made['createElement']!, {
    apply(create, self, args) {
      const one = Reflect.apply(create, self, args);
      if (one instanceof HTMLTemplateElement) templates.push(one);
      return one;
    },
  });

  const size = (root: Node): number => {
    let nodes = 1;
    for (const child of root.childNodes) nodes += size(child);
    if (root instanceof Element && root.shadowRoot) nodes += size(root.shadowRoot);
    if (root instanceof HTMLTemplateElement) nodes += size(root.content);
    return nodes;
  };
  const sum = (roots: Iterable<Node>) => [...roots].reduce((all, root) => all + size(root), 0);
  const lists = () => [
    ...document.querySelector('callback-workspace')!.shadowRoot!.querySelectorAll('callback-list'),
  ];
  Object.assign(globalThis, {
    census: {
      templates,
      size,
      lists,
      count: (): Counted => ({
        timeouts: waiting.timeout.size,
        intervals: waiting.interval.size,
        frames: waiting.frame.size,
        attached: size(document),
        templates: sum(templates),
        regions: sum(document.querySelectorAll('#cbk-polite')),
        rows: sum(lists()),
      }),
    },
  });
};

export interface Census {
  readonly listeners: number;
  readonly timeouts: number;
  readonly intervals: number;
  readonly frames: number;
  readonly documents: number;
  /**
   * All that are in memory. Left out is what is made once and kept: Lit's templates and the live regions; and the lists
   * of callbacks, which are as long as there are callbacks (with their listeners).
   */
  readonly nodes: number;
  /** Those of `nodes` that are in the page. */
  readonly attached: number;
  /** Lit's templates, each made when it is first drawn. Not compared. */
  readonly templates: number;
}

/** How many nodes the browser itself put below one, as into a field or an option. */
const ownOf = (node: Protocol.DOM.Node, isOwn = false): number => {
  let sum = Number(isOwn);
  for (const one of node.children ?? []) sum += ownOf(one, isOwn);
  for (const one of node.shadowRoots ?? []) sum += ownOf(one, isOwn || one.shadowRootType === 'user-agent');
  return sum;
};

export class Counter {
  /** How much the browser put into the fields of each template; a template never changes. */
  readonly #hidden: number[] = [];

  private constructor(
    private readonly page: Page,
    private readonly devtools: CDPSession,
  ) {}

  /** It has to be there before the page's own scripts: the page is loaded anew. */
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
    const hidden = await this.#inTemplates();
    const ofRows = await this.#listenersOfRows();
    await this.devtools.send('Runtime.releaseObjectGroup', { objectGroup: 'census' });
    // Twice: what the first one frees may have held more.
    for (let i = 0; i < 2; i += 1) await this.devtools.send('HeapProfiler.collectGarbage');
    const { attached, templates, regions, rows, ...timers } = await this.page.evaluate(() => census.count());
    const { metrics } = await this.devtools.send('Performance.getMetrics');
    const metric = (name: string) => metrics.find((one) => one.name === name)!.value;
    return {
      ...timers,
      listeners: metric('JSEventListeners') - ofRows,
      documents: metric('Documents'),
      nodes: metric('Nodes') - templates - hidden - regions - rows,
      attached: attached - regions - rows,
      templates,
    };
  }

  async #inTemplates(): Promise<number> {
    const all = await this.#value('census.templates.length');
    for (let i = this.#hidden.length; i < all; i += 1) {
      const content = `census.templates[${i}].content`;
      const { node } = await this.devtools.send('DOM.describeNode', await this.#whole(content));
      this.#hidden.push(ownOf(node));
    }
    return this.#hidden.reduce((sum, one) => sum + one, 0);
  }

  async #listenersOfRows(): Promise<number> {
    const lists = await this.#value('census.lists().length');
    let sum = 0;
    for (let i = 0; i < lists; i += 1) {
      const list = await this.#whole(`census.lists()[${i}]`);
      sum += (await this.devtools.send('DOMDebugger.getEventListeners', list)).listeners.length;
    }
    return sum;
  }

  /** A thing in the page, with all that is below it. */
  async #whole(expression: string) {
    const { result } = await this.devtools.send('Runtime.evaluate', { expression, objectGroup: 'census' });
    return { objectId: result.objectId!, depth: -1, pierce: true };
  }

  async #value(expression: string): Promise<number> {
    const { result } = await this.devtools.send('Runtime.evaluate', { expression });
    return result.value as number;
  }
}
