/** Questions to threads, each with one answer, whichever thread gives it. */
import { createPool, type PoolThread } from './pool.ts';

/** A question on its way. */
export interface Asked<Question> {
  id: number;
  question: Question;
}

/** Its answer on the way back. */
export interface Said<Answer> {
  id: number;
  answer: Answer;
}

export type AnsweringThread<Question, Answer> = PoolThread<Asked<Question>, Said<Answer>>;

/** Threads that answer the same question with the same answer. */
export interface Threads<Question, Answer> {
  /** @throws ThreadsEnded once three threads died of one question, or after `close` */
  ask(question: Question): Promise<Answer>;
  close(): Promise<void>;
}

/** No thread answers any more: who asked has to find the answer here. */
export class ThreadsEnded extends Error {}

/** @param size how many threads there are at most; one that dies is replaced, and what it was asked is asked again */
export function createThreads<Question, Answer>(
  start: () => AnsweringThread<Question, Answer>,
  size: number,
): Threads<Question, Answer> {
  const open = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  let ended: ThreadsEnded | undefined;
  const end = (reason: string): void => {
    ended ??= new ThreadsEnded(reason);
    for (const { reject } of open.values()) reject(ended);
    open.clear();
  };
  const pool = createPool<Asked<Question>, Said<Answer>>(start, size, {
    onAnswer: ({ id, answer }) => {
      open.get(id)?.resolve(answer);
      open.delete(id);
    },
    onGivenUp: (_, error) => end(`the thread ended (${error?.message ?? 'without a word'})`),
  });
  let next = 0;
  // One after the other: so few wait at a thread that none has much more to do than another.
  let room = Promise.resolve();
  return {
    ask: (question) =>
      new Promise((resolve, reject) => {
        const id = next;
        next += 1;
        open.set(id, { resolve, reject });
        if (ended) end(ended.message);
        // What no message can carry is no thread's to answer.
        room = room
          .then(() => (ended ? undefined : pool.give({ id, question })))
          .catch((error: Error) => end(error.message));
      }),
    close: () => {
      end('the threads were closed');
      return pool.close();
    },
  };
}

/** The side of a thread. */
interface Port<Question, Answer> {
  on(event: 'message', listener: (asked: Asked<Question>) => void): unknown;
  postMessage(said: Said<Answer>): void;
}

/** Answers questions, one after the other. An error ends the thread. */
export function answerQuestions<Question, Answer>(
  port: Port<Question, Answer> | null,
  answerTo: (question: Question) => Answer | Promise<Answer>,
): void {
  let last = Promise.resolve();
  port?.on('message', ({ id, question }) => {
    last = last.then(async () => port.postMessage({ id, answer: await answerTo(question) }));
  });
}
