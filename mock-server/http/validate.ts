import * as v from 'valibot';
import { problemDocument, streamSchemas } from '../../contract/answer-schemas.ts';
import { problemCode, ProblemError, type Problem } from '../../contract/problems.ts';
import { problemsOf, type Operation } from './operations.ts';

/** The simulator answered something that its own document does not describe. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
}

/** Throws where the value does not fit, and names the place, never the value. */
const judge = (what: string, schema: v.GenericSchema, value: unknown): void => {
  const { success, issues } = v.safeParse(schema, value);
  if (success) return;
  const [{ path }] = issues;
  const place = path?.map(({ key }) => String(key)).join('.');
  throw new AnswerError(`${what}: ${place ? `"${place}"` : 'it'} does not fit`);
};

const judgeProblem = (what: string, operation: Operation, problem: Problem, status: number): void => {
  judge(what, problemDocument, problem);
  const code = problemCode(problem.type)!;
  if (problem.status !== status) throw new AnswerError(`${what}: ${code} is answered with ${status}`);
  if (!problemsOf(operation).includes(code)) throw new AnswerError(`${what}: ${code} is not described`);
};

/** Hands on what it reads, message by message, and judges each as it comes by; of its own it keeps nothing. */
const judgedStream = (
  what: string,
  body: ReadableStream<Uint8Array>,
  onError: (error: unknown) => void,
): ReadableStream<Uint8Array> => {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  const judgeFrames = (piece: Uint8Array) => {
    const frames = (rest + decoder.decode(piece, { stream: true })).split('\n\n');
    rest = frames.pop()!;
    for (const frame of frames) {
      const { event = '', data = '' } = Object.fromEntries(
        frame.split('\n').map((line) => [line.split(':', 1)[0], line.slice(line.indexOf(':') + 2)]),
      ) as { event?: string; data?: string };
      const schema = Object.entries(streamSchemas).find(([name]) => name === event)?.[1];
      if (!schema) throw new AnswerError(`${what}: a message of an unknown kind`);
      judge(`${what}, ${event}`, schema, JSON.parse(data));
    }
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        try {
          judgeFrames(value);
        } catch (error) {
          onError(error);
          void reader.cancel().catch(() => {});
          throw error;
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
};

/**
 * Answers, and judges the answer by what the operation says of it; what comes in a stream is judged as it is read.
 * @throws AnswerError where it does not fit; what was thrown instead of an answer.
 */
export const judged = async (
  what: string,
  operation: Operation,
  answer: () => Response | Promise<Response>,
  onError: (error: unknown) => void,
): Promise<Response> => {
  let response: Response;
  try {
    response = await answer();
  } catch (error) {
    if (error instanceof ProblemError) judgeProblem(what, operation, error.problem, error.problem.status);
    throw error;
  }
  const type = response.headers.get('content-type')?.split(';', 1)[0];
  if (!response.ok) {
    if (type !== 'application/problem+json') throw new AnswerError(`${what}: a refusal of another type`);
    judgeProblem(what, operation, (await response.clone().json()) as Problem, response.status);
  } else if (type !== operation.answer.type) {
    throw new AnswerError(`${what}: answered with ${type ?? 'no type'}`);
  } else if (operation.answer.type === 'application/json') {
    judge(what, operation.answer.schema, await response.clone().json());
  } else if (operation.answer.type === 'text/event-stream') {
    return new Response(judgedStream(what, response.body!, onError), response);
  }
  return response;
};
