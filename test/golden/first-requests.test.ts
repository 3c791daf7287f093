import { test } from '@jest/globals';
import type { Contract, Operation } from '../../src/model/contract.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import type { Hint } from '../../src/cases/baseline/hints/hint.ts';
import type { Candidate, Known } from '../../src/cases/baseline/known.ts';
import { ladder } from '../../src/cases/baseline/ladder.ts';
import { underOtherNames, withFreshNames } from '../../src/cases/baseline/names.ts';
import { repair } from '../../src/cases/baseline/repair.ts';
import { withFutureTimes } from '../../src/cases/baseline/times.ts';
import { isObject } from '../../src/json/pointer.ts';
import { NO_OVERRIDES } from '../../src/messages/overrides.ts';
import { contractOf } from '../support/contracts.ts';
import { DOCUMENT } from './demanding-server.ts';
import { expectGolden, lines, loadLibrary } from './golden.ts';

let marks = 0;
const known = (more: Partial<Known> = {}): Known => ({
  paths: [],
  references: () => [],
  namesakes: () => [],
  parameterValues: () => [],
  shown: [],
  answered: () => undefined,
  isCreating: true,
  naming: new Set(),
  isFree: true,
  mark: () => `m${(marks += 1)}`,
  now: new Date('2026-03-01T10:00:00Z'),
  draw: (_, nth) => ({ name: `drawn ${nth}`, title: `drawn ${nth}`, kind: 'x' }),
  ...more,
});

const candidateLine = ({ title, inputs, headers, isStatic, isOfKnown, example, learned }: Candidate) =>
  `  ${title} | ${JSON.stringify({ ...inputs, headers, isStatic, isOfKnown, example }).replace(/"(?:path|query|header|cookie)":\{\},|,?"headers":\[\]/g, '')}${learned.map(({ at, what, says }) => ` | ${at}: ${what} (${says})`).join('')}`;

/** All requests of a ladder whose every rung is refused alike. */
function climb(
  contract: Contract,
  operation: Operation,
  status: number,
  hints: Hint[],
  more: Partial<Known>,
): string[] {
  marks = 0;
  const tried: string[] = [];
  const rungs = ladder(contract, operation, NO_OVERRIDES, known(more));
  for (let next = rungs.next(); !next.done && tried.length < 30; next = rungs.next({ status, hints }))
    tried.push(candidateLine(next.value));
  return tried;
}

const SITUATIONS: [string, number, Hint[], Partial<Known>][] = [
  ['nothing is known', 422, [], {}],
  ['it is taken', 409, [{ path: [], wants: { kind: 'new' }, says: 'taken' }], {}],
  ['it is of another media type', 415, [], {}],
  [
    'things are known',
    404,
    [],
    {
      isCreating: false,
      isFree: false,
      paths: [1, 2, 3, 4].map((id) => ({
        values: { ownerId: id, id, shelf: `s${id}`, book: id },
        from: `created ${id}`,
      })),
      references: (pointer) => (/id$/i.test(pointer) ? [7, 'seven'] : []),
      shown: [
        { id: 1, name: 'shown', title: 'shown', extra: 'x', email: null },
        { id: 2 },
        { id: 3, name: 'third' },
        'text',
      ],
    },
  ],
  [
    'the user gave something',
    400,
    [],
    {
      paths: [{ values: { ownerId: 5, id: 5 }, from: 'created' }],
      given: { parameters: { ownerId: 9, page: 2, q: 'given' }, body: { name: 'given' }, headers: { 'X-Given': 'h' } },
    },
  ],
];

test.each([
  ['library', loadLibrary],
  ['clinic', () => contractOf(DOCUMENT, 'clinic')],
])('the first requests of every operation of the contract %s are the same', async (name, load) => {
  const contract = await load();
  expectGolden(
    `first-requests-${name}.txt`,
    lines(
      contract.operations.flatMap((operation) =>
        SITUATIONS.flatMap(([title, ...situation]) => [
          `${operation.id}: ${title}`,
          ...climb(contract, operation, ...situation),
        ]),
      ),
    ),
  );
});

const text = { type: 'string' };
const THING: JsonObject = {
  type: 'object',
  properties: {
    name: text,
    code: { ...text, pattern: '^[A-Z]{2}$' },
    upper: { ...text, pattern: '^[A-Z0-9]+$' },
    letters: { ...text, pattern: '^[a-z]+$' },
    digits: { ...text, pattern: '^\\d+$' },
    userName: { ...text, pattern: '^\\w+$' },
    key: { ...text, pattern: '^[a-z0-9]+$' },
    slug: { ...text, maxLength: 4 },
    title: { ...text, enum: ['a', 'b'] },
    alias: { const: 'x' },
    email: { ...text, format: 'email' },
    id: { ...text, format: 'uuid' },
    uid: { ...text, format: 'date' },
    link_key: { ...text, format: 'uri' },
    free: text,
    count: { type: 'integer' },
    open: { type: 'boolean' },
    kind: { enum: ['cat', 'dog'] },
    first_name: text,
    readAt: { ...text, readOnly: true },
    list: { type: 'array', items: { type: 'object', properties: { city: text } } },
    address: {
      type: 'object',
      properties: {
        city: text,
        name: text,
        zip: { type: 'integer' },
        in: { type: 'object', properties: { name: text } },
      },
    },
  },
};
const OPERATION = {
  operationId: 'createThing',
  parameters: [
    { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1 } },
    { name: 'sort', in: 'query', schema: text, example: 'name' },
    { name: 'X-Trace', in: 'header', schema: text },
    { name: 'sid', in: 'cookie', schema: text },
  ],
  requestBody: {
    required: true,
    content: {
      'application/json': { schema: THING },
      'application/x-www-form-urlencoded': { schema: THING },
      'text/*': { schema: text },
      'application/octet-stream': {},
    },
  },
  responses: { 201: { description: '' } },
};
const CONTRACT = await contractOf({
  paths: {
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
      post: OPERATION,
      delete: { operationId: 'deleteThing', responses: { 204: { description: '' } } },
    },
  },
});
const [CREATE, DELETE] = CONTRACT.operations as [Operation, Operation];
const MEDIA = CREATE.body?.media[0];
if (!MEDIA) throw new Error('the contract has no body');

const start = (body: Json | undefined, query: JsonObject = {}): Candidate => ({
  title: 'to begin with',
  inputs: {
    ...{ path: { id: 'a' }, query, header: {}, cookie: {} },
    ...(body !== undefined && { mediaType: 'application/json', body }),
  },
  headers: [],
  learned: [],
  isStatic: true,
  example: 'x',
});

const WANTS: Hint['wants'][] = [
  { kind: 'present' },
  { kind: 'absent' },
  { kind: 'new' },
  { kind: 'one of', values: [null, 'cat', 3] },
  { kind: 'one of', values: ['b', 'c', 'd', 'e', 'f', 'g'], insteadOf: 'seven' },
  { kind: 'pattern', pattern: '^[a-c]{3}$' },
  ...['string', 'integer', 'number', 'boolean', 'array', 'object', 'date'].map((type) => ({
    kind: 'type' as const,
    type,
  })),
  { kind: 'format', format: 'email' },
  { kind: 'format', format: 'colour' },
  { kind: 'bounds', of: 'number', least: 10 },
  { kind: 'bounds', of: 'number', most: 3 },
  { kind: 'bounds', of: 'length', least: 8 },
  { kind: 'bounds', of: 'length', least: 10_000 },
  { kind: 'bounds', of: 'length', least: 10_001 },
  { kind: 'bounds', of: 'length', most: 2 },
  { kind: 'bounds', of: 'length', most: 0 },
];
const PLACES: Pick<Hint, 'in' | 'path'>[] = [
  { path: [] },
  { path: ['name'] },
  { path: ['Name'] },
  { path: ['firstName'] },
  { in: 'body', path: ['count'] },
  { path: ['open'] },
  { path: ['kind'] },
  { path: ['title'] },
  { path: ['address', 'city'] },
  { path: ['Thing', 'address', 'zip'] },
  { path: ['create', 'thing', 'name'] },
  { path: ['list', '0', 'city'] },
  { path: ['unknown'] },
  { path: ['unknown', 'deep'] },
  { path: ['page'] },
  { in: 'query', path: ['page'] },
  { in: 'query', path: ['sort'] },
  { in: 'query', path: ['other'] },
  { in: 'body', path: ['page'] },
  { in: 'header', path: ['x_trace'] },
  { in: 'header', path: ['X-Tenant'] },
  { in: 'header', path: ['Authorization'] },
  { in: 'header', path: ['content-length'] },
  { in: 'header', path: ['no header'] },
  { in: 'cookie', path: ['sid'] },
  { in: 'path', path: ['id'] },
];

const REQUESTS: [string, Operation, Candidate][] = [
  ['without a body', CREATE, start(undefined)],
  ['with an empty body', CREATE, start({})],
  [
    'with values',
    CREATE,
    start(
      {
        name: 'seven',
        count: 5,
        open: true,
        kind: 'dog',
        title: 'a',
        address: { city: 'x', zip: 1 },
        first_name: '',
        unknown: null,
      },
      { page: 7, sort: 'z' },
    ),
  ],
  ['of a body that is a text', CREATE, start('text')],
  ['of an operation without a body', DELETE, start(undefined)],
];

/** What is another in a request than it was before, member by member of its body. */
function changes({ inputs: before }: Candidate, { inputs, headers, learned }: Candidate): string {
  const body: Json | undefined = inputs.body;
  const whole = isObject(body) && isObject(before.body);
  const old = isObject(before.body) ? before.body : {};
  const names = isObject(body) ? [...new Set([...Object.keys(old), ...Object.keys(body)])] : [];
  const members = isObject(body)
    ? names
        .filter((name) => body[name] !== old[name])
        .map((name) => `${name}: ${JSON.stringify(body[name]) ?? 'left out'}`)
    : [JSON.stringify(body) ?? 'no body'];
  const places = (['path', 'query', 'header', 'cookie'] as const)
    .filter((where) => JSON.stringify(inputs[where]) !== JSON.stringify(before[where]))
    .map((where) => `${where} ${JSON.stringify(inputs[where])}`);
  const parts = [
    ...(inputs.mediaType === before.mediaType ? [] : [`as ${inputs.mediaType}`]),
    ...places,
    ...(headers.length > 0 ? [JSON.stringify(headers)] : []),
    ...(body === before.body ? [] : [`body${whole ? ' with' : ''} ${members.join(', ')}`]),
    ...learned.map(({ at, what }) => `| ${at}: ${what}`),
  ];
  const line = parts.join(' ');
  return line.length > 400 ? `${line.slice(0, 300)}… (${line.length})` : line;
}

test('requests are changed in the same way by what refusals ask for', () => {
  const all: string[] = [];
  for (const [title, operation, candidate] of REQUESTS) {
    all.push(title);
    for (const [nth, place] of PLACES.entries())
      for (const wants of nth < 14 && candidate.inputs.body !== undefined ? WANTS : WANTS.slice(0, 4)) {
        marks = 0;
        const references = (pointer: string) => (pointer === '#/address/city' ? ['known city'] : []);
        const repaired = repair(
          CONTRACT,
          operation,
          candidate,
          422,
          [{ ...place, wants, says: 'no' }],
          known({ references, isCreating: title !== 'with values' }),
        );
        if (!repaired) continue;
        const { kind, ...more } = wants;
        const asked = Object.values(more).map((value) => JSON.stringify(value));
        all.push(
          `  ${[place.in, ...place.path, kind, ...asked].filter(Boolean).join(' ')} → ${changes(candidate, repaired)}`,
        );
      }
    for (let next: Candidate | undefined = candidate, nth = 0; next && nth < 6; nth += 1) {
      next = repair(CONTRACT, operation, next, 415, [], known());
      all.push(`  415 for the ${nth + 1}. time → ${next ? changes(candidate, next) : 'nothing'}`);
    }
  }
  expectGolden('repaired-requests.txt', lines(all));
});

const NAMED: JsonObject = {
  ...{ name: 'seven', code: 'AB', upper: 'X1', letters: 'abc', digits: '12', userName: 'a_b', key: 'k1', slug: 'abcd' },
  ...{ title: 'a', alias: 'x', email: 'a@example.org', id: '0f8fad5b-d9cb-469f-a165-70867728950e', uid: '2020-01-01' },
  ...{
    link_key: 'https://example.org/x/',
    free: 'text',
    count: 3,
    address: { city: 'c', name: 'n', in: { name: 'deep' } },
  },
};

test('names that nothing else has are made in the same way', () => {
  const rows: [string, Json][] = [
    ['names alone', withFreshNames(CONTRACT, MEDIA, NAMED, 'rabc1', {})],
    ['every text', withFreshNames(CONTRACT, MEDIA, NAMED, 'rabc1', { all: true })],
    ['all but one', withFreshNames(CONTRACT, MEDIA, NAMED, 'rabc1', { except: '#/name' })],
    ['one alone', withFreshNames(CONTRACT, MEDIA, NAMED, 'rabc1', { only: '#/address/name' })],
    [
      'but what names other things',
      withFreshNames(CONTRACT, MEDIA, NAMED, 'rabc1', { isKept: (_, value) => value === 'seven' }),
    ],
    ['after a conflict', underOtherNames(CONTRACT, MEDIA, NAMED, 'rabc1')],
    ['after a conflict without a name', underOtherNames(CONTRACT, MEDIA, { free: 'text', count: 1 }, 'rabc1')],
    ['after a conflict of a text', underOtherNames(CONTRACT, MEDIA, 'text', 'rabc1')],
    ...Object.keys(THING['properties'] as JsonObject).map((name): [string, Json] => [
      `every text called ${name}`,
      withFreshNames(CONTRACT, MEDIA, { [name]: NAMED[name] ?? 'x' }, 'rabc1', { all: true }),
    ]),
  ];
  expectGolden('fresh-names.txt', lines(rows.map(([title, body]) => `${title}: ${JSON.stringify(body)}`)));
});

test('made-up times are in the future, and what begins does so before it ends', async () => {
  const names = [
    ...[
      'startsAt',
      'beginOn',
      'from',
      'since',
      'notBefore',
      'check_in',
      'departure',
      'opens',
      'valid_after',
      'effectiveAt',
    ],
    ...[
      'endsAt',
      'until',
      'till',
      'to',
      'expires',
      'due',
      'deadline',
      'notAfter',
      'check_out',
      'return',
      'arrival',
      'closes',
    ],
    ...['finishedAt', 'stop', 'validBefore', 'at', 'total', 'birthday'],
  ];
  const properties: Record<string, { type: string; format?: string; enum?: string[] }> = Object.fromEntries(
    names.flatMap((name) => [
      [name, { type: 'string', format: 'date-time' }],
      [`${name}_day`, { type: 'string', format: 'date' }],
      [`${name}_text`, { type: 'string' }],
      [`${name}_one`, { type: 'string', format: 'date', enum: ['2020-01-01'] }],
    ]),
  );
  const contract = await contractOf({
    paths: {
      '/x': {
        post: {
          requestBody: { content: { 'application/json': { schema: { type: 'object', properties } } } },
          responses: { 200: { description: '' } },
        },
      },
    },
  });
  const media = contract.operations[0]?.body?.media[0];
  if (!media) throw new Error('the contract has no body');
  const body = Object.fromEntries(
    Object.entries(properties).map(([name, { format }]) => [
      name,
      format === 'date-time' ? '2020-01-01T00:00:00Z' : '2020-01-01',
    ]),
  );
  const made = withFutureTimes(contract, media, body, new Date('2026-03-01T10:00:00Z')) as JsonObject;
  expectGolden('future-times.txt', lines(Object.entries(made).map(([name, value]) => `${name}: ${String(value)}`)));
});
