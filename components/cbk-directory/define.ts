import { CbkDirectory } from './cbk-directory.ts';

CbkDirectory.define();
