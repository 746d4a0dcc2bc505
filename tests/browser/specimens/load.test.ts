// @ts-expect-error there is no such module
import './missing.ts';

it('is never reached', () => undefined);
