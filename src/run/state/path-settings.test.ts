import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import type { Permission } from '../permissions/permissions.ts';
import { createLedger, type Provenance } from './ledger.ts';
import { createPathSettings } from './path-settings.ts';

interface Given {
  /** The operations that there are besides, as `GET /pets`. */
  others?: string[];
  /** The parameters of the operation, where they say more than their names. */
  schemas?: Record<string, JsonObject>;
  parameters?: Record<string, JsonObject>;
  /** The things that are known, by the path of their resource. */
  known?: Record<string, JsonObject[]>;
  /** The items that the run created. */
  created?: [template: string, params: JsonObject][];
  set?: Record<string, string>;
  may?: Permission;
}

/** The settings that an operation is offered, each as `name=value provenance, …`. */
async function settingsOf(line: string, given: Given = {}): Promise<string[]> {
  const { others = [], schemas = {}, parameters = {}, known = {}, created = [], set = {}, may } = given;
  const paths: Record<string, Record<string, JsonObject>> = {};
  for (const one of [line, ...others]) {
    const [method = '', path = ''] = one.split(' ');
    const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name = '']) => name);
    const declared = names.map((name) => {
      const more = one === line ? { schema: schemas[name] ?? {}, ...parameters[name] } : { schema: {} };
      return { name, in: 'path', required: true, ...more };
    });
    const operation = { operationId: one, parameters: declared, responses: { 200: { description: 'Done.' } } };
    paths[path] = { ...paths[path], [method.toLowerCase()]: operation };
  }
  const contract = await contractOf({ paths });
  const ledger = createLedger();
  for (const [template, params] of created) ledger.recordCreated({ template, params, by: 'POST', case: '1' });
  const operation = contract.operations.find(({ id }) => id === line);
  if (!operation) throw new Error(`no operation ${line}`);
  const settings = createPathSettings(contract, {
    ledger,
    things: {
      note: () => {},
      of: ({ item = '' }) =>
        (known[item] ?? []).map((params) => ({ params, shown: undefined, from: 'GET', provenance: listed })),
    },
    overrides: { headers: [], set },
    permissions: may && { of: () => may },
  });
  return settings(operation).map((setting) =>
    setting.map(({ name, value, provenance }) => `${name}=${String(value)} ${provenance}`).join(', '),
  );
}

const listed: Provenance = 'listed';
const heldBack = { operation: 'a', reason: 'b' };

describe('the values that the contract documents for a parameter', () => {
  test.each<[string, JsonObject, string[]]>([
    ['a constant before a default', { const: 'a', default: 'b' }, ['pet=a documented']],
    ['a default before a value of the enumeration', { default: 'b', enum: ['c', 'b'] }, ['pet=b documented']],
    ['the first of the enumeration before an example', { enum: ['c', 'd'], examples: ['d'] }, ['pet=c documented']],
    ['the first of the examples before the example', { examples: ['d', 'e'], example: 'e' }, ['pet=d documented']],
    ['the example, where there is nothing else', { example: 'e' }, ['pet=e documented']],
    ['nothing, where its schema says none', { type: 'string' }, []],
  ])('are %s', async (_, schema, want) => {
    expect(await settingsOf('GET /pets/{pet}', { schemas: { pet: schema } })).toEqual(want);
  });

  test('are its own examples, whatever its schema says', async () => {
    const parameters = { pet: { examples: { one: { value: 'rex' }, two: { value: 'ada' } }, schema: { const: 'a' } } };
    expect(await settingsOf('GET /pets/{pet}', { parameters })).toEqual(['pet=rex documented', 'pet=ada documented']);
  });

  test('are those of a path parameter, and of no other one of the same name', async () => {
    const contract = await contractOf({
      paths: {
        '/pets/{pet}/{toy}': {
          get: {
            parameters: [
              { name: 'toy', in: 'query', schema: { const: 'asked' } },
              { name: 'pet', in: 'path', required: true, schema: { const: 'rex' } },
              { name: 'toy', in: 'path', required: true, schema: { const: 'ball' } },
            ],
            responses: { 200: { description: 'Done.' } },
          },
        },
      },
    });
    const things = { note: () => {}, of: () => [] };
    const settings = createPathSettings(contract, {
      ...{ ledger: createLedger(), things },
      overrides: { headers: [], set: {} },
    });
    const [operation] = contract.operations;
    expect(operation && settings(operation)).toEqual([
      [
        { in: 'path', name: 'pet', value: 'rex', provenance: 'documented', from: expect.stringMatching(/\/schema$/) },
        { in: 'path', name: 'toy', value: 'ball', provenance: 'documented', from: expect.stringMatching(/\/schema$/) },
      ],
    ]);
  });

  test('are no setting where one parameter has none', async () => {
    expect(await settingsOf('GET /pets/{pet}/{toy}', { schemas: { toy: { const: 'ball' } } })).toEqual([]);
  });

  test('are those of each documented request first, what it leaves out being filled in', async () => {
    const content = { 'application/json': { examples: { a: { value: {} }, b: { value: {} } } } };
    const contract = await contractOf({
      paths: {
        '/pets/{pet}/{toy}': {
          post: {
            parameters: [
              {
                ...{ name: 'pet', in: 'path', required: true, schema: { const: 'any' } },
                examples: { a: { value: 'rex' }, b: { value: 'ada' } },
              },
              { name: 'toy', in: 'path', required: true, schema: { const: 'ball' } },
            ],
            requestBody: { content },
            responses: { 200: { description: 'Done.', content } },
          },
        },
      },
    });
    const [operation] = contract.operations;
    const settings = createPathSettings(contract, {
      ...{ ledger: createLedger(), things: { note: () => {}, of: () => [] } },
      overrides: { headers: [], set: {} },
      permissions: { of: () => ({ may: 'send' }) },
    });
    expect(operation && settings(operation).map((setting) => setting.map(({ value }) => value))).toEqual([
      ['rex', 'ball'],
      ['ada', 'ball'],
    ]);
  });
});

describe('the values that things have for the parameters of a path', () => {
  const nested = ['GET /shops', 'GET /shops/{shop}', 'GET /shops/{shop}/pets', 'GET /shops/{shop}/pets/{pet}'];
  const toy = { toy: { const: 'ball' } };

  test.each<[string, string, Given, string[]]>([
    [
      'are those of the nearest thing that the path lies in',
      'GET /shops/{shop}/pets/{pet}/toys/{toy}',
      {
        others: nested,
        schemas: toy,
        known: { '/shops/{shop}': [{ shop: 1 }], '/shops/{shop}/pets/{pet}': [{ shop: 2, pet: 'a' }] },
      },
      ['shop=2 listed, pet=a listed, toy=ball documented'],
    ],
    [
      'are those of one farther above where nothing nearer is known',
      'GET /shops/{shop}/pets/{pet}/toys/{toy}',
      { others: nested, schemas: { ...toy, pet: { const: 'b' } }, known: { '/shops/{shop}': [{ shop: 1 }] } },
      ['shop=1 listed, pet=b documented, toy=ball documented'],
    ],
    [
      'are those of one farther above where the nearest may not be sent',
      'DELETE /shops/{shop}/pets/{pet}',
      {
        others: nested,
        known: { '/shops/{shop}': [{ shop: 1 }], '/shops/{shop}/pets/{pet}': [{ shop: 2, pet: 'a' }] },
        created: [['/shops/{shop}/pets/{pet}', { shop: 1, pet: 'c' }]],
        schemas: { pet: { const: 'c' } },
      },
      ['shop=1 listed, pet=c documented'],
    ],
    [
      'stand under the names that this path has for them',
      'GET /pets/{petId}/photo',
      { others: ['GET /pets', 'GET /pets/{id}'], known: { '/pets/{id}': [{ id: 7 }] } },
      ['petId=7 listed'],
    ],
    [
      'are none where the path names the thing by something else',
      'PATCH /pets/{petName}',
      {
        others: ['GET /pets', 'GET /pets/{petId}'],
        known: { '/pets/{petId}': [{ petId: 7 }] },
        may: { may: 'send' },
      },
      [],
    ],
    [
      'are the last of those that lie elsewhere',
      'GET /photos/{pet}',
      {
        others: ['GET /shops/{shop}/pets', 'GET /shops/{shop}/pets/{pet}'],
        known: { '/shops/{shop}/pets/{pet}': [{ shop: 2, pet: 'a' }] },
      },
      ['pet=a listed'],
    ],
    [
      'are those of several resources, where the path names them',
      'GET /pets/{pet}/likes/{shop}',
      {
        others: ['GET /pets', 'GET /pets/{pet}', 'GET /shops', 'GET /shops/{shop}'],
        known: { '/shops/{shop}': [{ shop: 1 }, { shop: 2 }], '/pets/{pet}': [{ pet: 'a' }, { pet: 'b' }] },
      },
      ['pet=a listed, shop=1 listed', 'pet=b listed, shop=1 listed'],
    ],
    [
      'are completed with what the user gives',
      'GET /shops/{shop}/pets/{pet}',
      {
        others: nested,
        known: { '/shops/{shop}': [{ shop: 1 }] },
        set: { pet: 'given' },
        schemas: { pet: { const: 'c' } },
      },
      ['shop=1 listed, pet=given given'],
    ],
    [
      'are none where a parameter has no value at all',
      'GET /shops/{shop}/pets/{pet}',
      { others: nested, known: { '/shops/{shop}': [{ shop: 1 }] } },
      [],
    ],
    [
      'come after those that the user gives, and before what is documented',
      'GET /pets/{pet}',
      {
        others: ['GET /pets'],
        known: { '/pets/{pet}': [{ pet: 'a' }] },
        set: { pet: 'given' },
        schemas: { pet: { const: 'c' } },
      },
      ['pet=given given', 'pet=a listed', 'pet=c documented'],
    ],
    [
      'are there once',
      'GET /pets/{pet}',
      {
        others: ['GET /pets'],
        known: { '/pets/{pet}': [{ pet: 'a' }, { pet: 'a' }] },
        schemas: { pet: { const: 'a' } },
      },
      ['pet=a documented'],
    ],
  ])('%s', async (_, line, given, want) => {
    expect(await settingsOf(line, given)).toEqual(want);
  });

  test.each<[string, string, string[]]>([
    ['those of one, where the parameter is called the same', 'GET /admin/features/{featureName}', ['dark']],
    ['none, where the parameter has a name that everything has', 'GET /admin/features/{id}', []],
    ['none, where the parameter is called otherwise', 'GET /admin/features/{title}', []],
  ])('are, of two other resources of the same name, %s', async (_, line, want) => {
    const name = /\{(.*)\}/.exec(line)?.[1] ?? '';
    const own = name === 'title' ? 'featureName' : name;
    const [one, other] = [`/projects/{project}/features/{${own}}`, '/teams/{team}/features/{number}'];
    const others = [one, other].flatMap((item) => [`GET ${item}`, `GET ${item.replace(/\/\{[^/]*\}$/, '')}`]);
    const known = { [one]: [{ project: 1, [own]: 'dark' }], [other]: [{ team: 1, number: 5 }] };
    const found = await settingsOf(line, { others: ['GET /admin/features', ...others], known });
    expect(found).toEqual(want.map((value) => `${name}=${value} listed`));
  });
});

describe('what an operation may be sent', () => {
  const item = '/pets/{pet}';
  const given: Given = {
    others: ['GET /pets', 'GET /pets/{pet}'],
    known: { [item]: [{ pet: 'mine' }, { pet: 'theirs' }] },
    created: [[item, { pet: 'mine' }]],
  };
  const both = ['pet=mine listed', 'pet=theirs listed'];
  const namedBy = { pointer: '#/ids' } as never;

  test.each<[string, string, Permission | undefined, string[]]>([
    ['anything, where it reads', 'GET /pets/{pet}/photo', undefined, both],
    ['what the run created, where it deletes', 'DELETE /pets/{pet}', undefined, ['pet=mine listed']],
    ['anything, where that is allowed', 'DELETE /pets/{pet}', { may: 'send' }, both],
    [
      'what the run created, where that alone is allowed',
      'PUT /pets/{pet}/photo',
      { may: 'send to created', heldBack },
      ['pet=mine listed'],
    ],
    [
      'anything in its path, where its body names what was created',
      'PUT /pets/{pet}/photo',
      { may: 'send to created', heldBack, namedBy },
      both,
    ],
  ])('is %s', async (_, line, may, want) => {
    expect(await settingsOf(line, { ...given, ...(may && { may }) })).toEqual(want);
  });

  test('is the empty setting, where its path has no parameters', async () => {
    expect(await settingsOf('GET /pets', { may: { may: 'send to created', heldBack } })).toEqual(['']);
  });
});

test('what a description says that a parameter names goes before what its place says', async () => {
  const known = { '/pets/{id}': [{ id: 'rex' }], '/leads/{id}': [{ id: 'ada' }] };
  const others = ['POST /pets', 'GET /pets/{id}', 'GET /leads/{id}'];
  const settings = (description: string) =>
    settingsOf('GET /leads/{id}', { others, known, parameters: { id: { description } } });
  expect(await settings('Pet ID')).toEqual(['id=rex listed']);
  expect(await settings('Lead ID')).toEqual(['id=ada listed']);
});
