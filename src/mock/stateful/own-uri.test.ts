import { expect, test } from '@jest/globals';
import { ownUri, withOwnUri } from './own-uri.ts';

const WHERE = { shownId: 'old', id: 'a b', path: '/v1/pets/a%20b' };

test.each([
  ['/pets/old', '/pets/a%20b'],
  ['https://api.example.org/pets/old/', 'https://api.example.org/pets/a%20b/'],
  ['/pets/old/old', '/pets/old/a%20b'],
  ['old', 'a%20b'],
  ['/pets/older', '/v1/pets/a%20b'],
  ['https://api.example.org/pets/7?x=1', 'https://api.example.org/v1/pets/a%20b'],
  ['HTTP://api.example.org:8080#here', 'HTTP://api.example.org:8080/v1/pets/a%20b'],
  ['', '/v1/pets/a%20b'],
])('the documented address %s becomes %s', (documented, want) => {
  expect(ownUri(documented, WHERE)).toBe(want);
});

test('an identifier is looked for as it stands in a path', () => {
  expect(ownUri('/pets/a%2Fb/x', { ...WHERE, shownId: 'a/b' })).toBe('/pets/a%20b/x');
  expect(ownUri('/pets/7', { ...WHERE, shownId: 7, id: 8 })).toBe('/pets/8');
});

test('where the documented answer names no thing, its address is the path on this server', () => {
  expect(ownUri('/pets/undefined', { ...WHERE, shownId: undefined })).toBe('/v1/pets/a%20b');
});

test.each(['self', 'href', 'url', 'uri', 'selfLink', 'self_link', 'URL'])(
  '%s holds the own address of a thing',
  (name) => {
    expect(withOwnUri({ [name]: 'x', id: 1 }, { [name]: '/pets/old' }, WHERE)).toEqual({
      [name]: '/pets/a%20b',
      id: 1,
    });
  },
);

test('other members, and what the documented answer does not show as a text, stay as they are', () => {
  const thing = { url: 'x', uri: 'y', image_url: '/pets/old' };
  expect(withOwnUri(thing, { uri: 7, image_url: '/pets/old', href: '/pets/old' }, WHERE)).toEqual(thing);
});
