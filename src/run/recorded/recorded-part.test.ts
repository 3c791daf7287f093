import { expect, test } from '@jest/globals';
import type { Result } from '../../model/run.ts';
import type { Lacks, Recorded } from '../../exchange/recordings/recorded.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Spool } from '../fold/spool.ts';
import { createRecordedJudge, emptyPart, mergeRecordedPart, type RecordedPart } from './recorded-part.ts';

const pet = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const PETS = await contractOf({
  paths: {
    '/pets': {
      post: {
        operationId: 'addPet',
        security: [{ key: [] }],
        requestBody: json(pet),
        responses: {
          201: {
            description: 'Made.',
            headers: { 'X-Count': { required: true, schema: { type: 'integer' } } },
            ...json(pet),
          },
        },
      },
      delete: { operationId: 'clear', responses: { 204: { description: 'Gone.' } } },
    },
  },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
});
const SHOPS = await contractOf(
  { paths: { '/shops': { get: { operationId: 'shops', responses: { 200: { description: 'All.' } } } } } },
  'shops',
);

interface Sent {
  method?: string;
  path?: string;
  key?: string;
  body?: string;
  status?: number;
  answer?: string;
  headers?: [string, string][];
  lacks?: Lacks;
}
function exchange(sent: Sent = {}): Recorded {
  const { method = 'POST', path = '/pets', key, body = '{"name":"a"}', status = 201, answer = '{"name":"a"}' } = sent;
  const { headers = [['X-Count', '1']], lacks } = sent;
  const type: [string, string] = ['Content-Type', 'application/json'];
  return {
    ...{ name: 'one', origin: 'http://api.example.org' },
    exchange: {
      request: {
        ...{ method, path, headers: [...(key === undefined ? [] : [['X-Key', key] as [string, string]]), type] },
        ...(method === 'POST' && { body: Buffer.from(body) }),
      },
      outcome: { response: { status, headers: [type, ...headers], body: Buffer.from(answer) } },
      ...{ duration: 1, retries: 0 },
    },
    ...(lacks && { lacks }),
  };
}
const good = () => exchange({ key: 'k-123456' });
const DELETED: Sent = { method: 'DELETE', status: 204, answer: '', headers: [] };

function partOf(all: Parameters<ReturnType<typeof createRecordedJudge>['add']>[0][], keep = [9, 9]): RecordedPart {
  const judge = createRecordedJudge([PETS, SHOPS], keep);
  all.forEach((one, number) => judge.add(one, number));
  return judge.part();
}
const reasons = ({ byReason }: RecordedPart['unmatched']) =>
  [...byReason.values()].map(({ entry, count }) => `${count} ${entry.reason}`);
const names = ({ byReason }: RecordedPart['unmatched']) => [...byReason.values()].map(({ entry }) => entry.case);
const found = ({ fold }: RecordedPart['contracts'][number]) =>
  [...fold.findings.values()].map(({ shown: { result } }) => result.findings.map(({ at }) => at)).flat();

test.each([
  ['/shelves', '/shelves'],
  ['/shelves?page=1', '/shelves'],
  ['/shelves/12/books', '/shelves/…/books'],
  ['/shelves/12/34', '/shelves/…/…'],
  ['/shelves/12a', '/shelves/12a'],
  ['/12shelves', '/12shelves'],
  ['/shelves/0123456789abcdef', '/shelves/…'],
  ['/shelves/0123456789ABCDEF/x', '/shelves/…/x'],
  ['/shelves/abcdef-abcdef-abcd', '/shelves/…'],
  ['/shelves/abcdefabcdefabc', '/shelves/abcdefabcdefabc'],
  ['/shelves/a_long-name_with-a-1', '/shelves/…'],
  ['/shelves/a_name_with_the_no1', '/shelves/a_name_with_the_no1'],
  ['/shelves/a_long-name_without-any', '/shelves/a_long-name_without-any'],
])('a request for %s, which nothing matches, is one for %s', (path, said) => {
  expect(reasons(partOf([exchange({ method: 'GET', path })]).unmatched)).toEqual([
    `1 no operation matches GET ${said}`,
  ]);
});

test('what cannot be read is no exchange, and is told with what nothing matches', () => {
  const part = partOf([{ name: 'x', problem: 'is not JSON' }, exchange({ path: '/a' }), good()]);
  expect(reasons(part.unmatched)).toEqual(['1 is not JSON', '1 no operation matches POST /a']);
  expect(names(part.unmatched)).toEqual(['x', 'one']);
  expect([part.exchanges, part.contracts.map(({ judged }) => judged)]).toEqual([2, [1, 0]]);
});

test('an exchange is that of the contract that has its operation', () => {
  const [pets, shops] = partOf([good(), exchange({ method: 'GET', path: '/shops', status: 200 })]).contracts;
  expect([...(pets?.operations ?? [])]).toEqual(['addPet']);
  expect([...(shops?.operations ?? [])]).toEqual(['shops']);
  expect([pets?.carriesCredentials, shops?.carriesCredentials]).toEqual([true, false]);
  expect([...(pets?.secrets ?? [])]).toEqual(['k-123456']);
});

test.each<[string, Sent, at: string[], reasons: string[]]>([
  ['all', {}, ['body#/name', 'header X-Count'], []],
  [
    'no body',
    { lacks: { responseBody: true } },
    ['header X-Count'],
    ['1 the recording does not have the body of the answer'],
  ],
  [
    'a body with masked secrets',
    { lacks: { responseBody: 'masked' } },
    ['header X-Count'],
    ['1 the recording has secrets masked in the body of the answer'],
  ],
  [
    'no header fields',
    { lacks: { responseHeaders: true } },
    [],
    ['1 the recording does not have the header fields of the answer'],
  ],
  [
    'neither a body nor header fields',
    { lacks: { responseBody: true, responseHeaders: true } },
    [],
    [
      '1 the recording does not have the body of the answer',
      '1 the recording does not have the header fields of the answer',
    ],
  ],
  ['masked fields of the request', { lacks: { maskedHeaders: ['x'] } }, ['body#/name', 'header X-Count'], []],
  ['another status, and no header fields', { status: 202, lacks: { responseHeaders: true } }, ['status'], []],
  [
    'a body with a mask in it',
    { answer: '{"token":"[masked]"}' },
    ['header X-Count'],
    ['1 the recording has secrets masked in the body of the answer'],
  ],
  ['no body, where none is documented', { ...DELETED, lacks: { responseBody: true } }, [], []],
])('what a recording does not have of an answer is not judged, where it has %s', (_, sent, at, want) => {
  const [pets] = partOf([exchange({ key: 'k', answer: '{}', headers: [], ...sent })]).contracts;
  expect([...new Set(found(pets as never))].sort()).toEqual(at);
  if (!at.includes('status')) expect(reasons(pets?.unjudged as never)).toEqual(want);
  expect(pets?.judged).toBe(1);
});

test('what a recording does not have is told of each exchange by its name, also where nothing is wrong', () => {
  const [pets] = partOf([exchange({ key: 'k', lacks: { responseBody: true } })], [0, 0]).contracts;
  expect(names(pets?.unjudged as never)).toEqual(['one']);
});

test('a valid request that was refused for the state of the server is not judged, and carries credentials', () => {
  const [pets] = partOf([exchange({ key: 'k', status: 409 })]).contracts;
  expect(reasons(pets?.unjudged as never)).toEqual([
    '1 a valid request was answered with 409, which depends on the state of the server',
  ]);
  expect([pets?.judged, pets?.operations.size, pets?.carriesCredentials]).toEqual([0, 0, true]);
});

test.each([0, 9])('results go into the file of their contract where %i of them are kept', (keep) => {
  const added: [string, number][] = [];
  const spool = { add: (result: Result, number: number) => added.push([result.case.operation.id, number]) };
  const judge = createRecordedJudge([PETS], [keep], { spools: [spool as unknown as Spool] });
  [good(), exchange(DELETED)].forEach((one, number) => judge.add(one, number));
  judge.part();
  expect(added).toEqual([
    ['addPet', 0],
    ['clear', 2],
  ]);
});

test.each([
  [0, 0],
  [1, 1],
  [2, 2],
  [9, 3],
])('at most %i results are kept: %i of three', (keep, kept) => {
  const [pets] = partOf([good(), good(), good()], [keep, keep]).contracts;
  expect(pets?.fold.kept.map(({ number }) => number)).toEqual([0, 2, 4].slice(0, kept));
  expect([pets?.judged, pets?.fold.counts.cases]).toEqual([3, 3]);
});

test('results are told of as soon as as many wait as are judged together, and the others at the end', () => {
  const told: Result[] = [];
  const judge = createRecordedJudge([PETS], [0], { batch: 2, onResult: (result) => told.push(result) });
  const counts = [1, 2, 3, 4, 5].map((number) => (judge.add(good(), number), told.length));
  expect(counts).toEqual([0, 2, 2, 4, 4]);
  expect(judge.part()).toMatchObject({ exchanges: 5, contracts: [{ judged: 5 }] });
  expect(told).toHaveLength(5);
  expect(judge.part()).toEqual(emptyPart([PETS]));
});

test('secrets of an earlier part are told again in a later one', () => {
  const judge = createRecordedJudge([PETS], [0]);
  const secrets = [1, 2].map((number) => {
    judge.add(exchange({ key: 'k-123456', answer: '{}' }), number);
    return [...(judge.part().contracts[0]?.secrets ?? [])];
  });
  expect(secrets).toEqual([['k-123456'], ['k-123456']]);
});

test('an invalid request that was accepted is one exchange of two results', () => {
  const [pets] = partOf([exchange({ key: 'k', body: '{}' })]).contracts;
  expect([pets?.judged, pets?.fold.kept.map(({ number }) => number)]).toEqual([1, [0, 1]]);
  const [unkept] = partOf([exchange({ key: 'k', body: '{}' })], [0, 0]).contracts;
  expect([unkept?.judged, unkept?.fold.counts.cases]).toEqual([1, 2]);
});

test('two parts are what the whole is', () => {
  const all = [
    exchange({ path: '/a' }),
    good(),
    exchange({ status: 409, key: 'k-654321' }),
    exchange({ key: 'k-other-1', answer: '{}' }),
    exchange(DELETED),
    exchange({ method: 'GET', path: '/shops', status: 200 }),
  ];
  const [first, second] = [all.slice(0, 2), all.slice(2)].map((some, nth) => {
    const judge = createRecordedJudge([PETS, SHOPS], [9, 9]);
    some.forEach((one, index) => judge.add(one, index + nth * 2));
    return judge.part();
  }) as [RecordedPart, RecordedPart];
  const whole = emptyPart([PETS, SHOPS]);
  mergeRecordedPart(whole, second, 9);
  mergeRecordedPart(whole, first, 9);
  const sorted = (part: RecordedPart) => ({
    ...part,
    contracts: part.contracts.map((one) => ({ ...one, secrets: [...one.secrets].sort() })),
  });
  expect(sorted(whole)).toEqual(sorted(partOf(all)));
  expect(whole.contracts[0]).toMatchObject({ carriesCredentials: true, judged: 3 });
});
