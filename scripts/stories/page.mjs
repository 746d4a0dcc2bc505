/* global window, document, axe -- runs in the page of the stories */

/**
 * Runs in the page before anything else: makes time stand still, notes what goes wrong, and knows how to visit a story.
 * @param {{ now: number }} options The moment at which time stands still, in milliseconds since 1970.
 */
export function prepare({ now }) {
  const RealDate = Date;
  window.Date = class extends RealDate {
    constructor(...args) {
      super(...(args.length ? args : [now]));
    }
    static now() {
      return now;
    }
  };

  // A caret blinks; it is inherited by what is in shadow trees.
  window.addEventListener('DOMContentLoaded', () => {
    document.documentElement.style.caretColor = 'transparent';
  });

  let problems = [];
  const words = (args) => args.map((one) => (one instanceof Error ? one.message : String(one))).join(' ');
  for (const level of ['error', 'warn']) {
    const original = console[level].bind(console);
    console[level] = (...args) => {
      problems.push(`console.${level}: ${words(args)}`);
      original(...args);
    };
  }
  window.addEventListener('error', ({ message }) => problems.push(`uncaught: ${message}`));
  window.addEventListener('unhandledrejection', ({ reason }) =>
    problems.push(`unhandled: ${words([reason])}`),
  );

  const endings = [
    'storyFinished',
    'storyErrored',
    'storyThrewException',
    'storyMissing',
    'playFunctionThrewException',
    'docsRendered',
  ];
  const frame = () => new Promise((resolve) => window.requestAnimationFrame(() => resolve()));

  /** Every element of the page, those in shadow trees included. */
  const everything = (root) =>
    [...root.querySelectorAll('*')].flatMap((one) => [
      one,
      ...(one.shadowRoot ? everything(one.shadowRoot) : []),
    ]);

  const ended = (channel, id) =>
    new Promise((resolve) => {
      const listeners = endings.map((name) => {
        const listen = (data) => {
          const of = typeof data === 'string' ? data : data?.storyId;
          if (of && of !== id) return;
          for (const [known, other] of listeners) channel.off(known, other);
          resolve({ name, data });
        };
        channel.on(name, listen);
        return [name, listen];
      });
    });

  const show = async ({ id, viewMode, globals }) => {
    const channel = window.__STORYBOOK_ADDONS_CHANNEL__;
    const done = ended(channel, id);
    if (globals) channel.emit('updateGlobals', { globals });
    channel.emit('setCurrentStory', { storyId: id, viewMode });
    const { name, data } = await done;
    if (name === 'storyFinished' && data.status === 'success') return;
    if (name === 'docsRendered') return;
    problems.push(`${name}: ${data?.message ?? data?.description ?? data?.status ?? ''}`);
  };

  const accessibility = async (parameters) => {
    const own = parameters.a11y?.config?.rules?.map(({ id, enabled }) => [id, { enabled }]) ?? [];
    const { violations } = await axe.run(
      { include: document.body, exclude: ['.sb-wrapper', '#storybook-docs', '#storybook-highlights-root'] },
      {
        resultTypes: ['violations'],
        preload: false,
        // A story is part of a page that has landmarks. The size of targets is asked for by WCAG 2.2 AA.
        rules: { region: { enabled: false }, 'target-size': { enabled: true }, ...Object.fromEntries(own) },
      },
    );
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(
        ({ target, failureSummary }) =>
          `${id}: ${target.flat(2).join(' ')} (${failureSummary.replaceAll(/\s+/g, ' ')})`,
      ),
    );
  };

  window.visits = {
    /** Shows a story; answers what went wrong, whether a picture of it is kept, and how long which part took in milliseconds. */
    async story(visit) {
      problems = [];
      const began = performance.now();
      await show(visit);
      await frame();
      await frame();
      const shown = performance.now();
      const place = document.querySelector('#storybook-root');
      for (const tag of new Set(everything(place).map(({ localName }) => localName))) {
        if (tag.includes('-') && !window.customElements.get(tag)) problems.push(`not defined: ${tag}`);
      }
      const preview = window.__STORYBOOK_PREVIEW__;
      const { parameters, tags } = await preview.storyStoreValue.loadStory({ storyId: visit.id });
      problems.push(...(await accessibility(parameters)));
      return {
        problems,
        hasPicture: tags.includes('picture'),
        times: { show: shown - began, axe: performance.now() - shown },
      };
    },
    /** Shows a page of documentation, whose frame is not ours. */
    async docs(visit) {
      problems = [];
      const began = performance.now();
      await show(visit);
      await frame();
      for (const one of document.querySelectorAll('#storybook-docs :not(:defined)')) {
        problems.push(`not defined: ${one.localName}`);
      }
      return { problems, times: { show: performance.now() - began } };
    },
  };
}
