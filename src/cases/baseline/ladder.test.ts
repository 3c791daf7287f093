import { describe, expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { NOTHING_KNOWN } from '../../../test/support/known-nothing.ts';
import { NO_OVERRIDES, type Overrides } from '../../messages/overrides.ts';
import { SMALLEST_FILES } from '../smallest-files.ts';
import { readHints } from './hints/read-hints.ts';
import type { Candidate, Known } from './known.ts';
import { ladder, type Refusal, type Seen } from './ladder.ts';

const PET: JsonObject = {
  type: 'object',
  required: ['name'],
  properties: {
    id: { type: 'integer', readOnly: true },
    name: { type: 'string' },
    kind: { enum: ['cat', 'dog'] },
    shopId: { type: 'integer' },
    tag: { type: 'string', pattern: '^[a-z]+$' },
  },
};

interface Asked {
  method?: string;
  path?: string;
  schema?: JsonObject;
  example?: Json;
  required?: boolean;
  parameters?: Json[];
  types?: string[];
}

async function climbing(asked: Asked, known: Partial<Known> = {}, overrides: Overrides = NO_OVERRIDES, seen?: Seen) {
  const {
    method = 'post',
    path = '/pets',
    schema = PET,
    example,
    required = true,
    parameters = [],
    types = ['application/json'],
  } = asked;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const contract = await contractOf({
    paths: {
      [path]: {
        parameters: names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'integer' } })),
        [method]: {
          parameters,
          ...(method !== 'get' && {
            requestBody: {
              required,
              content: Object.fromEntries(
                types.map((type) => [type, { schema, ...(example !== undefined && { example }) }]),
              ),
            },
          }),
          responses: { '200': { description: 'Done.' } },
        },
      },
    },
  });
  const [operation] = contract.operations;
  if (!operation) throw new Error('no operation');
  return ladder(contract, operation, overrides, { ...NOTHING_KNOWN, ...known }, seen);
}

/** Climbs with one answer to each request, the last one again and again. */
async function tried(asked: Asked, answers: [number, Json?][], known: Partial<Known> = {}): Promise<Candidate[]> {
  const rungs = await climbing(asked, known);
  const all: Candidate[] = [];
  let next = rungs.next();
  while (!next.done && all.length < 12) {
    all.push(next.value);
    const [status, body] = answers[Math.min(all.length, answers.length) - 1] ?? [400];
    next = rungs.next({ status, hints: readHints(status, body === undefined ? '' : JSON.stringify(body)) });
  }
  return all;
}

const bodies = (all: Candidate[]) => all.map(({ inputs: { body } }) => body ?? null);
const NO: [number, Json?][] = [[400]];

describe('the ladder', () => {
  test('asks again what refusals asked for, where more is known by then, and sends nothing twice', async () => {
    const asked = { schema: { type: 'object', properties: { shop: { type: 'string' } } }, required: false };
    const seen: Seen = new Map<string, Refusal>();
    const climbOnce = async (references: string[]) => {
      const rungs = await climbing(asked, { references: () => references }, NO_OVERRIDES, seen);
      const sent: (Json | null)[] = [];
      for (let next = rungs.next(); !next.done && sent.length < 2;) {
        sent.push(next.value.inputs.body ?? null);
        const hints = sent.at(-1) === null ? readHints(400, '{"message": "\\"shop\\" is required"}') : [];
        next = rungs.next({ status: 400, hints });
      }
      return sent;
    };
    expect(await climbOnce([])).toStrictEqual([null, { shop: 'assay' }]);
    expect((await climbOnce(['shop-1']))[0]).toStrictEqual({ shop: 'shop-1' });
  });

  test('asks for one missing member after the other, each as it is described', async () => {
    const properties = {
      name: { type: 'string', description: 'The name (e.g. "example.com.")' },
      kind: { type: 'string', enum: ['Native', 'Slave'] },
    };
    const all = await tried({ schema: { type: 'object', properties } }, [
      [422, { error: "Key 'name' not present or not a String" }],
      [422, { error: "Key 'kind' not present or not a String" }],
      [400],
    ]);
    expect(bodies(all).slice(0, 3)).toStrictEqual([
      {},
      { name: 'm1.example.com.' },
      { name: 'm1.example.com.', kind: 'Native' },
    ]);
    expect(all[2]?.learned.map(({ what }) => what)).toStrictEqual([
      'the member name is required',
      'the member kind is required',
    ]);
  });

  test('puts right the one value that a refusal quotes, wherever it stands', async () => {
    const schema = {
      type: 'object',
      required: ['kind', 'owner'],
      properties: {
        kind: { type: 'string', maxLength: 9 },
        owner: {
          ...{ type: 'object', required: ['name', 'tags'] },
          properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
        },
      },
    };
    const example = { kind: 'a', owner: { name: 'b', tags: [] } };
    const told = (message: string): [number, Json] => [400, { error: { code: 400, message } }];
    const all = await tried({ schema, example }, [
      told("'b' does not match '^z$'"),
      told('[] is too short'),
      told("'nobody' does not match '^y$'"),
      [400],
    ]);
    expect(bodies(all).slice(0, 3)).toEqual([
      example,
      { kind: 'a', owner: { name: 'z', tags: [] } },
      { kind: 'a', owner: { name: 'z', tags: [expect.any(String)] } },
    ]);
    const twice = { kind: 'a', owner: { name: 'a', tags: [] } };
    const unclear = bodies(await tried({ schema, example: twice }, [told("'a' does not match '^z$'"), [400]]));
    expect(JSON.stringify(unclear)).not.toContain('"z"');
  });

  test('leaves out an optional member whose value a refusal quotes, and no other', async () => {
    const properties = {
      kind: { type: 'string' },
      masters: { type: 'array', minItems: 1, items: { type: 'string' } },
      note: { type: 'string', default: 'none' },
    };
    const all = await tried(
      { schema: { type: 'object', required: ['kind'], properties }, example: { kind: 'a', masters: ['b'] } },
      [
        [422, { error: "Unable to parse 'b' as an address" }],
        [422, { error: 'Unknown kind: a' }],
      ],
    );
    expect(bodies(all).slice(0, 2)).toStrictEqual([{ kind: 'a', masters: ['b'] }, { kind: 'a' }]);
    expect(all[1]?.learned).toStrictEqual([
      {
        at: 'request body#/masters/0',
        what: 'the member masters.0 may not be "b"',
        says: "Unable to parse 'b' as an address",
      },
    ]);
  });

  test('puts in the required members of what is missing, where all of them are refused without a word', async () => {
    const data = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, parent: { type: 'integer' } },
    };
    const all = await tried(
      { method: 'patch', required: false, schema: { type: 'object', properties: { data } } },
      [[400, { message: '"data" is required' }], [400]],
      { isCreating: false },
    );
    expect(bodies(all).slice(0, 3)).toStrictEqual([
      null,
      { data: { name: 'assay', parent: 1 } },
      { data: { name: 'assay' } },
    ]);
  });

  test('takes back what may not be sent, further down as well', async () => {
    const data = { type: 'object', properties: { secret: { type: 'string' }, name: { type: 'string' } } };
    const all = await tried(
      {
        schema: { type: 'object', required: ['data'], properties: { data } },
        example: { data: { secret: 's', name: 'n' } },
      },
      [[400, { message: 'You cannot set the "secret" value' }], [200]],
    );
    expect(bodies(all)[1]).toStrictEqual({ data: { name: 'n' } });
  });

  test('sends all that the target showed at last, under another name, and with what is required', async () => {
    const schema = {
      type: 'object',
      required: ['pet', 'tags'],
      properties: { pet: { type: 'string' }, tags: { type: 'array' } },
    };
    const all = await tried({ schema }, NO, {
      shown: [{ pet: 'old', meta: { a: 1 }, gone: null }],
      naming: new Set(['pet']),
    });
    const whole = all.find(({ title }) => title === 'with everything that the target itself answered');
    expect(whole?.inputs.body).toStrictEqual({ pet: 'assay-m1', tags: [], meta: { a: 1 } });
  });

  test('names what is there in a required parameter of the query, after what the document shows', async () => {
    const shop = { name: 'shopId', in: 'query', required: true, schema: { type: 'string' }, example: 'shop-9' };
    const all = await tried({ method: 'get', parameters: [shop] }, NO, { parameterValues: () => ['shop-1'] });
    expect(all.map(({ inputs: { query } }) => query)).toStrictEqual([{ shopId: 'shop-9' }, { shopId: 'shop-1' }]);
  });

  test('takes a refusal with 404 that quotes a value of the body for one of that value', async () => {
    const all = await tried(
      { path: '/pets/{petId}/friends', schema: PET, example: { name: 'Rex', tag: 'lost' } },
      [[404, { message: 'There is no pet called lost' }], [400]],
      { paths: [{ values: { petId: 7 }, from: 'listPets' }], namesakes: (at) => (at === '#/tag' ? ['found'] : []) },
    );
    expect(bodies(all)[1]).toStrictEqual({ name: 'Rex', tag: 'found' });
    expect(all[1]?.inputs.path).toStrictEqual({ petId: 7 });
  });

  test('fills a list that a refusal calls missing though it was sent empty', async () => {
    const schema = { type: 'object', properties: { parts: { type: 'array', items: { type: 'string' } } } };
    const all = await tried({ schema, example: { parts: [] } }, [
      [422, { error: 'No parts given in the request' }],
      [400],
    ]);
    expect(bodies(all)[1]).toStrictEqual({ parts: ['assay'] });
  });

  test('puts what is missing into the one object of a list that has it', async () => {
    const part = { type: 'object', properties: { name: { type: 'string' }, change: { enum: ['ADD', 'DROP'] } } };
    const schema = { type: 'object', properties: { parts: { type: 'array', items: part } } };
    const all = await tried({ schema, example: { parts: [{ name: 'a' }] } }, [
      [422, { error: "Key 'change' not present" }],
      [400],
    ]);
    expect(bodies(all)[1]).toStrictEqual({ parts: [{ name: 'a', change: 'ADD' }] });
  });

  test('names things by their numbers as texts, where the document has texts', async () => {
    const schema = { type: 'object', properties: { keys: { type: 'array', items: { type: 'string' } } } };
    const all = await tried({ schema, example: { keys: ['a'] } }, NO, { references: () => [7], isCreating: false });
    expect(bodies(all)[1]).toStrictEqual({ keys: ['7'] });
  });

  test('begins with what was given', async () => {
    const [first, second] = await tried({ example: { name: 'Rex' } }, NO, { given: { body: { name: 'Given' } } });
    expect([first?.inputs.body, second?.inputs.body]).toStrictEqual([{ name: 'Given' }, { name: 'Rex' }]);
  });

  test('goes from the documented example over what is there and the required members to all members and drawn ones', async () => {
    const all = await tried({ example: { name: 'Rex', shopId: 1 } }, NO, {
      references: (pointer) => (pointer === '#/shopId' ? [77] : []),
      shown: [{ id: 5, name: 'Old', kind: 'dog', owner: 'x', tag: null }],
    });
    expect(all.map(({ title }) => title)).toStrictEqual([
      'of the documented example default',
      'that names what is there',
      'with what the target itself answered',
      'with the required members',
      'with all members',
      'with everything that the target itself answered',
      'with drawn values',
    ]);
    expect(bodies(all)).toStrictEqual([
      { name: 'Rex', shopId: 1 },
      { name: 'Rex-m1', shopId: 77 },
      { name: 'Old-m1', kind: 'dog' },
      { name: 'assay-m1' },
      { name: 'assay-m1', kind: 'cat', shopId: 77, tag: 'assay' },
      { name: 'Old-m1', kind: 'dog', owner: 'x' },
      { name: 'drawn-m1' },
    ]);
  });

  test('sends an optional body, which is left out at first', async () => {
    expect(bodies(await tried({ required: false }, NO)).slice(0, 2)).toStrictEqual([null, { name: 'assay-m1' }]);
  });

  test('asks for three of the things that are there, one after the other', async () => {
    const paths = [1, 2, 3, 4].map((petId) => ({ values: { petId }, from: 'listPets' }));
    const all = await tried({ method: 'get', path: '/pets/{petId}' }, [[404]], { paths });
    expect(all.map(({ inputs: { path } }) => path)).toStrictEqual([{ petId: 1 }, { petId: 2 }, { petId: 3 }]);
  });

  test('follows four refusals of one request', async () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const properties = Object.fromEntries(names.map((name) => [name, { type: 'string' }]));
    const asking = names.map((name): [number, Json] => [400, { errors: { [name]: ['is required'] } }]);
    const all = await tried({ schema: { type: 'object', properties } }, asking);
    const sent = all.map(({ title, inputs: { body } }) => `${title}: ${Object.keys(body as object).join('')}`);
    expect(sent.slice(0, 6)).toStrictEqual([
      ...['', 'a', 'ab', 'abc', 'abcd'].map((members) => `with what is required: ${members}`),
      'with all members: abcdef',
    ]);
  });

  test('sends no request twice', async () => {
    const all = await tried({ schema: { type: 'object', required: ['a'], properties: { a: { const: 1 } } } }, NO, {
      isCreating: false,
      draw: () => ({ a: 1 }),
    });
    expect(bodies(all)).toStrictEqual([{ a: 1 }]);
  });

  test('sends nothing that the contract forbids', async () => {
    const all = await tried({ schema: { ...PET, additionalProperties: false } }, [
      [400, { errors: { other: ['is required'] } }],
    ]);
    expect(bodies(all).some((body) => JSON.stringify(body).includes('other'))).toBe(false);
  });

  test.each<[string, Json, Json, string]>([
    [
      'adds a member that is missing',
      { errors: { kind: ['is required'] } },
      { name: 'assay', kind: 'cat' },
      'the member kind is required',
    ],
    [
      'finds a member that is spelled in another way',
      { error: "Key: 'Pet.ShopID' Error:Field validation for 'ShopID' failed on the 'required' tag" },
      { name: 'assay', shopId: 1 },
      'the member shopId is required',
    ],
    [
      'takes a listed value',
      { message: '"name" must be one of [x, y]' },
      { name: 'x' },
      'the member name must be one of "x", "y"',
    ],
    [
      'makes a text of a pattern',
      { errors: [{ instancePath: '/name', message: 'must match', params: { pattern: '^[A-Z]{3}$' } }] },
      { name: 'AAA' },
      'the member name must match "^[A-Z]{3}$"',
    ],
    [
      'makes a text longer',
      { message: '"name" must be at least 8 characters' },
      { name: 'assayaaa' },
      'the member name must be at least 8 long',
    ],
  ])('%s', async (_, answer, want, learned) => {
    const [, second] = await tried({}, [[422, answer]]);
    expect([second?.inputs.body, second?.learned.map(({ what }) => what)]).toStrictEqual([want, [learned]]);
  });

  const missing = (name: string): [number, Json][] => [[422, { errors: { [name]: ['is required'] } }]];

  test.each<[what: string, name: string, known: Partial<Known>, want: Json]>([
    ['what is known for it and allowed', 'shopId', { references: (at) => (at === '#/shopId' ? ['x', 9] : []) }, 9],
    ['what the target showed, where the contract does not know it', 'owner', { shown: [{ owner: 'Ann' }] }, 'Ann'],
    ['a made text, where nothing else is known', 'owner', { shown: [{ other: 'Ann' }, { owner: null }] }, 'assay-m1'],
  ])('gives a member that is missing %s', async (_, name, known, want) => {
    const [, second] = await tried({}, missing(name), known);
    expect(second?.inputs.body).toStrictEqual({ name: 'assay', [name]: want });
  });

  test('takes a member out that a refusal calls unknown, and learns that', async () => {
    const [, second] = await tried({ example: { name: 'Rex', kind: 'dog' } }, [
      [400, { message: '"kind" is not allowed' }],
    ]);
    expect(second?.inputs.body).toStrictEqual({ name: 'Rex' });
    expect(second?.learned).toStrictEqual([
      { at: 'request body#/kind', what: 'the member kind is not allowed', says: '"kind" is not allowed' },
    ]);
  });

  test('keeps the name of what is there after a conflict', async () => {
    const references = (at: string) => (at === '#/name' ? ['Rex'] : []);
    const all = await tried({ example: { name: 'Rex', kind: 'dog' } }, [[409], [400]], { references });
    expect(bodies(all)).toContainEqual({ name: 'Rex', kind: 'dog' });
    expect(JSON.stringify(bodies(all))).not.toContain('Rex-m1');
  });

  test('takes after 415 the next media type that it can write', async () => {
    const types = ['application/json', 'image/png', 'application/x-www-form-urlencoded'];
    const [, second] = await tried({ types }, [[415], [400]]);
    expect(second?.inputs.mediaType).toBe('application/x-www-form-urlencoded');
  });

  test('takes another name after a conflict, and learns nothing from it', async () => {
    const [, second] = await tried({ example: { name: 'Rex', kind: 'dog' } }, [[409]]);
    expect([second?.inputs.body, second?.learned]).toStrictEqual([{ name: 'Rex-m1', kind: 'dog' }, []]);
  });

  test('takes another documented media type after 415', async () => {
    const all = await tried({ types: ['application/json', 'application/x-www-form-urlencoded'] }, [[415], [400]]);
    expect(all.slice(0, 2).map(({ inputs }) => inputs.mediaType)).toStrictEqual([
      'application/json',
      'application/x-www-form-urlencoded',
    ]);
  });

  test.each([400, 415])(
    'sends a file of the type that a refusal with %i names, in place of any bytes',
    async (status) => {
      const file = { type: 'string', format: 'binary' };
      const schema = { type: 'object', required: ['file'], properties: { file } };
      const asked: Asked = { schema, types: ['multipart/form-data', 'application/x-www-form-urlencoded'] };
      const [first, second] = await tried(asked, [[status, { message: 'Expected image/png' }], [400]]);
      const png = SMALLEST_FILES.get('image/png');
      expect(first?.inputs.body).not.toStrictEqual({ file: png });
      expect(second?.inputs).toMatchObject({ mediaType: 'multipart/form-data', body: { file: png } });
      const what = 'a file must be of the type image/png';
      expect([second?.isStatic, second?.learned]).toStrictEqual([
        undefined,
        [{ at: 'request body', what, says: 'Expected image/png' }],
      ]);
    },
  );

  test('labels what has no body with no form after 415, as a form needs a boundary', async () => {
    const form = 'multipart/form-data';
    const schema: JsonObject = { type: 'object', properties: { name: { type: 'string' } } };
    const [, alone] = await tried({ required: false, schema, types: [form] }, [[415]]);
    expect(alone?.headers).toStrictEqual([]);
    const [, second] = await tried({ required: false, schema, types: [form, 'application/json'] }, [[415]]);
    expect(second?.headers).toStrictEqual([['Content-Type', 'application/json']]);
  });

  test('labels what has no body after 415', async () => {
    const [, second] = await tried({ required: false, types: ['application/json'] }, [[415]]);
    expect([second?.inputs.body, second?.headers]).toStrictEqual([undefined, [['Content-Type', 'application/json']]]);
  });

  test('sends a header that a refusal names', async () => {
    const [, second] = await tried({}, [[400, { message: 'Missing header X-Tenant' }]]);
    expect(second?.headers).toStrictEqual([['X-Tenant', 'assay']]);
  });

  test('sends an optional parameter that a refusal names', async () => {
    const parameters = [{ name: 'since', in: 'query', schema: { type: 'string', format: 'date' } }];
    const [, second] = await tried({ method: 'get', parameters }, [
      [400, { error: 'query parameter since is required' }],
    ]);
    expect(Object.keys(second?.inputs.query ?? {})).toStrictEqual(['since']);
  });

  test.each<[what: string, example: Json | undefined, want: string]>([
    ['sent as the document shows it', 'red', 'red'],
    ['made where the document shows none', undefined, 'assay'],
  ])('a parameter is %s', async (_, example, want) => {
    const parameters: Json[] = [
      {
        name: 'colour',
        in: 'query',
        schema: { type: 'string' },
        ...(example !== undefined && { examples: { a: { value: example }, b: { value: 'x' } } }),
      },
      { name: 'must', in: 'query', required: true, schema: { const: 'm' } },
    ];
    const all = await tried({ method: 'get', parameters }, [[400, { error: 'query parameter colour is required' }]]);
    expect(all.map(({ inputs: { query } }) => query)).toContainEqual({ must: 'm', colour: want });
  });

  test('follows four refusals of one request, and goes on', async () => {
    let said = 0;
    const rungs = await climbing({});
    const titles: string[] = [];
    for (let next = rungs.next(); !next.done;) {
      titles.push(next.value.title);
      said += 1;
      next = rungs.next({
        status: 400,
        hints: readHints(400, JSON.stringify({ errors: { [`m${said}`]: ['is required'] } })),
      });
    }
    expect(titles.filter((title) => title === 'with what is required')).toHaveLength(5);
  });
});

describe('an optional parameter with a documented example', () => {
  const target = { name: 'target', in: 'query', schema: { type: 'string' }, example: 'node7' };
  const queries = (all: Candidate[]) => all.map(({ inputs: { path, query } }) => ({ ...path, ...query }));

  test('is left out where its value is refused', async () => {
    const all = await tried({ method: 'get', parameters: [target] }, [[400]]);
    expect(queries(all)).toStrictEqual([{ target: 'node7' }, {}]);
  });

  test('is left out where nothing is there with it, and the same things are asked for once more', async () => {
    const paths = [1, 2].map((petId) => ({ values: { petId }, from: 'listPets' }));
    const all = await tried({ method: 'get', path: '/pets/{petId}', parameters: [target] }, [[404]], { paths });
    expect(queries(all)).toStrictEqual([
      { petId: 1, target: 'node7' },
      { petId: 2, target: 'node7' },
      { petId: 1 },
      { petId: 2 },
    ]);
  });

  test('is kept out of the bodies that are tried after it', async () => {
    const all = await tried({ parameters: [target], example: { name: 'shown' } }, [[400]]);
    expect(queries(all).slice(0, 2)).toStrictEqual([{ target: 'node7' }, {}]);
    expect(
      queries(all)
        .slice(2, -1)
        .every((query) => !('target' in query)),
    ).toBe(true);
  });
});

describe('the path of a request', () => {
  const at = (id: number) => ({ values: { petId: id }, from: 'listPets' });
  const ids = (all: Candidate[]) => all.map(({ inputs: { path } }) => path['petId']);

  test('names what is known, one thing after the other while there is none', async () => {
    const all = await tried({ method: 'get', path: '/pets/{petId}' }, [[404]], {
      paths: [at(7), at(8), at(9), at(10)],
    });
    expect(ids(all)).toStrictEqual([7, 8, 9]);
  });

  test('is the documented one first, where a request may name anything', async () => {
    const overrides = { ...NO_OVERRIDES, set: { petId: '3' } };
    const rungs = await climbing({ method: 'get', path: '/pets/{petId}' }, { paths: [at(7)] }, overrides);
    const first = rungs.next();
    const second = rungs.next({ status: 404, hints: [] });
    expect([first, second].map(({ value }) => (value as Candidate).inputs.path['petId'])).toStrictEqual(['3', 7]);
  });

  test('is never the documented one, where it may name only what was created', async () => {
    const overrides = { ...NO_OVERRIDES, set: { petId: '3' } };
    const rungs = await climbing(
      { method: 'put', path: '/pets/{petId}' },
      { paths: [at(7)], isFree: false },
      overrides,
    );
    const paths: Json[] = [];
    for (let next = rungs.next(); !next.done; next = rungs.next({ status: 400, hints: [] }))
      paths.push(next.value.inputs.path['petId'] ?? null);
    expect(new Set(paths)).toStrictEqual(new Set([7]));
  });

  test('is a new name, of which a 404 says nothing: other bodies are tried', async () => {
    const kind = { type: 'string', description: "What it is ('file', 'folder')" };
    const all = await tried(
      { method: 'put', path: '/pets/{petId}', schema: { type: 'object', properties: { kind } }, required: false },
      [[404]],
      { paths: [{ ...at(7), isFresh: true }], isFree: false, isCreating: true },
    );
    expect(new Set(ids(all))).toStrictEqual(new Set([7]));
    expect(bodies(all).slice(0, 4)).toStrictEqual([null, {}, { kind: 'file' }, { kind: 'folder' }]);
  });

  test('stays as it is where the body is refused', async () => {
    const all = await tried({ method: 'put', path: '/pets/{petId}' }, [[404], [400]], {
      paths: [at(7), at(8)],
      isCreating: false,
    });
    expect(ids(all).slice(0, 3)).toStrictEqual([7, 8, 8]);
  });
});
