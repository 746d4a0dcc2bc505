export { base as card } from './base.ts';
