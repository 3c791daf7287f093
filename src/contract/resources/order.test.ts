import { expect, test } from '@jest/globals';
import type { Operation } from '../../model/contract.ts';
import { orderOf } from './order.ts';
import type { Feeder, Resource, ResourceRole } from './resource.ts';

interface Described {
  id: string;
  method?: string;
  /** The name of its resource, and what it does with it. */
  role?: [resource: string, role: ResourceRole];
  /** The names of the resources that give it values. */
  needs?: string[];
}

/** The order of operations; `parents` says what each resource lies in. */
function order(described: Described[], parents: Record<string, string> = {}): string[] {
  const resources = new Map<string, { name: string; create: Operation[]; parent?: Resource }>();
  const resource = (name: string): Resource => {
    const known = resources.get(name) ?? { name, create: [] };
    if (!resources.has(name)) {
      resources.set(name, known);
      const parent = parents[name];
      if (parent !== undefined) known.parent = resource(parent);
    }
    return known as unknown as Resource;
  };
  const operations = described.map(({ id, method = 'GET' }) => ({ id, method }) as Operation);
  const of = (operation: Operation): Described => described[operations.indexOf(operation)] ?? { id: '' };
  for (const operation of operations) {
    const { role } = of(operation);
    if (role?.[1] === 'create') resource(role[0]).create.push(operation);
  }
  return orderOf(
    operations,
    (operation) => {
      const { role } = of(operation);
      return role && { resource: resource(role[0]), role: role[1] };
    },
    (operation) => (of(operation).needs ?? []).map((name) => ({ resource: resource(name) }) as Feeder),
  ).map(({ id }) => id);
}

test.each<[string, Described[], string[], Record<string, string>?]>([
  [
    'lists come first, then creations, reads, changes and deletions',
    [
      { id: 'delete', role: ['pet', 'delete'] },
      { id: 'update', role: ['pet', 'update'] },
      { id: 'read', role: ['pet', 'read'] },
      { id: 'create', role: ['pet', 'create'] },
      { id: 'list', role: ['pet', 'list'] },
    ],
    ['list', 'create', 'read', 'update', 'delete'],
  ],
  [
    'what others lie in is made before them and deleted after them',
    [
      { id: 'deleteShop', role: ['shop', 'delete'] },
      { id: 'deletePet', role: ['pet', 'delete'] },
      { id: 'createPet', role: ['pet', 'create'] },
      { id: 'createShop', role: ['shop', 'create'] },
    ],
    ['createShop', 'createPet', 'deletePet', 'deleteShop'],
    { pet: 'shop' },
  ],
  [
    'so is what lies deeper',
    [
      { id: 'createToy', role: ['toy', 'create'] },
      { id: 'createPet', role: ['pet', 'create'] },
      { id: 'createShop', role: ['shop', 'create'] },
    ],
    ['createShop', 'createPet', 'createToy'],
    { toy: 'pet', pet: 'shop' },
  ],
  [
    'what a creation refers to is made before it',
    [
      { id: 'createVisit', role: ['visit', 'create'], needs: ['pet', 'visit'] },
      { id: 'createPet', role: ['pet', 'create'] },
    ],
    ['createPet', 'createVisit'],
  ],
  [
    'creations that need each other stay in their order',
    [
      { id: 'createB', role: ['b', 'create'], needs: ['a'] },
      { id: 'createA', role: ['a', 'create'], needs: ['b'] },
    ],
    ['createA', 'createB'],
  ],
  [
    'without a resource safe methods come before changes, and deletions last',
    [
      { id: 'wipe', method: 'DELETE' },
      { id: 'act', method: 'POST' },
      ...['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY'].map((method) => ({ id: method, method })),
    ],
    ['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY', 'act', 'wipe'],
  ],
  [
    'what needs the things of a resource comes after what needs none',
    [
      { id: 'ofPet', method: 'GET', needs: ['pet'] },
      { id: 'plain', method: 'GET' },
      { id: 'read', role: ['pet', 'read'] },
    ],
    ['plain', 'read', 'ofPet'],
  ],
  [
    'a safe method without a resource comes before a change of one',
    [
      { id: 'change', method: 'PATCH', role: ['pet', 'update'] },
      { id: 'ask', method: 'GET', needs: ['pet'] },
    ],
    ['ask', 'change'],
  ],
  [
    'a creation that needs its own resource comes no later for it',
    [
      { id: 'createVisit', role: ['visit', 'create'], needs: ['visit'] },
      { id: 'createPet', role: ['pet', 'create'] },
    ],
    ['createVisit', 'createPet'],
  ],
  [
    'in what others lie in too, lists come before creations',
    [
      { id: 'createPet', role: ['pet', 'create'] },
      { id: 'listPets', role: ['pet', 'list'] },
    ],
    ['listPets', 'createPet'],
    { pet: 'shop' },
  ],
  [
    'what needs nothing stays in its order, with a resource and without',
    [{ id: 'read', role: ['pet', 'read'] }, { id: 'plain' }],
    ['read', 'plain'],
  ],
  ...[
    ['readPet', 'askShop'],
    ['askShop', 'readPet'],
  ].map((ids): [string, Described[], string[], Record<string, string>] => [
    `${ids.join(' and ')} need the same shop and stay in their order`,
    ids.map((id) => (id === 'readPet' ? { id, role: ['pet', 'read'] } : { id, needs: ['shop'] })),
    ids,
    { pet: 'shop' },
  ]),
  [
    'a deletion without a resource comes before that of what it needs',
    [
      { id: 'deletePet', role: ['pet', 'delete'] },
      { id: 'wipe', method: 'DELETE', needs: ['pet'] },
    ],
    ['wipe', 'deletePet'],
  ],
])('%s', (...[, described, want, parents]) => {
  expect(order(described, parents)).toEqual(want);
});

test('very long chains end', () => {
  const chain = Array.from({ length: 60 }, (_, nth): Described => ({
    id: `create${nth}`,
    role: [`r${nth}`, 'create'],
    ...(nth > 0 && { needs: [`r${nth - 1}`] }),
  }));
  expect(order(chain.slice(0, 22).toReversed())).toEqual(chain.slice(0, 22).map(({ id }) => id));
  expect(order(chain)).toHaveLength(60);
});
