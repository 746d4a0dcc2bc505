#!/usr/bin/env node
// Runs the sources as they are: until there is a build, tsx is what makes JavaScript of them.
import { register } from 'tsx/esm/api';

register();
await import('../mock-server/node.ts');
