import { describe, expect, test } from '@jest/globals';
import type { Failure, Request, Response, Target } from '../../model/exchange.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { inProcessTarget } from '../../exchange/in-process-target.ts';
import { createLedger } from '../state/ledger.ts';
import { undoCreated, type UndoOptions } from './undo-created.ts';

const responses = { 204: { description: '' } };
const path = (...names: string[]) => ({
  parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } })),
});
const CONTRACT = await contractOf({
  paths: {
    '/pets': { post: { operationId: 'createPet', responses } },
    '/pets/{id}': { ...path('id'), get: { responses }, delete: { operationId: 'deletePet', responses } },
    '/shops/{name}': { ...path('name'), get: { responses } },
  },
});

type Answer = Response | Failure | Error;
const status = (code: number): Response => ({ status: code, headers: [], body: new Uint8Array() });

/** Undoes three pets and says what was asked for and what is left. */
async function undo(
  answer: (request: Request) => Answer,
  options: UndoOptions = {},
  template = '/pets/{id}',
  asSent?: Target['asSent'],
) {
  const ledger = createLedger();
  const name = template === '/pets/{id}' ? 'id' : 'name';
  for (const id of [1, 2, 3])
    ledger.recordCreated({ template, params: { [name]: id }, by: 'createPet', case: `createPet > ${id}` });
  ledger.recordGone({ template, params: { [name]: 2 } });
  const asked: string[] = [];
  const plain = inProcessTarget('pets', () => status(204), 'http://127.0.0.1:1');
  const target: Target = {
    ...plain,
    ...(asSent && { asSent }),
    send: async (request) => {
      asked.push(`${request.method} ${request.path}`);
      const what = answer(request);
      if (what instanceof Error) throw what;
      return { request, outcome: 'kind' in what ? { failure: what } : { response: what }, duration: 1, retries: 0 };
    },
  };
  const leftovers = await undoCreated(CONTRACT, target, ledger, options);
  return { asked, leftovers, gone: ledger.created().map(({ isGone }) => isGone) };
}

test.each([200, 204, 299, 404, 410])('the newest goes first, and nothing is left where %i comes', async (code) => {
  expect(await undo(() => status(code))).toEqual({
    asked: ['DELETE /pets/3', 'DELETE /pets/1'],
    leftovers: [],
    gone: [true, true, true],
  });
});

test.each<[string, Answer]>([
  ['answered with 199', status(199)],
  ['answered with 300', status(300)],
  ['answered with 403', status(403)],
  ['nothing listens there', { kind: 'unreachable', message: 'nothing listens there' }],
  ['stopped', new Error('stopped')],
])('what could not be deleted is listed with a curl line: %s', async (words, answer) => {
  const { leftovers, gone } = await undo(({ path: asked }) => (asked === '/pets/3' ? answer : status(204)));
  expect(leftovers).toEqual([
    {
      operation: 'createPet',
      case: 'createPet > 3',
      reason: expect.stringMatching(`^/pets/3 was not deleted \\(${words}\\): curl .*-X DELETE .*/pets/3`),
    },
  ]);
  expect(gone).toEqual([true, true, false]);
});

test('header fields of every request are sent with deletions', async () => {
  const { leftovers } = await undo(({ headers }) => status(headers.some(([name]) => name === 'X-Key') ? 204 : 401), {
    overrides: { headers: [['X-Key', 'k']], set: {} },
  });
  expect(leftovers).toEqual([]);
});

test.each<[string, UndoOptions, string?]>([
  ['the contract has none', {}, '/shops/{name}'],
  ['it is left out of the run', { filters: { exclude: { operation: ['deletePet'] } } }],
])('nothing is sent where no DELETE may be: %s', async (...[, options, template]) => {
  const { asked, leftovers } = await undo(() => status(204), options, template);
  expect(asked).toEqual([]);
  expect(leftovers.map(({ reason }) => reason)).toEqual(
    [3, 1].map(
      (id) =>
        `${(template ?? '/pets/{id}').replace(/\{.*\}/, String(id))} was created, and no DELETE of the contract may be sent to take it away`,
    ),
  );
});

describe('a target that ends', () => {
  const REFUSED: Failure = { kind: 'unreachable', message: 'nothing listens there' };
  const pause = () => Promise.resolve();

  test('is waited for, and the others of that kind are put off until the rest is gone', async () => {
    let looks = 0;
    let isDown = false;
    const { asked, leftovers, gone } = await undo(
      ({ path: asking }) => {
        if (asking === '/') isDown = (looks += 1) % 3 !== 0;
        else if (asking === '/pets/3' && looks === 0) isDown = true;
        return isDown ? REFUSED : status(204);
      },
      { pause },
    );
    expect(asked).toEqual(['DELETE /pets/3', 'GET /', 'GET /', 'GET /', 'DELETE /pets/3', 'DELETE /pets/1']);
    expect([leftovers, gone]).toEqual([[], [true, true, true]]);
  });

  test('is not waited for again after it ended twice at things of one kind', async () => {
    let isDown = false;
    const { asked, leftovers } = await undo(
      ({ path: asking }) => {
        const answer = isDown || asking !== '/' ? REFUSED : status(404);
        isDown = asking !== '/' || !isDown;
        if (asking === '/') isDown = false;
        return answer;
      },
      { pause },
    );
    expect(asked).toEqual(['DELETE /pets/3', 'GET /', 'GET /', 'DELETE /pets/3', 'GET /', 'GET /']);
    expect(leftovers.map(({ reason }) => /\((.*?)\):/.exec(reason)?.[1])).toEqual([
      'nothing listens there',
      'the target had ended',
    ]);
  });

  test('is looked for thirty times, and then asked for nothing more', async () => {
    const { asked, leftovers } = await undo(() => REFUSED, { pause });
    expect(asked).toEqual(['DELETE /pets/3', ...Array.from({ length: 30 }, () => 'GET /')]);
    expect(leftovers).toHaveLength(2);
  });

  test('which drops one connection alone has not ended', async () => {
    const { asked, leftovers } = await undo(
      ({ path: asking }) => (asking === '/pets/3' ? { kind: 'reset', message: 'it hung up' } : status(204)),
      { pause },
    );
    expect(asked).toEqual(['DELETE /pets/3', 'GET /', 'DELETE /pets/1']);
    expect(leftovers).toHaveLength(1);
  });

  test('is not looked for once the user stopped the run', async () => {
    const { asked } = await undo(() => REFUSED, { pause, signal: AbortSignal.abort() });
    expect(asked).toEqual(['DELETE /pets/3', 'DELETE /pets/1']);
  });
});

test('what is undone in another way is left alone', async () => {
  expect(await undo(() => status(204), { except: new Set(['createPet']) })).toEqual({
    asked: [],
    leftovers: [],
    gone: [false, true, false],
  });
});

test('the curl lines show what is sent, without credentials that the target does not want', async () => {
  const overrides = { headers: [['Authorization', 'bearer assay']] as [string, string][], set: {} };
  const left = async (asSent?: Target['asSent']) =>
    (await undo(() => status(403), { overrides }, '/pets/{id}', asSent)).leftovers.map(({ reason }) => reason);
  expect((await left()).filter((line) => line.includes('$TOKEN'))).toHaveLength(2);
  expect((await left((request) => ({ ...request, headers: [] }))).filter((line) => line.includes('$TOKEN'))).toEqual(
    [],
  );
});
