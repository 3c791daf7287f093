import { EventEmitter } from 'node:events';
import { expect, test } from '@jest/globals';
import { contractOf, shippedContract } from '../../../test/support/contracts.ts';
import type { Contract } from '../../model/contract.ts';
import type { Request, Response } from '../../model/exchange.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { check, type CheckOptions } from '../../run/check.ts';
import { embeddedTarget } from '../../run/mock-target.ts';
import { answerQuestions } from '../jobs/questions.ts';
import { makeInThreads, type StartMaker } from './make-in-threads.ts';
import { createMaker } from './maker.ts';
import type { MakingAnswer, MakingQuestion } from './question.ts';

const PACKAGES = await shippedContract('cloud-foundry-v3-packages');

/** Threads of this process, which get and give copies as real ones do. */
function threads(contract: Contract, dies: (question: MakingQuestion) => boolean = () => false) {
  const answers: MakingAnswer[] = [];
  const start: StartMaker = () => {
    const [inside, outside] = [new EventEmitter(), new EventEmitter()];
    const maker = createMaker(contract);
    const port = Object.assign(inside, {
      postMessage: (said: unknown) => void outside.emit('message', structuredClone(said)),
    });
    answerQuestions(port, (question: MakingQuestion) => {
      if (dies(question)) {
        outside.emit('exit', 1);
        return new Promise<MakingAnswer>(() => {});
      }
      const made = maker(question);
      answers.push(made);
      return made;
    });
    return Object.assign(outside, {
      postMessage: (asked: unknown) => void setImmediate(() => inside.emit('message', structuredClone(asked))),
      terminate: () => {},
    });
  };
  return { answers, makers: (jobs: number) => (one: Contract) => makeInThreads(one, { jobs, start }) };
}

/** A server that fails where a name is long. */
const failing = (contract: Contract) => {
  const mock = embeddedTarget(contract);
  return inProcessTarget('a server', async (request: Request): Promise<Response> => {
    if (/[^\u0020-\u007e]/.test(new TextDecoder().decode(request.body)))
      return { status: 500, headers: [], body: new Uint8Array() };
    const { outcome } = await mock.send(request, AbortSignal.timeout(60_000));
    if (!('response' in outcome)) throw new Error('the mock did not answer');
    return outcome.response;
  });
};

async function run(contract: Contract, options: CheckOptions, isFailing = false) {
  const target = isFailing ? failing(contract) : embeddedTarget(contract);
  const found = await check(contract, target, { phases: ['fuzzing'], seed: 7, maxExamples: 150, ...options });
  return {
    cases: found.results.map((result) => ({ ...result.case, operation: result.case.operation.id })),
    findings: found.findings,
    verdict: found.verdict,
    fuzzing: found.fuzzing,
    counts: found.counts,
  };
}

test.each([1, 2, 3])('a run with %i threads that make cases is the run without them', async (jobs) => {
  const { makers, answers } = threads(PACKAGES);
  expect(await run(PACKAGES, { makers: makers(jobs) })).toEqual(await run(PACKAGES, {}));
  expect(answers.flat().filter((one) => typeof one === 'object').length).toBeGreaterThanOrEqual(150);
});

test('a violation that a case of a thread shows is made as small as without threads', async () => {
  const { makers, answers } = threads(PACKAGES);
  const whole = await run(PACKAGES, {}, true);
  expect(await run(PACKAGES, { makers: makers(2) }, true)).toEqual(whole);
  expect(whole.fuzzing?.shrinks).toBeGreaterThan(0);
  expect(whole.findings.map(({ check: id }) => id)).toContain('server-error');
  expect(answers.length).toBeGreaterThan(0);
});

test('a thread that dies of cases costs nothing', async () => {
  const died = new Set<number>();
  const dies = ({ from }: MakingQuestion) => from % 40 === 20 && !died.has(from) && Boolean(died.add(from));
  const { makers } = threads(PACKAGES, dies);
  expect(await run(PACKAGES, { makers: makers(2) })).toEqual(await run(PACKAGES, {}));
  expect(died.size).toBeGreaterThan(1);
});

test('cases that every thread dies of are made without threads', async () => {
  const { makers, answers } = threads(PACKAGES, ({ from }) => from === 40);
  expect(await run(PACKAGES, { makers: makers(1) })).toEqual(await run(PACKAGES, {}));
  expect(answers.length).toBeLessThan(150 / 20);
});

const several = await contractOf({
  paths: {
    '/few': {
      get: {
        operationId: 'few',
        responses: { 200: { description: 'ok' } },
      },
    },
    '/large': {
      post: {
        operationId: 'large',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: {
                type: 'object',
                required: ['number', 'text'],
                properties: {
                  number: { enum: [1, 9007199254740993] },
                  text: { type: 'string', maxLength: 5 },
                },
              },
            },
          },
        },
        responses: { 200: { description: 'ok' } },
      },
    },
  },
});

test('operations with few requests, and with integers that no message carries, are sent the same with threads', async () => {
  const { makers, answers } = threads(several);
  const whole = await run(several, {});
  expect(await run(several, { makers: makers(2) })).toEqual(whole);
  expect(answers.flat()).toContain('unsure');
  const few = whole.cases.filter(({ operation }) => operation === 'few').length;
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(150);
});

test('a contract of a URL has its cases made without threads', () => {
  expect(makeInThreads({ ...PACKAGES, file: 'https://example.org/openapi.yaml' }, { jobs: 2 })).toBeUndefined();
});
