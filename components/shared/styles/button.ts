export { base as button } from './base.ts';
