import { describe, expect, test } from '@jest/globals';
import type { Origin, Template } from '../model/binding.ts';
import type { Example, Operation, RequestValues } from '../model/contract.ts';
import type { Json, JsonObject, Pointer } from '../model/json.ts';
import { isSoundBinding, type Learned } from './sound-binding.ts';

const OF = {};

/** An example with this request and this answer. */
function example(
  request: Partial<RequestValues>,
  body: Json,
  { of = OF, location }: { of?: object; location?: string } = {},
) {
  const headers = new Map(location === undefined ? [] : [[{ name: 'Location' }, location]]);
  return {
    request: { path: {}, query: {}, header: {}, cookie: {}, ...request },
    response: { of, body, headers },
  } as unknown as Example;
}
const sent = (pointer: Pointer): Origin => ({ in: 'body', pointer });
const inPath = (name: string): Origin => ({ in: 'path', name });

function learned(at: Pointer, value: Json, ...template: Template): Learned {
  return { place: { in: 'body', pointer: at }, name: at.slice(at.lastIndexOf('/') + 1), value, template };
}
function isSound(one: Learned, others: Example[] = []): boolean {
  const own = example({}, {});
  return isSoundBinding({ examples: [own, ...others] } as Operation, own, one);
}

describe('a value of one example follows from the request', () => {
  test.each<[name: string, Origin, boolean]>([
    ['title', sent('#/title'), true],
    ['Title', sent('#/ti_tle'), true],
    ['title', sent('#/a/title'), true],
    ['title', sent('#/name'), false],
    ['title', inPath('title'), true],
    ['id', inPath('petId'), true],
    ['uuid', inPath('pet_uuid'), true],
    ['id', inPath('name'), false],
    ['title', inPath('petTitle'), false],
    ['id', sent('#/petId'), false],
    ['title', { in: 'query', name: 'title' }, true],
  ])('told by its name %s, which is that of %j: %s', (name, origin, want) => {
    expect(isSound(learned(`#/${name}`, 'x', origin))).toBe(want);
  });

  test.each<[name: string, value: Json, template: Template, boolean]>([
    ['self', 'x', ['/pets/', sent('#/id')], true],
    ['href', 'x', ['/pets/', inPath('any')], true],
    ['text', '/pets/7', ['/pets/', sent('#/id')], true],
    ['text', 'https://x.example/7', ['https://x.example/', inPath('any')], true],
    ['text', 'pets 7', ['pets ', inPath('any')], false],
    ['text', '/pets /7', ['/pets /', inPath('any')], false],
    ['text', 7, ['7', inPath('any')], false],
    ['self', '/pets/x', ['/pets/', sent('#/title')], false],
    ['self', '/a/b', ['/', inPath('a'), '/', sent('#/title')], false],
    ['self', '/a/b', ['/', inPath('a'), '/', sent('#/guid')], true],
  ])('as the address %s, %j, made of %j: %s', (name, value, template, want) => {
    expect(isSound(learned(`#/${name}`, value, ...template))).toBe(want);
  });

  test.each<[at: Pointer, part: Pointer, boolean]>([
    ['#/filter/ids/0', '#/ids/0', true],
    ['#/query/Filter/IDS/0', '#/ids/0', true],
    ['#/ids/0', '#/ids/0', false],
    ['#/filter/ids/1', '#/ids/0', false],
  ])('at %s as the part %s of a parameter: %s', (at, part, want) => {
    expect(isSound(learned(at, 'x', { in: 'query', name: 'filter', part }))).toBe(want);
  });
});

describe('a value follows from the request by several examples', () => {
  const one = learned('#/label', 'a', sent('#/title'));
  const other = (title: Json, body: JsonObject, of?: object) => example({ body: { title } }, body, of && { of });

  test.each<[string, Example[], boolean]>([
    ['no other', [], false],
    ['one that shows it with another value', [other('b', { label: 'b' })], true],
    ['one that shows it with the same value', [other('a', { label: 'a' })], false],
    ['one that shows otherwise', [other('b', { label: 'c' })], false],
    ['one of two that shows otherwise', [other('b', { label: 'b' }), other('c', { label: 'd' })], false],
    ['one that does not show it', [other('b', {})], false],
    ['one without the value in its request', [example({ body: {} }, { label: 'b' })], false],
    ['one of another response', [other('b', { label: 'b' }, {})], false],
    ['one that writes a number as a text', [other(7, { label: '7' })], true],
  ])('with %s: %s', (_, others, want) => {
    expect(isSound(one, others)).toBe(want);
  });

  test('unless another example shows otherwise, whatever its name says', () => {
    const named = learned('#/title', 'a', sent('#/title'));
    expect(isSound(named, [other('b', { title: 'b' })])).toBe(true);
    expect(isSound(named, [other('b', { title: 'c' })])).toBe(false);
  });

  test('in a header of its own name', () => {
    const header: Learned = {
      place: { in: 'header', name: 'Location' },
      name: 'Location',
      value: '/a',
      template: [sent('#/to')],
    };
    const shows = (to: string, location: string) => example({ body: { to } }, {}, { location });
    expect(isSound(header, [shows('/b', '/b')])).toBe(true);
    expect(isSound(header, [shows('/b', '/c')])).toBe(false);
    expect(isSound(header, [example({ body: { to: '/b' } }, {})])).toBe(false);
  });
});
