import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { createLedger } from '../state/ledger.ts';
import { watchUnproved } from './unproved-creations.ts';

const responses = { 200: { description: '' } };
const CONTRACT = await contractOf({
  paths: {
    '/pets': {
      get: { operationId: 'listPets', responses },
      post: { operationId: 'createPet', responses },
    },
    '/shops': { post: { operationId: 'createShop', responses } },
    '/pets/search': { post: { operationId: 'searchPets', responses } },
    '/getText': { post: { operationId: 'getText', responses } },
  },
});

const caseOf = (id: string, nth: number) => {
  const operation = CONTRACT.operations.find((one) => one.id === id);
  const request = { method: operation?.method ?? '', path: operation?.path ?? '', headers: [] };
  return { id: `${id} > ${nth}`, operation, request } as unknown as Case;
};

/** What is listed after answers of operations with statuses; 0 stands for no answer. */
function left(
  answers: [id: string, status: number][],
  { proved = [] as number[], later = [] as number[], undone = '' } = {},
) {
  const ledger = createLedger();
  const watch = watchUnproved(CONTRACT, 'http://127.0.0.1:1', ledger, ({ id }) => id === undone);
  for (const [nth, [id, status]] of answers.entries()) {
    const testCase = caseOf(id, nth);
    if (proved.includes(nth))
      ledger.recordCreated({ template: '/pets/{id}', params: { id: nth }, by: id, case: testCase.id });
    const outcome = status === 0 ? { failure: { kind: 'reset', message: '' } } : { response: { status } };
    watch.see(testCase, { request: testCase.request, outcome } as unknown as Exchange);
  }
  for (const nth of later)
    ledger.recordCreated({ template: '/pets/{id}', params: { id: nth }, by: 'createPet', case: `createPet > ${nth}` });
  return watch.leftovers();
}

const MAYBE = 'may have created something, and the contract does not say where: curl';

test('successes and errors of the server are listed once an operation, with the first request', () => {
  const listed = left([
    ['createPet', 400],
    ['createPet', 200],
    ['createShop', 299],
    ['createPet', 500],
    ['createPet', 200],
  ]);
  expect(listed).toEqual([
    {
      operation: 'createPet',
      case: 'createPet > 1',
      reason: expect.stringContaining(`3 requests answered with 200, 500 ${MAYBE}`),
      sent: [expect.stringMatching(/^curl .*\/pets'/), expect.any(String), expect.any(String)],
    },
    {
      operation: 'createShop',
      case: 'createShop > 2',
      reason: expect.stringContaining(`1 request answered with 299 ${MAYBE}`),
    },
  ]);
  expect(listed[0]?.reason).toContain('http://127.0.0.1:1/pets');
});

test.each<[string, [string, number], object?]>([
  ['a request without an answer', ['createPet', 0]],
  ['an informational answer', ['createPet', 199]],
  ['a redirection', ['createPet', 300]],
  ['a refusal', ['createPet', 499]],
  ['a request that only reads', ['listPets', 200]],
  ['a POST that only asks', ['searchPets', 200]],
  ['a POST that reads', ['getText', 200]],
  ['a creation that is proved', ['createPet', 201], { proved: [0] }],
  ['a creation that is proved later', ['createPet', 200], { later: [0] }],
  ['a creation that is undone in another way', ['createPet', 201], { undone: 'createPet' }],
])('%s is not listed', (...[, answer, more]) => {
  expect(left([answer], more)).toEqual([]);
});

test('what is proved later is not counted with the others', () => {
  const [one, ...others] = left([...[500, 201, 200].map((status): [string, number] => ['createPet', status])], {
    later: [0, 1],
  });
  expect(others).toEqual([]);
  expect(one).toEqual({
    operation: 'createPet',
    case: 'createPet > 2',
    reason: expect.stringContaining(`1 request answered with 200 ${MAYBE}`),
  });
});

test('each of several requests is listed, a thousand of an operation at most', () => {
  const requests = (count: number) => left(Array.from({ length: count }, () => ['createPet', 200]));
  expect(requests(1)[0]).not.toHaveProperty('sent');
  expect(requests(2)[0]?.sent).toHaveLength(2);
  expect(requests(1000)[0]).toMatchObject({ reason: expect.stringContaining('1000 requests'), sent: { length: 1000 } });
  expect(requests(1001)[0]).toMatchObject({ reason: expect.stringContaining('1001 requests'), sent: { length: 1000 } });
});

test('the curl lines show what was sent, without credentials that the target did not want', () => {
  const watch = watchUnproved(CONTRACT, 'http://127.0.0.1:1', createLedger(), () => false);
  for (const nth of [1, 2]) {
    const { request, ...testCase } = caseOf('createPet', nth);
    const headers: [string, string][] = [['Authorization', 'bearer assay']];
    watch.see(
      { ...testCase, request: { ...request, headers } },
      {
        ...{ request, outcome: { response: { status: 200, headers: [], body: new Uint8Array() } } },
        ...{ duration: 1, retries: 0 },
      },
    );
  }
  const [listed] = watch.leftovers();
  expect(listed?.reason).toMatch(/: curl .*\/pets'$/);
  expect(listed).toMatchObject({ sent: [expect.not.stringContaining('$'), expect.not.stringContaining('$')] });
});

test('requests beyond the thousand count with their statuses, and where all that are listed are proved as well', () => {
  const thousand = Array.from({ length: 1000 }, (): [string, number] => ['createPet', 200]);
  const proved = [...thousand.keys()];
  expect(left([...thousand, ['createPet', 201], ['createPet', 200]])[0]?.reason).toMatch(
    /^1002 requests answered with 200, 201 may have created something/,
  );
  expect(left([...thousand, ['createPet', 201]], { later: proved })).toEqual([
    {
      ...{ operation: 'createPet', case: 'createPet > 0' },
      reason: expect.stringContaining(`1 request answered with 201 ${MAYBE}`),
    },
  ]);
  expect(left(thousand, { later: proved })).toEqual([]);
});

test('the curl line of the first of several requests is whole where it is told, and cut to 2000 characters in the list', () => {
  const watch = watchUnproved(CONTRACT, 'http://127.0.0.1:1', createLedger(), () => false);
  for (const nth of [1, 2]) {
    const testCase = caseOf('createPet', nth);
    const request = { ...testCase.request, path: `/pets?${'x'.repeat(3000)}` };
    watch.see({ ...testCase, request }, { request, outcome: { response: { status: 200 } } } as unknown as Exchange);
  }
  const [{ reason, sent } = { reason: '' }] = watch.leftovers();
  expect(reason).toContain('x'.repeat(3000));
  expect(sent?.map((line) => line.length)).toEqual([2000, 2000]);
});
