import { expectProblem } from '../guard.ts';
it('expects a warning that stays away', () => expectProblem(/careful/));
