export { base as timer } from './base.ts';
