import { kit } from './scripts/manifest.mjs';

export default {
  globs: ['components/**/*.ts'],
  exclude: [
    'components/**/*.{test,types,fixtures,styles,strings}.ts',
    'components/shared/testing/**',
    'components/index.ts',
  ],
  litelement: true,
  outdir: '.',
  packagejson: false,
  plugins: [kit],
};
