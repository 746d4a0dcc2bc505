import type { ArgTypesEnhancer } from 'storybook/internal/types';

type ArgType = ReturnType<ArgTypesEnhancer>[string];

/** What is made by the kit itself, or only told. */
const fixed = new Set(['tag', 'version', 'clock']);

const literals = /'[^']*'/g;

const none = { control: { disable: true } } as const;

/** The control that fits a type as the manifest writes it; records and functions are drawn by the stories alone. */
const controlOf = (type: string): Pick<ArgType, 'control' | 'options'> => {
  const alone = type.replace(' | null', '');
  if (alone === 'boolean') return { control: { type: 'boolean' } };
  if (alone === 'string') return { control: { type: 'text' } };
  if (alone === 'number') return { control: { type: 'number' } };
  const options = alone.match(literals)?.map((word) => word.slice(1, -1));
  return options && /^[\s|]*$/.test(alone.replaceAll(literals, ''))
    ? { control: { type: 'select' }, options }
    : none;
};

const withControl = (name: string, argType: ArgType): ArgType => {
  const type = argType.table?.type?.summary ?? '';
  switch (argType.table?.category) {
    case 'properties':
      return { ...argType, ...(fixed.has(name) ? none : controlOf(type)) };
    // Where an attribute is named as its property there is one row for both.
    case 'attributes':
      return { ...argType, ...(name.includes('-') ? none : controlOf(type)) };
    case 'css custom properties':
      return { ...argType, control: { type: name.includes('-color-') ? 'color' : 'text' } };
    default:
      return { ...argType, ...none };
  }
};

/** Gives the rows of the manifest their controls. */
export const controls: ArgTypesEnhancer = ({ argTypes }) =>
  Object.fromEntries(Object.entries(argTypes).map(([name, argType]) => [name, withControl(name, argType)]));
