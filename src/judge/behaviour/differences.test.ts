import { describe, expect, test } from '@jest/globals';
import type { Json, Pointer } from '../../model/json.ts';
import { leadsElsewhere } from './addresses.ts';
import { differences } from './differences.ts';
import type { Comparison, Relation, SharedMember } from './relation.ts';

const member = (at: Pointer, isFormatted?: true): SharedMember => ({
  ...{ at, clause: '#/clause', rests: 'schema' },
  ...(isFormatted && { isFormatted }),
});
const compare = (members: SharedMember[], wanted: Json, actual: Json, place: Pointer = '#') =>
  differences({ members, place, wanted, actual }, (name) => `says ${name}`);

test.each<[string, SharedMember, wanted: Json, actual: Json, severity: 'violation' | 'note' | 'none']>([
  ['is the same', member('#/a'), { a: 1 }, { a: 1 }, 'none'],
  ['is another', member('#/a'), { a: 1 }, { a: 2 }, 'violation'],
  ['is in another form', member('#/a'), { a: 'Rex' }, { a: 'REX' }, 'note'],
  ['is in another form of its format', member('#/a', true), { a: 'Rex' }, { a: 'REX' }, 'none'],
  ['is another of its format', member('#/a', true), { a: 'Rex' }, { a: 'Ash' }, 'note'],
  ['is missing', member('#/a'), { a: 1 }, {}, 'violation'],
  ['was not sent', member('#/a'), {}, { a: 1 }, 'none'],
  ['was null, and is missing', member('#/a'), { a: null }, {}, 'none'],
  ['was null, and is not', member('#/a'), { a: null }, { a: 1 }, 'violation'],
])('a member that %s', (_, one, wanted, actual, severity) => {
  const found = compare([one], wanted, actual);
  expect(found.map((violation) => violation.severity)).toEqual(severity === 'none' ? [] : [severity]);
});

test.each<[actual: Json, severity: string]>([
  [{}, 'note'],
  [{ a: 2 }, 'violation'],
])('where the members of an answer can be chosen, %j in place of what was sent is a %s', (actual, severity) => {
  const comparison: Comparison = { members: [member('#/a')], place: '#', wanted: { a: 1 }, actual, isChosen: true };
  expect(differences(comparison, (name) => name).map((violation) => violation.severity)).toEqual([severity]);
});

test('each member that differs is one violation, with its place in the body', () => {
  const members = [member('#/a/b'), member('#/c'), member('#/d')];
  const found = compare(members, { a: { b: 1 }, c: 'x', d: 1 }, { a: { b: 2 }, c: 'y', d: 1 }, '#/data');
  expect(found).toMatchObject([
    {
      at: 'body#/data/a/b',
      clause: '#/clause',
      expected: '1',
      actual: '2',
      message: expect.stringMatching(/^says .*b$/),
    },
    { at: 'body#/data/c', expected: '"x"', actual: '"y"' },
  ]);
});

describe('an address of an answer', () => {
  const led = (at: string, leads: 'to the thing' | 'nowhere' | 'elsewhere'): Relation =>
    ({
      ...{ kind: 'led', at, name: 'Location', leads, actual: '/pets/7' },
      basis: { clause: '#/clause', rests: 'HTTP' },
    }) as unknown as Relation;

  test.each<
    [at: string, part: 'header' | 'body', leads: 'to the thing' | 'nowhere' | 'elsewhere', message: string | undefined]
  >([
    ['header Location', 'header', 'nowhere', 'names an address in Location at which nothing is'],
    ['header Location', 'header', 'elsewhere', 'names the address of something else in Location'],
    ['header Location', 'header', 'to the thing', undefined],
    ['header Location', 'body', 'nowhere', undefined],
    ['body#/self', 'body', 'nowhere', 'names an address in Location at which nothing is'],
    ['body#/self', 'header', 'nowhere', undefined],
  ])('at %s is held to the rule of the %s if it leads %s: %s', (at, part, leads, message) => {
    const found = leadsElsewhere(led(at, leads), part);
    expect(found.map((one) => one.message)).toEqual(message === undefined ? [] : [message]);
    for (const one of found) expect(one).toMatchObject({ at, expected: 'the address of the thing', actual: '/pets/7' });
  });

  test('is none of another relation', () => {
    expect(leadsElsewhere({ kind: 'own thing listed' } as Relation, 'body')).toEqual([]);
  });
});

test('two lists that are told alike are told by the first item that is another one', () => {
  const long = (at: number, item: string) =>
    Array.from({ length: 100 }, (_, index) => (index === at ? item : `tag ${index}`));
  const [found] = compare([member('#/a')], { a: long(41, 'y') }, { a: long(41, 'z') });
  expect(found).toMatchObject({
    expected: 'an array of 100, of which number 42 is "y"',
    actual: 'an array of 100, of which number 42 is "z"',
  });
});
