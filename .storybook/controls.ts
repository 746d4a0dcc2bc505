import type { ArgTypesEnhancer } from 'storybook/internal/types';

type ArgType = ReturnType<ArgTypesEnhancer>[string];

/** What is made by the kit itself, or only told. */
const fixed = new Set(['tag', 'version', 'clock']);

const literals = /'[^']*'/g;

/** The control that fits a type as the manifest writes it; records and functions are drawn by the stories alone. */
const controlOf = (type: string): Pick<ArgType, 'control' | 'options'> => {
  const alone = type.replace(' | null', '');
  if (alone === 'boolean') return { control: 'boolean' };
  if (alone === 'string') return { control: 'text' };
  if (alone === 'number') return { control: 'number' };
  const options = alone.match(literals)?.map((word) => word.slice(1, -1));
  return options && alone.replaceAll(literals, '').replaceAll(/[\s|]/g, '') === ''
    ? { control: 'select', options }
    : { control: false };
};

const withControl = (name: string, argType: ArgType): ArgType => {
  const type = argType.table?.type?.summary ?? '';
  switch (argType.table?.category) {
    case 'properties':
      return { ...argType, ...(fixed.has(name) ? { control: false } : controlOf(type)) };
    // Where an attribute is named as its property there is one row for both.
    case 'attributes':
      return { ...argType, ...(name.includes('-') ? { control: false } : controlOf(type)) };
    case 'css custom properties':
      return { ...argType, control: name.includes('-color-') ? 'color' : 'text' };
    default:
      return argType;
  }
};

/** Gives the rows of the manifest their controls. */
export const controls: ArgTypesEnhancer = ({ argTypes }) =>
  Object.fromEntries(Object.entries(argTypes).map(([name, argType]) => [name, withControl(name, argType)]));
