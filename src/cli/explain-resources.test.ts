import { describe, expect, test } from '@jest/globals';
import type { Contract, Operation, Parameter } from '../model/contract.ts';
import type { Feeder, Identity, Place, Resource, ResourceRole, Resources } from '../contract/resources/resource.ts';
import { explainFeeders, explainResources, explainRole } from './explain-resources.ts';

const operation = (id: string, path = '/pets', ...parameters: string[]) =>
  ({ id, path, parameters: parameters.map((name) => ({ name, in: 'path' }) as Parameter) }) as Operation;
const [CREATE, LIST, READ] = [operation('create'), operation('list'), operation('read', '/pets/{id}', 'id')];
const PET: Resource = { name: 'pet', collection: '/pets', item: '/pets/{id}', create: [], update: [], identities: [] };
const contractOf = (...operations: Operation[]) => ({ operations }) as Contract;

interface Known {
  all?: Resource[];
  roles?: [Operation, Resource, ResourceRole][];
  feeders?: Feeder[];
  named?: Resource;
}
const resourcesOf = ({ all = [], roles = [], feeders = [], named }: Known) =>
  ({
    all,
    of: (asked: Operation) => {
      const found = roles.find(([one]) => one === asked);
      return found && { resource: found[1], role: found[2] };
    },
    named: () => named,
    feeders: () => feeders,
    inOrder: (operations: Operation[]) => operations.toReversed(),
  }) as unknown as Resources;

describe('a resource', () => {
  const lines = (resource: Resource) =>
    explainResources(contractOf(READ), resourcesOf({ all: [resource], roles: [[READ, resource, 'read']] }));

  test.each<[more: Partial<Resource>, line: string]>([
    [{ read: READ }, '/pets/{id}, read by read.'],
    [
      { list: LIST, create: [CREATE, LIST], read: READ, update: [READ], remove: READ },
      '/pets/{id}, listed by list, created by create and list, read by read, changed by read, deleted by read.',
    ],
    [
      { create: [CREATE], parent: { ...PET, name: 'animal shelter' } },
      '/pets/{id}, created by create, in an animal shelter.',
    ],
  ])('with %j is told in a line', (more, line) => {
    expect(lines({ ...PET, ...more })).toEqual([['  pet', line]]);
  });

  test('without things has the path of its collection, or none', () => {
    const { item: _, ...listed } = { ...PET, list: LIST };
    const { collection: __, ...lost } = listed;
    expect([...lines(listed), ...lines(lost)].map(([, line]) => line)).toEqual([
      '/pets, listed by list.',
      'no path, listed by list.',
    ]);
  });

  test.each<[identity: Partial<Identity>, said: string]>([
    [{ place: { in: 'body', pointer: '#/id' }, by: 'exact' }, ' create names it in body#/id: the same name.'],
    [
      { place: { in: 'header', name: 'Location' }, by: 'location' },
      ' create names it in header Location: it is where the thing is.',
    ],
    [
      { link: { link: { name: 'get' } } as Identity['link'] & object, by: 'link' },
      ' create names it in the link get: a Link Object says so.',
    ],
    [{ by: 'bare' }, ''],
  ])('says by which place an answer names it: %j', (identity, said) => {
    const [[, line] = []] = lines({
      ...PET,
      read: READ,
      identities: [{ from: CREATE, clause: '#', by: 'exact', ...identity }],
    });
    expect(line).toBe(`/pets/{id}, read by read.${said}`);
  });

  test('comes in the order in which operations are asked, unless none is about it', () => {
    const [shop, none] = [
      { ...PET, name: 'shop' },
      { ...PET, name: 'none' },
    ];
    const resources = resourcesOf({
      all: [none, PET, shop],
      roles: [
        [READ, PET, 'read'],
        [LIST, shop, 'list'],
      ],
    });
    expect(explainResources(contractOf(READ, LIST), resources).map(([name]) => name)).toEqual(['  shop', '  pet']);
  });
});

test.each<[role: ResourceRole | undefined, does: string]>([
  ['create', 'creates a pet'],
  ['list', 'lists each pet'],
  ['read', 'reads a pet'],
  ['update', 'changes a pet'],
  ['delete', 'deletes a pet'],
  [undefined, 'neither creates, lists, reads, changes nor deletes a resource'],
])('an operation with the role %s %s', (role, does) => {
  const resources = resourcesOf({ roles: role ? [[READ, PET, role]] : [] });
  const said = explainRole(contractOf(CREATE, READ), resources, READ, [CREATE, READ]);
  expect(said).toBe(`    ${does}, asked as number 2 of 2 operations\n`);
});

describe('what gives an operation its values', () => {
  const feeder = (place: Place, to: Feeder['to'] = { in: 'path', name: 'id' }): Feeder => ({
    ...{ to, from: { operation: CREATE, place }, by: 'suffix', resource: PET },
  });
  const said = (known: Known, asked = READ) => explainFeeders(resourcesOf(known), asked);
  const WHY = 'of create (what its name asks for)';

  test.each<[place: Place, said: string]>([
    [{ in: 'header', name: 'X-Id' }, 'header X-Id'],
    [{ in: 'body', pointer: '#/id' }, 'body#/id'],
    [{ in: 'body', pointer: '#/id', each: '#/items' }, 'each id in body#/items'],
    [{ in: 'body', pointer: '#', each: '#' }, 'each item in body#'],
    [{ in: 'request', pointer: '#/id' }, 'request body#/id'],
    [{ in: 'request', parameter: 'id' }, 'request {id}'],
  ])('is in %j told as %s', (place, text) => {
    expect(said({ feeders: [feeder(place)] })).toEqual([['    {id}', `from ${text} ${WHY}`]]);
  });

  test('are several places, the most trusted first', () => {
    const feeders = [feeder({ in: 'body', pointer: '#/id' }), feeder({ in: 'header', name: 'X-Id' })];
    expect(said({ feeders })).toEqual([['    {id}', `from body#/id ${WHY}, then header X-Id ${WHY}`]]);
  });

  test('goes to the body, or to another place, as well', () => {
    const place: Place = { in: 'body', pointer: '#/id' };
    const feeders = [feeder(place, { pointer: '#/pet' }), feeder(place, { in: 'query', name: 'pet' })];
    expect(said({ feeders }, CREATE)).toEqual([
      ['    body#/pet', `from body#/id ${WHY}`],
      ['    query pet', `from body#/id ${WHY}`],
    ]);
  });

  test.each<[why: string, named: Resource | undefined]>([
    ['nothing says what it names', undefined],
    ['nothing says what it names', { name: 'pet', create: [CREATE], update: [], identities: [] }],
    ['nothing lists or creates a pet', PET],
    ['nothing lists or creates a pet', { ...PET, create: [operation('put', '/pets/{petId}')] }],
    ['what create and list answers is not documented to have it', { ...PET, create: [CREATE], list: LIST }],
  ])('is nothing: %s', (why, named) => {
    expect(said(named ? { named } : {})).toEqual([['    {id}', `from no answer: ${why}`]]);
  });
});
