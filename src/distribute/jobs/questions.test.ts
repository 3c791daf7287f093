import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { answerQuestions, createThreads, ThreadsEnded, type AnsweringThread } from './questions.ts';

/** A thread of this process that squares numbers. @param dies of which numbers, and with which error */
function squaring(dies: (number: number) => string | undefined = () => undefined) {
  return (): AnsweringThread<number, number> => {
    const [inside, outside] = [new EventEmitter(), new EventEmitter()];
    const port = Object.assign(inside, { postMessage: (said: unknown) => void outside.emit('message', said) });
    answerQuestions(port, async (number: number) => {
      const message = dies(number);
      if (message === undefined) return number * number;
      outside.emit('error', new Error(message));
      outside.emit('exit', 1);
      return new Promise<number>(() => {});
    });
    const postMessage = (asked: unknown) => void setImmediate(() => inside.emit('message', asked));
    return Object.assign(outside, { postMessage, terminate: () => {} });
  };
}

const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

test('each question has its own answer, whichever thread gives it', async () => {
  const threads = createThreads(squaring(), 2);
  const answers = await Promise.all(upTo(20).map((number) => threads.ask(number)));
  expect(answers).toEqual(upTo(20).map((number) => number * number));
  await threads.close();
});

test('a thread answers one question after the other', async () => {
  const port = Object.assign(new EventEmitter(), { postMessage: (said: unknown) => void answers.push(said) });
  const answers: unknown[] = [];
  const waiting: (() => void)[] = [];
  answerQuestions(port, (name: string) => new Promise((resolve) => waiting.push(() => resolve(`${name}!`))));
  port.emit('message', { id: 1, question: 'one' });
  port.emit('message', { id: 2, question: 'two' });
  const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
  await turn();
  expect(waiting.length).toBe(1);
  waiting[0]?.();
  await turn();
  expect(waiting.length).toBe(2);
  waiting[1]?.();
  await turn();
  expect(answers).toEqual([
    { id: 1, answer: 'one!' },
    { id: 2, answer: 'two!' },
  ]);
});

test('a question is asked again where a thread dies of it', async () => {
  let deaths = 0;
  const threads = createThreads(
    squaring((number) => (number === 3 && (deaths += 1) < 3 ? 'out of memory' : undefined)),
    2,
  );
  expect(await Promise.all(upTo(6).map((number) => threads.ask(number)))).toEqual([0, 1, 4, 9, 16, 25]);
  expect(deaths).toBe(3);
  await threads.close();
});

test('nothing is answered any more once three threads died of one question', async () => {
  const threads = createThreads(
    squaring((number) => (number === 1 ? 'out of memory' : undefined)),
    1,
  );
  await expect(threads.ask(1)).rejects.toThrow('the thread ended (out of memory)');
  await expect(threads.ask(2)).rejects.toThrow(ThreadsEnded);
  await threads.close();
});

test('questions that are open when the threads are closed have no answer', async () => {
  const threads = createThreads(squaring(), 1);
  const open = threads.ask(2);
  const ended = expect(open).rejects.toThrow('the threads were closed');
  await threads.close();
  await ended;
  await expect(threads.ask(3)).rejects.toThrow('the threads were closed');
});
