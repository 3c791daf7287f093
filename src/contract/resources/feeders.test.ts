import { describe, expect, test } from '@jest/globals';
import type { JsonObject } from '../../model/json.ts';
import type { Operation } from '../../model/contract.ts';
import { formatPlace, listOf, model, number, shape, text, type Told } from '../../../test/support/told-operations.ts';

/** What feeds the operation that is told last: to what, from where, why, and of which resource. */
async function feeders(told: Record<string, Told>, components: JsonObject = {}): Promise<string[]> {
  const { contract, resources } = await model(told, components);
  const last = contract.operations.find(({ id }) => id === Object.keys(told).at(-1)) as Operation;
  return resources
    .feeders(last)
    .map(({ to, from, by, resource }) =>
      [
        'name' in to ? `${to.in} ${to.name}` : to.pointer,
        `${from.operation.id} ${formatPlace(from.place)}`,
        by,
        resource.name,
      ].join(' | '),
    );
}

const created = (answers: JsonObject): Told => ({ answers: shape(answers), status: '201' });
const listed = (answers: JsonObject): Told => ({ answers: listOf(shape(answers)) });
const PETS: Record<string, Told> = { 'POST /pets': created({ id: number }), 'GET /pets/{petId}': {} };
const takes = (name: string, where: string): Told => ({ more: { parameters: [{ name, in: where, schema: {} }] } });
const linking = (links: JsonObject): Told => ({
  more: { responses: { 201: { description: 'Done.', links } } },
});

describe('a parameter', () => {
  test.each<[string, Record<string, Told>, string[]]>([
    [
      'is fed in a header that begins with x',
      { ...PETS, 'GET /visits': takes('x-pet-id', 'header') },
      ['header x-pet-id | POST /pets #/id | suffix | pet'],
    ],
    [
      'is fed where its word itself begins with x',
      { 'POST /xrays': created({ id: number }), 'GET /xrays/{id}': {}, 'GET /visits': takes('xray_id', 'query') },
      ['query xray_id | POST /xrays #/id | suffix | xray'],
    ],
    ['is fed by nothing where its name is no reference', { ...PETS, 'GET /visits': takes('pet', 'query') }, []],
    [
      'is fed by what creates and by what lists, the most trusted first',
      { 'GET /pets': listed({ id: number }), 'POST /pets': created({ petId: number }), 'GET /pets/{petId}': {} },
      ['path petId | POST /pets #/petId | exact | pet', 'path petId | GET /pets # each #/id | suffix | pet'],
    ],
    [
      'is fed by a list first where that is trusted more',
      { 'GET /pets': listed({ petId: number }), 'POST /pets': created({ id: number }), 'GET /pets/{petId}': {} },
      ['path petId | GET /pets # each #/petId | exact | pet', 'path petId | POST /pets #/id | suffix | pet'],
    ],
    [
      'is fed by a link with its value',
      {
        'POST /pets': linking({ it: { operationId: 'GET /pets/{petId}', parameters: { petId: '$response.body#/x' } } }),
        'GET /pets/{petId}': {},
      },
      ['path petId | POST /pets #/x | link | pet'],
    ],
    [
      'is fed by a link that says where it stands',
      {
        'POST /pets': linking({
          it: { operationId: 'GET /pets/{petId}', parameters: { 'path.petId': '$response.header.X-Id' } },
        }),
        'GET /pets/{petId}': {},
      },
      ['path petId | POST /pets X-Id | link | pet'],
    ],
    [
      'is fed by no link with a constant',
      {
        'POST /pets': linking({ it: { operationId: 'GET /pets/{petId}', parameters: { petId: 7 } } }),
        'GET /pets/{petId}': {},
      },
      [],
    ],
    [
      'is fed by no link to another operation',
      {
        'POST /pets': linking({
          it: { operationId: 'DELETE /pets/{petId}', parameters: { petId: '$response.body#/x' } },
        }),
        'DELETE /pets/{petId}': {},
        'GET /pets/{petId}/photo': {},
      },
      [],
    ],
    [
      'is fed by the link and by what x-resource names',
      {
        'POST /pets': linking({ it: { operationId: 'GET /visits', parameters: { animal: '$response.body#/x' } } }),
        'POST /dogs': created({ id: number }),
        'GET /dogs/{id}': {},
        'GET /pets/{petId}': {},
        'GET /visits': {
          more: {
            parameters: [{ name: 'animal', in: 'query', schema: {} }],
            'x-resource': { parameters: { animal: 'dog' } },
          },
        },
      },
      ['query animal | POST /pets #/x | link | pet', 'query animal | POST /dogs #/id | declared | dog'],
    ],
    [
      'is fed by nothing where x-resource names none',
      {
        ...PETS,
        'GET /visits': {
          more: {
            parameters: [{ name: 'pet_id', in: 'query', schema: {} }],
            'x-resource': { parameters: { pet_id: false } },
          },
        },
      },
      [],
    ],
    [
      'is fed by nothing where x-resource names what is not there',
      {
        ...PETS,
        'GET /visits': {
          more: {
            parameters: [{ name: 'pet_id', in: 'query', schema: {} }],
            'x-resource': { parameters: { pet_id: 'cat' } },
          },
        },
      },
      [],
    ],
    [
      'is fed by what its own word names, not by its place',
      { 'GET /projects': listed({ id: text }), 'GET /archive': listed({ name: text }), 'GET /archive/{projectId}': {} },
      ['path projectId | GET /projects # each #/id | suffix | project'],
    ],
    [
      'is fed by its place where its word begins alike',
      {
        'GET /tokens': listed({ token: text }),
        'GET /api-tokens': listed({ token: text }),
        'GET /api-tokens/{token}': {},
      },
      ['path token | GET /api-tokens # each #/token | exact | api-token'],
    ],
    [
      'is fed by its place, whatever it is called',
      {
        'POST /features': created({ name: text }),
        'GET /features/{featureName}': {},
        'GET /features/{child}/parents': {},
      },
      ['path child | POST /features #/name | suffix | feature'],
    ],
    [
      'is fed by nothing that it creates itself',
      { 'GET /pets/{petId}': {}, 'POST /pets': { ...created({ id: number }), query: ['petId'] } },
      [],
    ],
    [
      'is fed by nothing that it lists itself',
      { 'GET /pets/{petId}': {}, 'GET /pets': { ...listed({ id: number }), query: ['petId'] } },
      [],
    ],
  ])('%s', async (_, told, want) => {
    expect(await feeders(told)).toEqual(want);
  });
});

describe('a member of a body', () => {
  const visit = (members: JsonObject): Record<string, Told> => ({ ...PETS, 'POST /visits': { takes: members } });
  const fed = (pointer: string) => [`${pointer} | POST /pets #/id | suffix | pet`];
  test.each<[string, JsonObject, string[]]>([
    ['is fed where it is an id', { petId: number }, fed('#/petId')],
    ['is fed where it is a uuid', { petUuid: text }, ['#/petUuid | POST /pets #/id | synonym | pet']],
    ['is fed where its items are texts', { petIds: listOf(text) }, fed('#/petIds/0')],
    ['is fed where its items are numbers', { petIds: listOf(number) }, fed('#/petIds/0')],
    ['is fed three deep', { a: shape({ b: shape({ petId: number }) }) }, fed('#/a/b/petId')],
    ['is not fed four deep', { a: shape({ b: shape({ c: shape({ petId: number }) }) }) }, []],
    ['is not fed where it is an object', { petId: shape({ a: number }) }, []],
    ['is not fed where its items are objects', { petIds: listOf(shape({ a: number })) }, []],
    ['is not fed where only answers have it', { petId: { ...number, readOnly: true } }, []],
    ['is not fed where nothing says its type', { petId: {} }, []],
  ])('%s', async (_, members, want) => {
    expect(await feeders(visit(members))).toEqual(want);
  });

  test('is fed once, where its schema holds itself', async () => {
    const Node = { type: 'object', properties: { petId: number, next: { $ref: '#/components/schemas/Node' } } };
    const told = { ...PETS, 'POST /visits': { takes: { node: { $ref: '#/components/schemas/Node' } } } };
    expect((await feeders(told, { Node })).length).toBeGreaterThan(0);
  });

  test('is fed by what x-resource names', async () => {
    const more = { 'x-resource': { parameters: { '#/kept': 'pet', '#/petId': false } } };
    const told = { ...PETS, 'POST /visits': { takes: { kept: number, petId: number }, more } };
    expect(await feeders(told)).toEqual(['#/kept | POST /pets #/id | declared | pet']);
  });
});
