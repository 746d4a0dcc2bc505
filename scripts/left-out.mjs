const forcedColours = [
  'callback-active-call > shows in forced colours what is on, and what records',
  'callback-dialpad > has keys that are easily hit, with borders in forced colours',
  'wrap-up-modal > shows in forced colours and from right to left what there is to read and press',
];
const moreContrast = [
  'contrast > of the kit, light, more contrast: what is muted reads as text does',
  'contrast > of the kit, dark, more contrast: what is muted reads as text does',
];
const accessibilityTree = [
  'callback-list > skips what is scrolled away of 1,000, which the first screens are not',
  'callback-list > is a table for who listens, however it is drawn',
];
const sound = ['callback-inbox > where the host wants it, tells > by a tone of the browser’s own'];

/**
 * Element tests that say nothing of the elements in an engine, by the reason: what the tools cannot do there, or what the
 * engine does not have. Each is named in full, as the runner prints it.
 * @type {Record<string, { why: string, tests: string[] }[]>}
 */
export const leftOut = {
  firefox: [
    {
      why: 'forced colours cannot be turned on from outside',
      tests: forcedColours,
    },
    {
      why: 'more contrast cannot be asked for from outside',
      tests: moreContrast,
    },
    {
      why: 'the tree of accessibility cannot be read from outside',
      tests: accessibilityTree,
    },
    {
      why: 'without a device of sound its time of sound stands still',
      tests: sound,
    },
  ],
  webkit: [
    {
      why: 'forced colours cannot be turned on from outside',
      tests: forcedColours,
    },
    {
      why: 'more contrast cannot be asked for from outside',
      tests: moreContrast,
    },
    {
      why: 'the tree of accessibility cannot be read from outside',
      tests: accessibilityTree,
    },
    {
      why: 'a Tab with Shift comes without a name from its driver',
      tests: ['callback-actions > in a provider > Try later > is a menu by keyboard'],
    },
    {
      why: 'an event that a page makes has no AltGr',
      tests: ['callback-shortcuts > keys > are left to what took them, to what composes, and to AltGr'],
    },
    {
      why: 'without a device of sound the page ends',
      tests: sound,
    },
  ],
};

/** Why a test is left out in an engine; undefined: it is not. */
export const reasonOf = (engine, title) => leftOut[engine]?.find(({ tests }) => tests.includes(title))?.why;
