import { assert } from '@open-wc/testing';

it('asserts what is not so', () => assert.equal(1, 2));
it('and something that is', () => assert.equal(2, 2));
