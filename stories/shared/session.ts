import type { ProblemCode } from '../../contract/problems.ts';
import { refusal } from '../../components/shared/testing/session.ts';
import type { FakeSession } from '../../components/shared/testing/session.ts';

/** A provider that takes its time. */
export const unanswered: FakeSession['answer'] = () => new Promise(() => {});

/** A provider that refuses everything for one reason. */
export const refused =
  (code: ProblemCode): FakeSession['answer'] =>
  () =>
    Promise.reject(refusal(code));
