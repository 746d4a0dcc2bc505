/* Runs in the page, before anything of it: what a screen reader would be told unasked, and whether the focus stays. */

/** What was said, and how urgently. */
export interface Said {
  readonly level: 'polite' | 'assertive';
  readonly text: string;
}

declare global {
  interface Window {
    listener: {
      /** What was said since it was last asked, in its order. */
      take: () => Said[];
      /** How long nothing was said, in milliseconds. */
      readonly silence: number;
      /** What had the focus when it was lost, by its words. */
      readonly lost: string[];
      focused: () => Element | null;
    };
  }
}

/** Listens to every live region of the page, also in shadow roots, and watches the focus. */
export const listen = (): void => {
  // A document that stands in for another while that loads has nothing to say.
  if (window.listener) return;
  let said: Said[] = [];
  let saidAt = 0;
  const lost: string[] = [];

  const parentOf = (node: Node): Node | null =>
    node instanceof ShadowRoot ? node.host : ((node as Element).assignedSlot ?? node.parentNode);
  const textOf = (node: Node): string => {
    if (node instanceof Text) return node.data;
    if (!(node instanceof Element)) return '';
    if (node.matches('svg, style, [aria-hidden=true], [hidden]')) return '';
    return [...(node.shadowRoot ?? node).childNodes].map(textOf).join(' ');
  };
  /** How a region speaks; null: it is none. `off` keeps those above it silent, too. */
  const levelOf = (element: Element): Said['level'] | 'off' | null => {
    const live = element.getAttribute('aria-live');
    if (live) return live as Said['level'] | 'off';
    const role = element.getAttribute('role') ?? element.localName;
    return (
      ({ alert: 'assertive', status: 'polite', output: 'polite', log: 'polite', timer: 'off' } as const)[
        role as 'alert'
      ] ?? null
    );
  };
  const regionOf = (node: Node | null): Element | null => {
    for (let at = node; at; at = parentOf(at)) if (at instanceof Element && levelOf(at)) return at;
    return null;
  };
  const isWhole = (region: Element) => /^(alert|status)$/.test(region.getAttribute('role') ?? '');
  const say = (region: Element, text: string) => {
    const level = levelOf(region);
    const words = text
      .replace(/\s+/g, ' ')
      .replace(/ ([,.:])/g, '$1')
      .trim();
    if (!words || level === 'off') return;
    said.push({ level: level!, text: words });
    saidAt = performance.now();
  };
  const hear = (records: readonly MutationRecord[]) => {
    const whole = new Set<Element>();
    for (const { type, target, addedNodes } of records) {
      const region = regionOf(target);
      if (region && (isWhole(region) || region.localName === 'output')) {
        if (type === 'characterData' || [...addedNodes].some((node) => textOf(node).trim()))
          whole.add(region);
        continue;
      }
      for (const node of addedNodes) {
        // An alert speaks also when it comes with its words.
        const alerts = node instanceof Element ? [node, ...node.querySelectorAll('[role=alert]')] : [];
        for (const one of alerts) if (one.matches('[role=alert]')) whole.add(one);
        if (region) say(region, textOf(node));
      }
      if (region && type === 'characterData') say(region, textOf(target));
    }
    for (const region of whole) if (region.isConnected) say(region, textOf(region));
  };
  const observe = (root: Node) =>
    new MutationObserver(hear).observe(root, { subtree: true, childList: true, characterData: true });
  observe(document);
  // eslint-disable-next-line @typescript-eslint/unbound-method -- called with its element below
  const { attachShadow: attach } = Element.prototype;
  Element.prototype.attachShadow = function (options) {
    const root = attach.call(this, options);
    observe(root);
    return root;
  };

  const focused = () => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element;
  };
  // Lost: it was somewhere, and is nowhere for longer than an update takes, without a Tab that led out of the page.
  let last: Element | null = null;
  let words = '';
  let since = 0;
  let hasTabbed = false;
  addEventListener('keydown', ({ key }) => (hasTabbed = key === 'Tab'), true);
  setInterval(() => {
    const element = focused();
    const isNowhere = !element || element === document.body || !element.checkVisibility();
    if (!isNowhere) {
      last = element;
      words = (element.getAttribute('aria-label') ?? element.textContent ?? '').trim();
      since = 0;
      hasTabbed = false;
    } else if (last && !hasTabbed) {
      since ||= performance.now();
      if (performance.now() - since < 150) return;
      lost.push(words);
      last = null;
      since = 0;
    }
  }, 20);

  window.listener = {
    take: () => {
      const heard = said;
      said = [];
      return heard;
    },
    get silence() {
      return performance.now() - saidAt;
    },
    lost,
    focused,
  };
};
