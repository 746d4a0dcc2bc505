import js from '@eslint/js';
import { configs as lit } from 'eslint-plugin-lit';
import litA11y from 'eslint-plugin-lit-a11y';
import { configs as wc } from 'eslint-plugin-wc';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import { floors, reasons } from './scripts/lint/floors.mjs';

const properties = (names, message, object) =>
  names.map((property) => ({ ...(object ? { object } : {}), property, message }));
const named = (names, message) => names.map((name) => ({ name, message }));
const bannedGlobals = (list) => [
  'error',
  {
    globals: list,
    checkGlobalObject: true,
    globalObjects: ['window', 'self'],
  },
];

// The engine: a fold of its inputs. Nothing in it may know the time, wait, or be random.
const TIME = 'the time comes with the input (`at`)';
const LUCK = 'luck is a hash of seed, subject and counter';
const WAIT = 'the engine answers at once; timers are data';
const LOCAL = 'the engine knows no locale and no local time zone';
const localParts = [
  'Hours',
  'Minutes',
  'Seconds',
  'Milliseconds',
  'Day',
  'Date',
  'Month',
  'FullYear',
  'Year',
];
const localStrings = ['String', 'DateString', 'TimeString', 'UpperCase', 'LowerCase'];

const engine = {
  'no-restricted-globals': bannedGlobals([
    ...named(['performance'], TIME),
    ...named(['crypto'], LUCK),
    ...named(
      ['setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask', 'requestAnimationFrame', 'Promise'],
      WAIT,
    ),
    ...named(['process', 'console', 'fetch'], 'the engine touches nothing outside its state'),
  ]),
  'no-restricted-properties': [
    'error',
    ...properties(['now'], TIME, 'Date'),
    ...properties(['random'], LUCK, 'Math'),
    ...properties(
      localStrings.map((name) => `toLocale${name}`),
      LOCAL,
    ),
    ...properties(['localeCompare', 'getTimezoneOffset'], LOCAL),
    ...properties(
      localParts.flatMap((name) => [`get${name}`, `set${name}`]),
      LOCAL,
    ),
  ],
  'no-restricted-syntax': [
    'error',
    { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: TIME },
    { selector: 'NewExpression[callee.name="Date"][arguments.length>1]', message: LOCAL },
    { selector: 'CallExpression[callee.name="Date"]', message: TIME },
    { selector: ':function[async=true]', message: WAIT },
    { selector: 'AwaitExpression', message: WAIT },
    { selector: 'ForOfStatement[await=true]', message: WAIT },
    { selector: 'ImportExpression', message: WAIT },
  ],
};

// The kit: works under a policy that forbids markup from strings and inline style; one clock, one door to the network.
const MARKUP = 'strings from outside are text, never markup';
const STYLE = 'inline style does not work under a strict content security policy: use the adopted sheet';
const CLOCK = 'one clock for the page: components/shared/clock';
const DOOR = 'only callback-provider talks to the network and stores';
const markup = properties(
  [
    'innerHTML',
    'outerHTML',
    'insertAdjacentHTML',
    'setHTMLUnsafe',
    'parseHTMLUnsafe',
    'createContextualFragment',
  ],
  MARKUP,
);
const templates = [
  {
    selector:
      'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/<style|(^|\\s)style\\s*=/i]',
    message: STYLE,
  },
  {
    selector:
      'TaggedTemplateExpression[tag.name=/^(html|svg)$/] TemplateElement[value.raw=/\\.(inner|outer)HTML\\s*=/]',
    message: MARKUP,
  },
  {
    selector: 'CallExpression[callee.property.name="setAttribute"][arguments.0.value="style"]',
    message: STYLE,
  },
];

const kit = ({ clock = false, door = false } = {}) => ({
  'no-restricted-globals': bannedGlobals([
    ...(clock ? [] : named(['setInterval', 'setTimeout'], CLOCK)),
    ...(door
      ? []
      : named(
          [
            'fetch',
            'EventSource',
            'XMLHttpRequest',
            'WebSocket',
            'localStorage',
            'sessionStorage',
            'indexedDB',
          ],
          DOOR,
        )),
  ]),
  'no-restricted-properties': [
    'error',
    ...markup,
    ...properties(['isTrusted'], 'a forged event does nothing anyway; hosts and tests may send their own'),
    ...properties(['write', 'writeln'], MARKUP, 'document'),
    ...(clock ? [] : [...properties(['now'], CLOCK, 'Date'), ...properties(['now'], CLOCK, 'performance')]),
    ...(door ? [] : properties(['sendBeacon'], DOOR)),
  ],
  'no-restricted-syntax': [
    'error',
    ...templates,
    ...(clock
      ? []
      : [
          { selector: 'NewExpression[callee.name="Date"][arguments.length=0]', message: CLOCK },
          { selector: 'CallExpression[callee.name="Date"]', message: CLOCK },
        ]),
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [{ name: 'lit', importNames: ['unsafeCSS'], message: MARKUP }],
      patterns: [
        { regex: '^lit(-html)?/directives/unsafe-', message: MARKUP },
        { regex: '^lit(-html)?/static', message: MARKUP },
        { regex: '^lit(-html)?/directives/style-map', message: STYLE },
      ],
    },
  ],
});

const TESTS = ['**/*.test.ts', '**/*.types.ts', 'tests/**', 'mock-server/**/testing.ts'];

export default tseslint.config(
  { ignores: ['dist/', 'storybook-static/', 'test-results/', '.data/', 'custom-elements.json'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    plugins: { house: { rules: { floors, reasons } } },
    rules: { 'house/floors': 'error', 'house/reasons': 'error' },
  },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-var': 'error',
      'prefer-const': 'error',
      'object-shorthand': 'error',
    },
  },

  // Types
  { files: ['**/*.ts'], extends: [tseslint.configs.strictTypeChecked] },
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-import-type-side-effects': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-confusing-void-expression': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
      // Records come over the wire: what a type promises is still worth asking.
      '@typescript-eslint/no-unnecessary-condition': 'off',
      '@typescript-eslint/no-extraneous-class': 'off',
      // Records name each other by id: `!` says "this id is one of ours", and a wrong one fails on the spot.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // A command without fields has an empty payload on purpose.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
    },
  },
  { files: ['**/*.{js,mjs}'], languageOptions: { globals: globals.node } },
  { files: ['components/**', 'stories/**'], languageOptions: { globals: globals.browser } },
  { files: ['demo/**/*.js'], languageOptions: { globals: globals.browser } },

  // Templates and elements
  {
    files: ['components/**/*.ts', 'stories/**/*.ts'],
    extends: [lit['flat/recommended'], wc['flat/best-practice'], litA11y.configs.recommended],
    rules: {
      'lit/attribute-names': ['error', { convention: 'kebab' }],
      'lit/lifecycle-super': 'error',
      'lit/no-classfield-shadowing': 'error',
      'lit/no-legacy-imports': 'error',
      'lit/no-property-change-update': 'error',
      'lit/no-this-assign-in-render': 'error',
      'lit/no-useless-template-literals': 'error',
      'lit/no-value-attribute': 'error',
      'lit/prefer-nothing': 'error',
      'lit/prefer-static-styles': 'error',
      'lit/quoted-expressions': ['error', 'never'],
      // LitElement always has the callbacks that this one wants to be asked for.
      'wc/guard-super-call': 'off',
    },
  },
  { files: ['components/**/*.ts'], ignores: TESTS, rules: kit() },
  {
    files: ['components/shared/clock*', 'components/shared/clock*/**'],
    ignores: TESTS,
    rules: kit({ clock: true }),
  },
  {
    files: ['components/**/*.fixtures.ts', 'components/shared/testing/**'],
    ignores: TESTS,
    rules: kit({ clock: true }),
  },
  { files: ['components/callback-provider/**'], ignores: TESTS, rules: kit({ door: true }) },
  {
    files: ['demo/**'],
    rules: {
      'no-restricted-properties': ['error', ...markup],
      'no-restricted-syntax': ['error', ...templates],
    },
  },

  { files: ['mock-server/engine/**/*.ts'], ignores: TESTS, rules: engine },

  {
    files: TESTS,
    rules: {
      '@typescript-eslint/no-empty-function': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            // `to.equal` has the type of a promise because of snapshots, which it compares nowhere here.
            { from: 'package', package: '@types/chai', name: 'Equal' },
            { from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] },
          ],
        },
      ],
    },
  },
);
