/** A bridge to connectors that speak OpenFrame: docs/openframe.md. */
export { createOpenFrameBridge, type OpenFrameBridge, type OpenFrameOptions } from './bridge.ts';
export { actionNames, type ActionKey } from './actions.ts';
