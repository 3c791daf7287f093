import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { parseExactly } from '../../json/exact-integers.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { toldExchange, type Told } from '../../../test/support/told-exchange.ts';
import { createKnownValues } from './known-values.ts';
import { createLedger } from './ledger.ts';
import type { KnownValue } from './things.ts';
import { secondPaths } from './second-paths.ts';

const done = { description: 'Done.' };
const withBody = { requestBody: { content: { 'application/json': { schema: {} } } } };

function operation(line: string, body: JsonObject = {}): JsonObject {
  const names = [...line.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
  return {
    operationId: line,
    parameters: names.map((name) => ({ name, in: 'path', required: true, schema: {} })),
    responses: { 200: done },
    ...body,
  };
}

/** A run that knows nothing yet of a target with such operations. */
async function knowing(lines: (string | [string, JsonObject])[], set: Record<string, string> = {}) {
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const given of lines) {
    const [line, more] = typeof given === 'string' ? [given, {}] : given;
    const [method = '', path = ''] = line.split(' ');
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation(line, more) };
  }
  const contract = await contractOf({ paths });
  const ledger = createLedger({ ownPath: secondPaths(contract), isOwnName: (name) => name.endsWith(' r1') });
  const known = createKnownValues(contract, { baseUrl: 'http://h', ledger, overrides: { headers: [], set } });
  const learn = (line: string, status: number, body?: Json, path: JsonObject = {}, more: Told = {}) =>
    known.learn(...toldExchange(find(contract, line), status, body, { path, ...more }));
  const values = (line: string) => known.valuesFor(find(contract, line)).map(say);
  return { contract, ledger, known, learn, values };
}

function find({ operations }: Contract, line: string): Operation {
  const found = operations.find(({ id }) => id === line);
  if (!found) throw new Error(`no operation ${line}`);
  return found;
}

const say = (setting: KnownValue[]) =>
  setting.map(({ name, value, provenance }) => `${name}=${String(value)} ${provenance}`).join(', ');

const PETS = [
  'GET /pets',
  'POST /pets',
  'GET /pets/{petId}',
  'PUT /pets/{petId}',
  'DELETE /pets/{petId}',
  'GET /pets/{petId}/photo',
];

describe('the values of path parameters', () => {
  test('are those of what the run created, then of what the target lists', async () => {
    const { learn, values } = await knowing(PETS);
    learn('GET /pets', 200, { data: [{ id: 1 }, { id: 2 }] });
    learn('POST /pets', 201, { id: 7 });
    expect(values('GET /pets/{petId}')).toEqual(['petId=7 created', 'petId=1 listed', 'petId=2 listed']);
    expect(values('GET /pets/{petId}/photo')).toEqual(['petId=7 created', 'petId=1 listed', 'petId=2 listed']);
  });

  test('are those alone of what the run created, for what changes or deletes', async () => {
    const { learn, values } = await knowing(PETS, { petId: '3' });
    learn('GET /pets', 200, [{ id: 1 }]);
    expect(values('PUT /pets/{petId}')).toEqual([]);
    learn('POST /pets', 201, { id: 7 });
    expect(values('DELETE /pets/{petId}')).toEqual(['petId=7 created']);
    expect(values('GET /pets/{petId}')).toEqual(['petId=3 given', 'petId=7 created', 'petId=1 listed']);
  });

  test('keep the digits of integers that no number holds', async () => {
    const { learn, values } = await knowing(PETS);
    learn('GET /pets', 200, parseExactly('[{"id": 9007199254740993}]').value);
    learn('POST /pets', 201, parseExactly('{"id": 9007199254740995}').value);
    expect(values('GET /pets/{petId}')).toEqual(['petId=9007199254740995 created', 'petId=9007199254740993 listed']);
  });

  test('keep the digits of what another thing refers to', async () => {
    const parameters = [{ name: 'shopId', in: 'path', required: true, schema: { type: 'integer' } }];
    const { learn, values } = await knowing(['GET /pets', 'GET /shops', ['GET /shops/{shopId}', { parameters }]]);
    learn('GET /pets', 200, parseExactly('[{"id": 1, "shopId": 9007199254740993}]').value);
    expect(values('GET /shops/{shopId}')).toEqual(['shopId=9007199254740993 listed']);
  });

  test('are no longer those of what was deleted', async () => {
    const { learn, values } = await knowing(PETS);
    learn('POST /pets', 201, { id: 7 });
    learn('DELETE /pets/{petId}', 204, undefined, { petId: 7 });
    expect(values('GET /pets/{petId}')).toEqual([]);
  });

  test('are documented where nothing else is known', async () => {
    const parameters = [{ name: 'petId', in: 'path', required: true, schema: { enum: ['rex', 'ada'] } }];
    const { values } = await knowing([['GET /pets/{petId}', { parameters }]]);
    expect(values('GET /pets/{petId}')).toEqual(['petId=rex documented']);
  });

  test('belong to one thing and what it lies in', async () => {
    const { learn, values } = await knowing([
      'POST /shops',
      'GET /shops/{shop}',
      'GET /shops/{shop}/pets',
      'POST /shops/{shop}/pets',
      'GET /shops/{shop}/pets/{id}',
      'GET /shops/{shop}/pets/{id}/toys/{toy}',
    ]);
    learn('POST /shops', 201, { id: 1 });
    learn('POST /shops', 201, { id: 2 });
    learn('GET /shops/{shop}/pets', 200, [{ id: 'a' }], { shop: 2 });
    learn('POST /shops/{shop}/pets', 201, { id: 'b' }, { shop: 1 });
    // What lies in something created is created too.
    expect(values('GET /shops/{shop}/pets/{id}')).toEqual(
      ['shop=2, id=a', 'shop=1, id=b'].map((text) => text.replace(/,/, ' created,').concat(' created')),
    );
    expect(values('GET /shops/{shop}/pets/{id}/toys/{toy}')).toEqual([]);
  });

  test('are told apart where they differ in nothing but what separates them', async () => {
    const { learn, values } = await knowing(['GET /pets', 'GET /pets/{shop}/{pet}']);
    learn('GET /pets', 200, [
      { shop: 'a/b', pet: 'c' },
      { shop: 'a', pet: 'b/c' },
    ]);
    expect(values('GET /pets/{shop}/{pet}')).toEqual([
      'shop=a/b listed, pet=c listed',
      'shop=a listed, pet=b/c listed',
    ]);
  });

  test('are ten at the most, and of what is listed no more than twenty are known', async () => {
    const { learn, values, ledger } = await knowing(PETS);
    learn(
      'GET /pets',
      200,
      Array.from({ length: 30 }, (_, id) => ({ id, name: 'a' })),
    );
    expect(values('GET /pets/{petId}')).toEqual(Array.from({ length: 10 }, (_, id) => `petId=${id} listed`));
    learn('POST /pets', 201, { id: 29 });
    expect(ledger.created()).toEqual([]);
  });

  test('are read from an answer that names what a thing lies in', async () => {
    const { learn, values } = await knowing(['GET /pets', 'GET /shops/{shopId}']);
    learn('GET /pets', 200, [{ id: 1, shopId: 5 }]);
    expect(values('GET /shops/{shopId}')).toEqual([]);
    const other = await knowing(['GET /pets', 'GET /shops', 'GET /shops/{shopId}']);
    other.learn('GET /pets', 200, [{ id: 1, shopId: 5 }]);
    expect(other.values('GET /shops/{shopId}')).toEqual(['shopId=5 listed']);
  });

  test.each<[string, JsonObject, string[]]>([
    ['a number', { shopId: 5 }, ['shopId=5 listed']],
    ['a text', { shopId: 'abc' }, []],
    ['several', { shop_ids: 5 }, []],
    ['nothing that is known', { vetId: 5 }, []],
  ])('are read from what another thing refers to where that is %s', async (_, shown, want) => {
    const parameters = [{ name: 'shopId', in: 'path', required: true, schema: { type: 'integer' } }];
    const { learn, values } = await knowing(['GET /pets', 'GET /shops', ['GET /shops/{shopId}', { parameters }]]);
    learn('GET /pets', 200, [{ id: 1, ...shown }]);
    expect(values('GET /shops/{shopId}')).toEqual(want);
  });

  test.each<[string, JsonObject, string[]]>([
    ['by its own name', { shop: 'a', pet: 'c' }, ['shop=a listed, pet=c listed']],
    ['by nothing', { pet: 'c' }, []],
    ['by nothing that is called so', { id: 'a', pet: 'c' }, []],
  ])('are those of a list that names what a thing lies in %s', async (_, item, want) => {
    const { learn, values } = await knowing(['GET /pets', 'GET /pets/{shop}/{pet}']);
    learn('GET /pets', 200, [item]);
    expect(values('GET /pets/{shop}/{pet}')).toEqual(want);
  });

  test('stand under the names of the thing, whatever its list calls them', async () => {
    const { learn, values } = await knowing(['GET /shops/{shopId}/pets', 'GET /shops/{shop}/pets/{pet}']);
    learn('GET /shops/{shopId}/pets', 200, [{ id: 'a' }], { shopId: 1 });
    expect(values('GET /shops/{shop}/pets/{pet}')).toEqual(['shop=1 listed, pet=a listed']);
  });

  test('are the last of a URI that is an identifier', async () => {
    const { learn, values } = await knowing(PETS);
    learn('GET /pets', 200, { result: [{ id: 'https://elsewhere.example/pets/4d5' }] });
    learn('POST /pets', 201, { id: '/pets/7' });
    expect(values('GET /pets/{petId}')).toEqual(['petId=7 created', 'petId=4d5 listed']);
  });

  test('are one empty setting where there is none', async () => {
    expect((await knowing(PETS)).values('POST /pets')).toEqual(['']);
  });
});

describe('the proof of a creation', () => {
  const provenance = async (
    line: string,
    status: number,
    body: Json | undefined,
    more: Told = {},
    before: Json[] = [],
  ) => {
    const { learn, values } = await knowing([
      ...PETS.filter((one) => !one.startsWith('POST')),
      ['POST /pets', withBody],
    ]);
    for (const list of before) learn('GET /pets', 200, list);
    learn(line, status, body, line.includes('{') ? { petId: 9 } : {}, more);
    return values('DELETE /pets/{petId}');
  };

  test.each<[string, Parameters<typeof provenance>, string[]]>([
    ['is 201', ['POST /pets', 201, { id: 7 }], ['petId=7 created']],
    ['is a Location', ['POST /pets', 200, undefined, { headers: [['Location', '/pets/7']] }], ['petId=7 created']],
    [
      'is a Location that is relative to the request',
      ['POST /pets', 200, undefined, { headers: [['Location', 'pets/7']] }],
      ['petId=7 created'],
    ],
    [
      'is an id that no list had',
      ['POST /pets', 200, { data: { id: 7 } }, {}, [{ data: [{ id: 1 }] }]],
      ['petId=7 created'],
    ],
    [
      'is a list of what was sent, of which no list had any',
      ['POST /pets', 200, [{ id: 7 }, { id: 8 }], { sent: [{}, {}] }, [[]]],
      ['petId=7 created', 'petId=8 created'],
    ],
    [
      'is a list of what a member of the body lists',
      ['POST /pets', 201, [{ id: 7 }, { id: 8 }], { sent: { names: ['a', 'b'], of: 1 } }, [[]]],
      ['petId=7 created', 'petId=8 created'],
    ],
    [
      'is a list of the one thing that was sent',
      ['POST /pets', 200, [{ id: 7 }], { sent: { name: 'a' } }, [[]]],
      ['petId=7 created'],
    ],
    ['is no list of none', ['POST /pets', 200, [], { sent: [] }, [[]]], []],
    [
      'is no id that the list shows no more of than its first page',
      ['POST /pets', 200, { id: 7 }, {}, [{ data: [{ id: 1 }], next: '/pets?page=2' }]],
      [],
    ],
    [
      'is an id that was sent as something else',
      ['POST /pets', 201, { id: 7 }, { sent: { age: 7 } }],
      ['petId=7 created'],
    ],
    [
      'is no id that an empty list speaks of',
      ['POST /pets', 201, { id: 7 }, {}, [{ data: [], last: { petId: 7 } }]],
      [],
    ],
    ['is no id that a list speaks of in capitals', ['POST /pets', 201, { id: 7 }, {}, [[{ id: 1, PETID: 7 }]]], []],
    ['is no list where nothing listed what was there', ['POST /pets', 201, [{ id: 7 }], { sent: [{}] }], []],
    ['is no list of more than was sent', ['POST /pets', 201, [{ id: 7 }, { id: 8 }], { sent: {} }, [[]]], []],
    ['is nothing in a list that was there', ['POST /pets', 201, [{ id: 7 }], { sent: {} }, [[{ id: 7 }]]], []],
    ['is nothing in a list that was sent', ['POST /pets', 201, [{ id: 7 }], { sent: [{ petId: 7 }] }, [[]]], []],
    ['is not 200 alone', ['POST /pets', 200, { id: 7 }], []],
    [
      'is no name that only this run gives, in one answer alone',
      ['POST /pets', 200, { data: { id: 7, name: 'Rex r1' } }, { sent: { name: 'Rex r1', of: 'dogs' } }],
      [],
    ],
    [
      'is no name that anyone may have given',
      ['POST /pets', 200, { id: 7, name: 'Rex' }, { sent: { name: 'Rex' } }],
      [],
    ],
    [
      'is no such name of another thing in the answer',
      ['POST /pets', 200, { id: 7, shop: { name: 'Rex r1' } }, { sent: { name: 'Rex r1' } }],
      [],
    ],
    [
      'is no such name beside one by which something else may have been found',
      ['POST /pets', 200, { id: 7, name: 'Rex r1' }, { sent: { name: 'Rex r1', email: 'a@example.org' } }],
      [],
    ],
    [
      'is no such name of what was listed',
      ['POST /pets', 200, { id: 7, name: 'Rex r1' }, { sent: { name: 'Rex r1' } }, [{ data: [{ id: 7 }], next: 'x' }]],
      [],
    ],
    ['is no id that was listed', ['POST /pets', 201, { id: 7 }, {}, [[{ id: 7 }]]], []],
    ['is no id that was sent', ['POST /pets', 201, { id: 7 }, { sent: { copyOf: { petId: 7 } } }], []],
    ['is 201 to a PUT', ['PUT /pets/{petId}', 201, undefined], ['petId=9 created']],
    ['is not 200 to a PUT', ['PUT /pets/{petId}', 200, undefined], []],
  ])('%s', async (_, given, want) => {
    expect(await provenance(...given)).toEqual(want);
  });

  test.each<[string, second: [id: number, name: string], want: string[]]>([
    ['name two things by names that only this run gives', [8, 'Ada r1'], ['petId=7 created', 'petId=8 created']],
    ['name two things, one of them by any name', [8, 'Ada'], ['petId=7 created']],
    ['name one thing twice', [7, 'Ada r1'], []],
  ])('is there where two answers %s', async (_, [id, name], want) => {
    const { learn, values } = await knowing(PETS);
    learn('POST /pets', 200, { data: { id: 7, name: 'Rex r1' } }, {}, { sent: { name: 'Rex r1', of: 'dogs' } });
    learn('POST /pets', 200, { data: { id, name } }, {}, { sent: { name, of: 'dogs' } });
    const created = values('GET /pets/{petId}').filter((one) => one.endsWith(' created'));
    expect(created.toSorted()).toEqual(want);
  });

  test.each<[string, string, string[]]>([
    ['has what is there', 'GET /nets/json', ['id=7 created', 'id=1 listed']],
    ['has things of another kind', 'GET /wires/json', ['id=7 made-up']],
  ])('is a new id where a path ends with what is done, and the list %s', async (_, list, want) => {
    const { learn, values } = await knowing([
      ...['GET /nets/json', 'POST /nets/create', 'GET /nets/{id}/json', 'DELETE /nets/{id}', 'GET /wires/json'],
      'GET /wires/{wire}',
    ]);
    learn(list, 200, [{ id: 1 }]);
    learn('POST /nets/create', 200, { id: 7 });
    expect(values('GET /nets/{id}/json')).toEqual(want);
  });

  test('is none for an id that the path of the request has', async () => {
    const { learn, ledger } = await knowing(['POST /shops/{shop}/pets', 'GET /shops/{shop}/pets/{pet}']);
    learn('POST /shops/{shop}/pets', 201, { id: 7 }, { shop: 7 });
    expect(ledger.created()).toEqual([]);
    learn('POST /shops/{shop}/pets', 201, { id: 8 }, { shop: 7 });
    expect(ledger.created().map(({ params }) => params)).toEqual([{ shop: 7, pet: 8 }]);
  });

  test('is 201 where a list has the same id for things of another kind alone', async () => {
    const { learn, values } = await knowing(PETS);
    const pet = (id: number) => ({ id, name: 'Rex', born: 2020, kind: 'dog' });
    learn('GET /pets', 200, { pets: [pet(1)], sold: [pet(8)], kinds: [{ id: 7, word: 'dog', of: 'mammals' }] });
    learn('POST /pets', 201, { id: 7 });
    learn('POST /pets', 201, { id: 8 });
    expect(values('DELETE /pets/{petId}')).toEqual(['petId=7 created']);
  });

  test('is a PUT that is accepted for what a GET did not find', async () => {
    const { learn, values } = await knowing(PETS);
    learn('GET /pets/{petId}', 404, undefined, { petId: 9 });
    learn('PUT /pets/{petId}', 200, undefined, { petId: 9 });
    expect(values('DELETE /pets/{petId}')).toEqual(['petId=9 created']);
  });
});

describe('a copy of a thing', () => {
  const LINES = ['POST /pets', 'GET /pets/{petName}', 'POST /pets/{petName}/clone'];
  const shown = (name: string) => ({ petName: name, kind: 'cat', age: 3 });
  const copied = async (status: number, answer: Json, sent: Json) => {
    const { learn, ledger } = await knowing(LINES);
    learn('POST /pets', 201, shown('rex'));
    learn('POST /pets/{petName}/clone', status, answer, { petName: 'rex' }, { sent });
    return ledger.created().map(({ params }) => params['petName']);
  };

  test.each<[string, Parameters<typeof copied>, string[]]>([
    ['answered with 201 under the name that was sent', [201, shown('tom'), { name: 'tom' }], ['rex', 'tom']],
    ['answered with 200', [200, shown('tom'), { name: 'tom' }], ['rex']],
    ['answered with a name that was not sent', [201, shown('tom'), { name: 'tim' }], ['rex']],
    ['answered with something else', [201, { petName: 'tom', url: 'a', size: 1 }, { name: 'tom' }], ['rex']],
    ['answered with the thing itself', [201, shown('rex'), { name: 'rex' }], ['rex']],
  ])('belongs to the run or not where it is %s', async (_, given, want) => {
    expect(await copied(...given)).toEqual(want);
  });
});

describe('a copy of a thing that lies in another one', () => {
  const LINES = ['GET /shops/{shop}/pets', 'GET /shops/{shop}/pets/{petName}'];
  const shown = (name: string) => ({ petName: name, kind: 'cat', age: 3 });
  const copied = async (line: string, answered: string) => {
    const { learn, ledger, values } = await knowing([...LINES, line]);
    learn('GET /shops/{shop}/pets', 200, [shown('rex')], { shop: 1 });
    learn(line, 201, shown(answered), { shopId: 1, petName: 'rex' }, { sent: { name: answered } });
    return {
      created: ledger.created().map(({ params }) => params),
      values: values('GET /shops/{shop}/pets/{petName}'),
    };
  };

  test('lies in the same one, and is known from then on', async () => {
    const { created, values } = await copied('POST /shops/{shopId}/pets/{petName}/clone', 'tom');
    expect(created).toEqual([{ shop: 1, petName: 'tom' }]);
    expect(values).toEqual(['shop=1 created, petName=tom created', 'shop=1 listed, petName=rex listed']);
  });

  test('is none where the answer shows the thing itself, or another method is used', async () => {
    expect((await copied('POST /shops/{shopId}/pets/{petName}/clone', 'rex')).created).toEqual([]);
    expect((await copied('PUT /shops/{shopId}/pets/{petName}/clone', 'tom')).created).toEqual([]);
  });
});

describe('a change after which a thing has another name', () => {
  const PETS = ['POST /pets', 'GET /pets/{petName}', 'PATCH /pets/{petName}', 'DELETE /pets/{petName}'];

  test.each<[what: string, sent: Json, answered: Json, created: string[], moved: string[]]>([
    ['has a mark of the run', { petName: 'tom r1' }, { petName: 'tom r1' }, ['rex', 'tom r1'], []],
    ['has no mark of the run', { petName: 'tom' }, { petName: 'tom' }, ['rex'], ['tom']],
    ['was not sent', { petName: 'tim' }, { petName: 'tom r1' }, ['rex'], []],
    ['is the same', { petName: 'rex' }, { petName: 'rex' }, ['rex'], []],
    ['is that of something else', { owner: 'tom r1' }, { petName: 'rex', owner: 'tom r1' }, ['rex'], []],
  ])('leaves it to the run where that name %s', async (_, sent, answered, created, moved) => {
    const { learn, ledger } = await knowing(PETS);
    learn('POST /pets', 201, { petName: 'rex' });
    learn('PATCH /pets/{petName}', 200, answered, { petName: 'rex' }, { sent });
    expect(ledger.created().map(({ params }) => params['petName'])).toEqual(created);
    expect(ledger.moved().map(({ params }) => params['petName'])).toEqual(moved);
  });

  test('leaves the thing where it lies, and its new name is known', async () => {
    const nested = [
      'POST /shops/{shop}/pets',
      'GET /shops/{shop}/pets/{petName}',
      'PATCH /shops/{shop}/pets/{petName}',
    ];
    const { learn, ledger, values } = await knowing(nested);
    learn('POST /shops/{shop}/pets', 201, { petName: 'rex' }, { shop: 1 });
    const renamed = { petName: 'tom r1' };
    learn('PATCH /shops/{shop}/pets/{petName}', 200, renamed, { shop: 1, petName: 'rex' }, { sent: renamed });
    expect(ledger.created().map(({ params }) => params)).toContainEqual({ shop: 1, petName: 'tom r1' });
    expect(values('GET /shops/{shop}/pets/{petName}')).toContain('shop=1 created, petName=tom r1 created');
  });

  test('says nothing of what the run did not create', async () => {
    const { learn, ledger } = await knowing(PETS);
    learn('PATCH /pets/{petName}', 200, { petName: 'tom r1' }, { petName: 'rex' }, { sent: { petName: 'tom r1' } });
    expect([...ledger.created(), ...ledger.moved()]).toEqual([]);
  });
});

describe('a thing with two paths', () => {
  const FIELDS = [
    'GET /shops',
    'POST /shops',
    'GET /shops/{id}',
    'GET /fields',
    'POST /fields/{shop}',
    'PATCH /fields/{shop}/{id}',
    'GET /fields/{shop}/{id}',
  ];

  test('is created under both', async () => {
    const { learn, values } = await knowing(FIELDS);
    learn('GET /shops', 200, [{ id: 'old' }]);
    learn('GET /fields', 200, [{ shop: 'old', id: 'a' }]);
    expect(values('POST /fields/{shop}')).toEqual([]);
    learn('POST /shops', 201, { id: 'new' });
    expect(values('POST /fields/{shop}')).toEqual(['shop=new created']);
    expect(values('PATCH /fields/{shop}/{id}')).toEqual([]);
  });

  test('is told by its last name alone where that is long enough', async () => {
    const lines = ['POST /shops/{shop}/pets', 'GET /shops/{shop}/pets/{pet}', 'PUT /archive/{pet}/revive'];
    for (const [name, want] of [
      ['rex', []],
      ['1234567', []],
      ['rex-of-this-run', ['pet=rex-of-this-run created']],
    ] as const) {
      const { learn, values } = await knowing(lines);
      learn('POST /shops/{shop}/pets', 201, { pet: name }, { shop: 1 });
      expect(values('PUT /archive/{pet}/revive')).toEqual(want);
    }
  });
});

test('references in bodies and queries take the identifiers of what they name', async () => {
  const schema = {
    type: 'object',
    properties: { petId: { type: 'integer' }, pet_ids: { type: 'array', items: { type: 'integer' } } },
  };
  const visit: [string, JsonObject] = [
    'POST /visits',
    {
      requestBody: { content: { 'application/json': { schema } } },
      parameters: [{ name: 'pet_id', in: 'query', schema: {} }],
    },
  ];
  const answered = (body: JsonObject) => ({
    responses: { 200: { ...done, content: { 'application/json': { schema: body } } } },
  });
  const pet = { type: 'object', properties: { id: { type: 'integer' } } };
  const { contract, known, learn } = await knowing([
    ['GET /pets', answered({ type: 'array', items: pet })],
    ['POST /pets', answered(pet)],
    'GET /pets/{id}',
    visit,
  ]);
  learn('GET /pets', 200, [{ id: 1 }]);
  learn('POST /pets', 201, { id: 7 });
  const asked = find(contract, 'POST /visits');
  const wanted = [
    { value: 7, provenance: 'created', from: 'POST /pets' },
    { value: 1, provenance: 'listed', from: 'GET /pets' },
  ];
  expect(known.bodyReference(asked, '#/petId')).toEqual(wanted);
  expect(known.bodyReference(asked, '#/pet_ids/0')).toEqual(wanted);
  expect(known.bodyReference(asked, '#/other')).toEqual([]);
  expect(known.parameterValues(asked, { in: 'query', name: 'pet_id' }).map(({ value }) => value)).toEqual([7, 1]);
});

test.each<[what: string, line: string, sent: JsonObject, answer: JsonObject, isCreated: boolean]>([
  ['a number of its own', 'POST /issues', { project_id: 3 }, { issue: { id: 4 } }, true],
  ['the number of what its body names', 'POST /issues', { project_id: 3 }, { issue: { id: 3 } }, true],
  ['the number of what its path names', 'POST /projects/{projectId}/issues', {}, { issue: { id: 3 } }, true],
  ['the number of another issue that its body names', 'POST /issues', { issue_id: 3 }, { issue: { id: 3 } }, false],
  ['a number that may be that of what its body names', 'POST /issues', { project_id: 3 }, { id: 3 }, false],
])('what answers with %s is created or was there before', async (_, line, sent, answer, isCreated) => {
  const thing = (properties: JsonObject) => ({ type: 'object', properties });
  const id = { id: { type: 'integer' } };
  const schema = thing('issue' in answer ? { issue: thing(id) } : id);
  const creation = { ...withBody, responses: { 201: { ...done, content: { 'application/json': { schema } } } } };
  const { ledger, learn } = await knowing([
    ...['GET /projects', 'GET /projects/{projectId}', 'GET /projects/{projectId}/issues', 'GET /issues/{issueId}'],
    [line, creation],
  ]);
  learn(line, 201, answer, line.includes('{') ? { projectId: 3 } : {}, { sent });
  expect(ledger.created().map(({ template }) => template)).toEqual(isCreated ? ['/issues/{issueId}'] : []);
});
