import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NO_VALUES, NOTHING_KNOWN } from '../../../test/support/known-nothing.ts';
import type { Hint, Want } from './hints/hint.ts';
import type { Candidate, Known } from './known.ts';
import { repair } from './repair.ts';

const text: JsonObject = { type: 'string' };
const SCHEMA: JsonObject = {
  type: 'object',
  properties: {
    name: text,
    note: text,
    kind: { enum: ['cat', 'dog'] },
    age: { type: 'integer' },
    shopId: text,
    tags: { type: 'array', items: text },
    place: { type: 'object', required: ['city'], properties: { city: text, zip: text } },
    zone: { ...text, description: 'The zone (e.g. "example.com.")' },
  },
};
const PARAMETERS: JsonObject[] = [
  { name: 'page', in: 'query', schema: { type: 'integer', minimum: 3 } },
  { name: 'shown', in: 'query', schema: text, examples: { one: { value: 'as shown' }, two: { value: 'no' } } },
  { name: 'filter', in: 'query', content: { 'application/json': {} } },
  { name: 'X-Shop', in: 'header', schema: text },
  { name: 'sort', in: 'query', schema: { enum: ['a'] } },
];

/** A value so many members deep. */
function deep(members: number, value: Json): Json {
  return Array.from({ length: members }).reduce<Json>((below) => ({ a: below }), value);
}

interface Asked {
  path?: string;
  schema?: JsonObject;
  types?: string[];
  sent?: Partial<Candidate['inputs']>;
  own?: Partial<Candidate>;
  status?: number;
  known?: Partial<Known>;
  nth?: number;
}

const TITLE = 'of a test';

/** What is sent after a refusal; undefined where nothing of it can be done. */
async function after(hints: Partial<Hint>[], asked: Asked = {}): Promise<Candidate | undefined> {
  const { path = '/pets', schema = SCHEMA, types = ['application/json'], sent = {}, own, status = 400, known } = asked;
  const contract = await contractOf({
    paths: {
      [path]: {
        post: {
          parameters: [
            ...PARAMETERS,
            ...(path.includes('{') ? [{ name: 'id', in: 'path', required: true, schema: text }] : []),
          ],
          ...(types.length > 0 && {
            requestBody: { content: Object.fromEntries(types.map((type) => [type, { schema }])) },
          }),
          responses: { 200: { description: 'Done.' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  const inputs = { ...NO_VALUES, ...(sent.body !== undefined && { mediaType: 'application/json' }), ...sent };
  const candidate: Candidate = { title: TITLE, inputs, headers: [], learned: [], ...own };
  const all = hints.map((hint): Hint => ({ path: [], wants: { kind: 'present' }, says: 'no', ...hint }));
  return repair(contract, operation, candidate, status, all, { ...NOTHING_KNOWN, ...known }, asked.nth);
}

/** The same in short: what is empty is left out, and what was learned is in words. */
async function told(hints: Partial<Hint>[], asked: Asked = {}): Promise<JsonObject | undefined> {
  const next = await after(hints, asked);
  if (!next) return undefined;
  const { title, inputs, headers, learned, ...more } = next;
  const all = { ...inputs, headers, learned: learned.map(({ at, what, says }) => `${at}: ${what} (${says})`) };
  const parts = Object.entries({ ...all, ...more, title }).filter(
    ([name, value]) => name === 'body' || (value !== TITLE && Object.keys(value as object).length > 0),
  );
  return Object.fromEntries(parts) as JsonObject;
}

const bodyAfter = async (hints: Partial<Hint>[], body: Json, asked: Asked = {}) =>
  (await after(hints, { ...asked, sent: { body } }))?.inputs.body;
const absent: Want = { kind: 'absent' };
const oneOf = (values: Json[], insteadOf?: string): Want => ({
  ...{ kind: 'one of', values },
  ...(insteadOf !== undefined && { insteadOf }),
});
const other = (...quoted: string[]): Want => ({ kind: 'other', quoted });
const like = (pattern: string): Want => ({ kind: 'pattern', pattern });
const there = (sentence: string): Want => ({ kind: 'there', sentence });

test.each<[string, Partial<Hint>, Json, Json | undefined, Partial<Known>?]>([
  ['is made where it is missing', { path: ['name'] }, { note: 'n' }, { name: 'assay-m1', note: 'n' }],
  ['is made where it is empty', { path: ['name'] }, { name: '' }, { name: 'assay-m1' }],
  ['is another where it is there', { path: ['note'] }, { note: 'n' }, { note: 'n-m1' }],
  ['is left out', { path: ['note'], wants: absent }, { name: 'a', note: 'n' }, { name: 'a' }],
  ['is not left out where it is not there', { path: ['note'], wants: absent }, { name: 'a' }, undefined],
  ['is one of those that are said', { path: ['name'], wants: oneOf(['dog']) }, {}, { name: 'dog' }],
  [
    'has a new name where a format is said',
    { path: ['name'], wants: { kind: 'format', format: 'email' } },
    {},
    { name: 'someone-m1@example.org' },
  ],
  [
    'stays where it is as wanted',
    { path: ['age'], wants: { kind: 'bounds', of: 'number', least: 3 } },
    { age: 4 },
    undefined,
  ],
  ['is made below what is not there', { path: ['place', 'zip'] }, {}, { place: { zip: 'assay-m1' } }],
  ['is made below null', { path: ['place', 'zip'] }, { place: null }, { place: { zip: 'assay-m1' } }],
  ['is made below a text', { path: ['place', 'zip'] }, { place: 'x' }, { place: { zip: 'assay-m1' } }],
  [
    'is made beside others',
    { path: ['place', 'zip'] },
    { place: { city: 'c' }, age: 1 },
    { place: { city: 'c', zip: 'assay' }, age: 1 },
  ],
  ['is made in place of a text', { path: ['name'], in: 'body' }, 'text', { name: 'assay-m1' }],
  ['has an item where it is an empty list', { path: ['tags'] }, { tags: [] }, { tags: ['assay'] }],
  [
    'is made together with a text that a description asks for',
    { path: ['zone'] },
    { name: 'a' },
    { name: 'a', zone: 'example.com.' },
  ],
  [
    'names what is there',
    { path: ['shopId'] },
    {},
    { shopId: 'shop-1' },
    { references: (at) => (at === '#/shopId' ? ['shop-1', 'shop-2'] : []) },
  ],
  ['is not null', { path: ['shopId'] }, {}, { shopId: 'shop-2' }, { references: () => [null, 'shop-2'] }],
  [
    'is nothing empty in place of something empty',
    { path: ['note'] },
    { note: '' },
    { note: 'full' },
    { isCreating: false, references: () => ['', 'full'] },
  ],
  [
    'may be empty where it is missing',
    { path: ['note'] },
    {},
    { note: '' },
    { isCreating: false, references: () => ['', 'full'] },
  ],
  [
    'is nothing that the contract excludes',
    { path: ['kind'] },
    {},
    { kind: 'dog' },
    { references: () => ['cow', 'dog'] },
  ],
])('a member %s', async (_, hint, body, want, known = {}) => {
  expect(await bodyAfter([hint], body, { known })).toEqual(want);
});

test.each<[nth: number | undefined, value: string]>([
  [undefined, 'a'],
  [0, 'a'],
  [1, 'b'],
  [2, 'assay'],
  [9, 's'],
])('a missing member gets the value of the number %s of those that are known: %s', async (nth, value) => {
  const known = { isCreating: false, references: () => ['a', 'b'], shown: [{ name: 's' }] };
  expect(await bodyAfter([{ path: ['name'] }], {}, { known, ...(nth !== undefined && { nth }) })).toEqual({
    name: value,
  });
});

test.each<[string, Partial<Hint>[], Asked, JsonObject | undefined]>([
  [
    'a parameter is made where it is missing',
    [{ path: ['page'], in: 'query' }],
    { sent: { query: { filter: 'x' } }, own: { isStatic: true, example: 'one' } },
    { query: { page: 3, filter: 'x' }, learned: ['request query page: the query parameter page is required (no)'] },
  ],
  [
    'a parameter is as documented',
    [{ path: ['shown'], in: 'query' }],
    {},
    { query: { shown: 'as shown' }, learned: ['request query shown: the query parameter shown is required (no)'] },
  ],
  [
    'a parameter without a schema is any text',
    [{ path: ['filter'], in: 'query' }],
    {},
    { query: { filter: 'assay' }, learned: ['request query filter: the query parameter filter is required (no)'] },
  ],
  [
    'a parameter is left out',
    [{ path: ['page'], in: 'query', wants: absent }],
    { sent: { query: { page: 1, filter: 'x' }, header: { 'X-Shop': 'a' } } },
    {
      query: { filter: 'x' },
      header: { 'X-Shop': 'a' },
      learned: ['request query page: the query parameter page is not allowed (no)'],
    },
  ],
  ['a parameter that is not there cannot be left out', [{ path: ['page'], in: 'query', wants: absent }], {}, undefined],
  [
    'a parameter stays where it is as wanted',
    [{ path: ['filter'], in: 'query', wants: like('^z$') }],
    { sent: { query: { filter: 'z' } } },
    undefined,
  ],
  [
    'a parameter has no format where it has listed values',
    [{ path: ['sort'], in: 'query', wants: { kind: 'format', format: 'uuid' } }],
    {},
    undefined,
  ],
  [
    'a header that no contract names is sent beside others',
    [{ path: ['X-Tenant'], in: 'header' }],
    { own: { headers: [['X-One', '1']] } },
    {
      headers: [
        ['X-One', '1'],
        ['X-Tenant', 'assay'],
      ],
      learned: ['request header X-Tenant: the header X-Tenant is required (no)'],
    },
  ],
  [
    'a header that no contract names is sent once',
    [{ path: ['X-Tenant'], in: 'header' }],
    { own: { headers: [['X-Tenant', 'a']] } },
    undefined,
  ],
  ['a header that no contract names is not left out', [{ path: ['X-T'], in: 'header', wants: absent }], {}, undefined],
  [
    'what one refusal says of several places is all done',
    [{ path: ['nothing'], wants: absent }, { path: ['name'] }, { path: ['page'], in: 'query' }],
    { sent: { body: {} } },
    {
      query: { page: 3 },
      ...{ mediaType: 'application/json', body: { name: 'assay-m1' } },
      learned: [
        'request body#/name: the member name is required (no)',
        'request query page: the query parameter page is required (no)',
      ],
    },
  ],
  [
    'a body is made where a member of it is missing',
    [{ path: ['name'] }],
    {},
    {
      ...{ mediaType: 'application/json', body: { name: 'assay-m1' } },
      learned: ['request body#/name: the member name is required (no)'],
    },
  ],
  [
    'a body stays of its media type',
    [{ path: ['name'] }],
    {
      types: ['application/json', 'application/x-www-form-urlencoded'],
      sent: { body: {}, mediaType: 'application/x-www-form-urlencoded' },
    },
    {
      ...{ mediaType: 'application/x-www-form-urlencoded', body: { name: 'assay-m1' } },
      learned: ['request body#/name: the member name is required (no)'],
    },
  ],
  ['no body is made where none is documented', [{ path: ['name'] }], { types: [] }, undefined],
  [
    'a body is what a member of it holds, where that misses what is there',
    [{ path: ['city'] }],
    { sent: { body: { place: { city: 'c' } } } },
    {
      ...{ mediaType: 'application/json', body: { city: 'c' } },
      learned: ['request body#/place: what the member place holds has to be the body itself (no)'],
    },
  ],
])('%s', async (_, hints, asked, want) => {
  expect(await told(hints, asked)).toEqual(want);
});

const THREE = { name: 'a', note: 'b', shopId: 'c' };
test.each<[string, Partial<Hint>, Json, Json | undefined, Asked?]>([
  ['wants something new gets another name', { wants: { kind: 'new' } }, THREE, { ...THREE, name: 'a-m1' }],
  [
    'wants something new gets another value of what names such things',
    { wants: { kind: 'new' } },
    THREE,
    { ...THREE, name: 'a-m1', note: 'b-m1' },
    { known: { naming: new Set(['note']) } },
  ],
  [
    'wants something new keeps what names another thing',
    { wants: { kind: 'new' } },
    THREE,
    { name: 'a', note: 'b-m1', shopId: 'c-m1' },
    { known: { references: () => ['a'] } },
  ],
  ['wants something new gets nothing without a name', { wants: { kind: 'new' } }, { age: 1 }, undefined],
  ['quotes a value gets a body without it', { wants: other('c') }, THREE, { name: 'a', note: 'b' }],
  ['quotes no value that is there gets nothing', { wants: other('d') }, THREE, undefined],
  [
    'quotes a value below a member that needs it gets a body without that member',
    { wants: other('c') },
    { name: 'a', place: { city: 'c', zip: '1' } },
    { name: 'a' },
  ],
  [
    'quotes a value that may be left out gets a body without it alone',
    { wants: other('1') },
    { place: { city: 'c', zip: '1' } },
    { place: { city: 'c' } },
  ],
  [
    'quotes a value gets what its description asks for',
    { wants: other('c') },
    { name: 'a', zone: 'c' },
    { name: 'a', zone: 'example.com.' },
  ],
  [
    'quotes what a description asks for gets a body without it',
    { wants: other('x.example.com.') },
    { name: 'a', zone: 'x.example.com.' },
    { name: 'a' },
  ],
  [
    'quotes a value that was asked for before gets nothing',
    { wants: other('b') },
    THREE,
    undefined,
    { own: { learned: [{ at: 'request body#/note', what: 'x', says: 'y' }] } },
  ],
  [
    'quotes a value gets a body without it, whatever was asked for elsewhere',
    { wants: other('b') },
    THREE,
    { name: 'a', shopId: 'c' },
    { own: { learned: [{ at: 'request body#/name', what: 'x', says: 'y' }] } },
  ],
  [
    'quotes a required value gets nothing',
    { wants: other('b') },
    THREE,
    undefined,
    { schema: { ...SCHEMA, required: ['note'] } },
  ],
  [
    'quotes a required value and another gets a body without the other',
    { wants: other('a', 'b') },
    THREE,
    { name: 'a', shopId: 'c' },
    { schema: { ...SCHEMA, required: ['name'] } },
  ],
  ['lists values gets the first in place of one', { wants: oneOf(['v', 'w'], 'b') }, THREE, { ...THREE, note: 'v' }],
  ['lists values in place of none that is there gets nothing', { wants: oneOf(['v'], 'x') }, THREE, undefined],
  ['lists values in place of nothing gets nothing', { wants: oneOf(['v']) }, THREE, undefined],
  ['lists no values gets nothing', { wants: oneOf([], 'b') }, THREE, undefined],
  ['lists values for no object gets nothing', { wants: oneOf(['v'], 'b') }, ['b'], undefined],
  ['wants the one value otherwise gets it', { value: 'b', wants: like('^z$') }, THREE, { ...THREE, note: 'z' }],
  [
    'wants the one value below others otherwise gets it',
    { value: 'b', wants: like('^z$') },
    { place: { zip: null, city: 'b' }, age: 1 },
    { place: { zip: null, city: 'z' }, age: 1 },
  ],
  [
    'wants a value otherwise that a parameter has the name of gets it in the body',
    { value: 'b', wants: like('^z$') },
    { page: 'b' },
    { page: 'z' },
  ],
  [
    'wants one of two values otherwise gets nothing',
    { value: 'b', wants: like('^z$') },
    { name: 'b', note: 'b' },
    undefined,
  ],
  ['wants no value that is there otherwise gets nothing', { value: 'x', wants: like('^z$') }, THREE, undefined],
  ['wants the whole body otherwise gets nothing', { value: 'b', wants: like('^z$') }, 'b', undefined],
  [
    'wants what is ten members deep otherwise gets nothing',
    { value: 'b', wants: like('^z$') },
    deep(10, 'b'),
    undefined,
  ],
  ['wants what is nine members deep otherwise gets it', { value: 'b', wants: like('^z$') }, deep(9, 'b'), deep(9, 'z')],
  ['wants nothing that can be done gets nothing', {}, THREE, undefined],
])('a refusal that %s', async (_, hint, body, want, asked = {}) => {
  expect(await bodyAfter([hint], body, asked)).toEqual(want);
});

test.each<[sentence: string, status: number, path: string, shopId: string | undefined]>([
  ['There is no shop', 404, '/pets', 'r1'],
  ['There is no shop', 400, '/pets/{id}', 'r1'],
  ['There is no shop', 404, '/pets/{id}', undefined],
  ['There is no shop lost', 404, '/pets/{id}', 'r1'],
])('"%s" of status %i at %s has the shop %s named', async (sentence, status, path, shopId) => {
  const known = { references: (at: string) => (at === '#/shopId' ? ['r1', 'r2'] : []) };
  expect(await bodyAfter([{ wants: there(sentence) }], { shopId: 'lost' }, { status, path, known })).toEqual(
    shopId && { shopId },
  );
});

test('what was left out, quoted and replaced is learned', async () => {
  const learned = async (wants: Want) => (await told([{ wants }], { sent: { body: THREE } }))?.['learned'];
  expect(await learned(other('c'))).toEqual(['request body#/shopId: the member shopId may not be "c" (no)']);
  expect(await learned(oneOf(['v', 'w'], 'b'))).toEqual([
    'request body#/note: the member note must be one of "v", "w" (no)',
  ]);
  expect(await told([{ path: ['place', 'zip'], wants: absent }], { sent: { body: { place: { zip: 1 } } } })).toEqual({
    ...{ mediaType: 'application/json', body: { place: {} } },
    learned: ['request body#/place/zip: the member place.zip is not allowed (no)'],
  });
});

const label = (type: string, ...before: [string, string][]) => ({
  headers: [...before, ['Content-Type', type]],
  learned: ['request header Content-Type: the header Content-Type is required without a body (415)'],
});
const FORM = 'application/x-www-form-urlencoded';
const BODY = { body: { name: 'a' } };
test.each<[string, Asked, JsonObject | undefined]>([
  ['without a body gets the label that one would have', { types: ['text/plain'] }, label('text/plain')],
  [
    'without a body gets a label beside what it has',
    { own: { headers: [['X-One', '1']] } },
    label('application/json', ['X-One', '1']),
  ],
  ['without a body that is documented gets the label of JSON', { types: [] }, label('application/json')],
  ['without a body gets no label of parts', { types: ['multipart/form-data'] }, undefined],
  ['without a body gets a label that has no parts', { types: ['multipart/form-data', FORM] }, label(FORM)],
  ['without a body gets no label of several types', { types: ['application/*', FORM] }, label(FORM)],
  ['without a body gets no second label', { own: { headers: [['Content-Type', 'a/b']] } }, undefined],
  [
    'gets the next type that can be written',
    {
      types: ['text/xml', 'application/json', 'application/*', 'image/png', FORM],
      sent: BODY,
      own: { isStatic: true, example: 'one' },
    },
    { ...BODY, mediaType: FORM, title: `of the media type ${FORM}` },
  ],
  ['gets no type where its own is the last', { types: [FORM, 'application/json'], sent: BODY }, undefined],
])('a request that is refused for its media type %s', async (_, asked, want) => {
  expect(await told([], { ...asked, status: 415 })).toEqual(want);
});

const requiring = (...required: string[]): JsonObject => ({ ...SCHEMA, required });

test.each<[what: string, schema: JsonObject, body: JsonObject, want: Json | undefined]>([
  [
    'the only text that is required',
    requiring('name'),
    { name: 'x', note: 'y' },
    { name: 'someone-m1@example.org', note: 'y' },
  ],
  ['the only text that is sent', SCHEMA, { note: 'y', age: 3 }, { note: 'someone-m1@example.org', age: 3 }],
  ['none of two that are required', requiring('name', 'note'), { name: 'x', note: 'y' }, undefined],
  ['none of two that are sent', SCHEMA, { name: 'x', note: 'y' }, undefined],
])('a format that is wanted of what nothing is called is that of %s', async (_, schema, body, want) => {
  const next = await after([{ path: ['Email'], wants: { kind: 'format', format: 'email' } }], {
    schema,
    sent: { body },
  });
  const known = Object.fromEntries(
    Object.entries(next?.inputs.body as JsonObject).filter(([name]) => name !== 'Email'),
  );
  expect(known).toEqual(want ?? body);
});

test.each<[what: string, schema: JsonObject, sent: Asked['sent'], learned: string]>([
  ['a body', requiring('name'), {}, 'request body: the body is required'],
  ['the member of a body', SCHEMA, {}, 'request body#/name: the member name is required'],
  [
    'the member of a body that is there',
    requiring('name'),
    { body: {} },
    'request body#/name: the member name is required',
  ],
])('a member that is missing says that %s is required', async (_, schema, sent, learned) => {
  const next = await after([{ path: ['name'] }], { schema, sent: sent ?? {} });
  expect(next?.learned.map(({ at, what }) => `${at}: ${what}`)).toEqual([learned]);
});

test.each<[format: string, made: RegExp]>([
  ['email', /^someone-m1@example\.org$/],
  ['hostname', /^m1\./],
  ['uri', /m1$/],
  ['uuid', /-[0-9a-f]{12}$/],
  ['date', /^\d{4}-\d\d-\d\d$/],
])('a text of the format %s that is made for something new is new, where it is an address', async (format, made) => {
  const hint: Partial<Hint> = { path: ['note'], wants: { kind: 'format', format } };
  expect(await bodyAfter([hint], { note: 'y' })).toEqual({ note: expect.stringMatching(made) });
});
