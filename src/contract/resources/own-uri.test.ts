import { expect, test } from '@jest/globals';
import type { Json } from '../../model/json.ts';
import { uriPlaces } from './own-uri.ts';
import { placeOf, statementProblem } from './statements.ts';

test.each<[value: Json, places: string[]]>([
  [null, []],
  ['text', []],
  [[], []],
  [{ id: 1 }, []],
  ...['self', 'href', 'url', 'uri', 'location', 'selfLink', 'self_link', 'URL'].map((name): [Json, string[]] => [
    { [name]: '/a' },
    [`#/${name}`],
  ]),
  [{ links: { self: '/a', next: '/b' } }, ['#/links/self']],
  [{ _links: { self: { href: '/a' } } }, ['#/_links/self', '#/_links/self/href']],
  [{ self: { href: '/a' } }, ['#/self', '#/self/href']],
  [{ data: { self: '/a' } }, []],
  [{ links: { href: '/a', data: { href: '/a' } } }, ['#/links/href']],
  [{ myself: '/a', selfies: '/a', urls: '/a' }, []],
])('the own URIs of %j are at %j', (value, places) => expect(uriPlaces(value)).toEqual(places));

test.each([
  ['$response.body#/id', { in: 'body', pointer: '#/id' }],
  ['$response.body', { in: 'body', pointer: '#' }],
  ['$response.header.Location', { in: 'header', name: 'Location' }],
  ['$request.body#/id', { in: 'request', pointer: '#/id' }],
  ['$request.path.id', { in: 'request', parameter: 'id' }],
  ['$request.query.id', { in: 'request', parameter: 'id' }],
  ['$request.header.X-Id', { in: 'request', parameter: 'X-Id' }],
  ['$response.path.id', undefined],
  ['$response.query.id', undefined],
  ['$url', undefined],
  ['x$response.body#/id', undefined],
  ['$response.cookie.id', undefined],
])('%s names the place %j', (expression, place) => expect(placeOf(expression)).toEqual(place));

test.each<[value: Json, at: string[] | undefined]>([
  ['pet', undefined],
  [false, undefined],
  [{}, undefined],
  ...['create', 'list', 'read', 'update', 'delete'].map((role): [Json, undefined] => [{ role }, undefined]),
  [{ role: 'creates' }, ['role']],
  [{ role: 7 }, undefined],
  [{ identity: '$response.body#/id' }, undefined],
  [{ identity: 'id' }, ['identity']],
  [{ parameters: { pet: 'pet', other: false } }, undefined],
  [{ parameters: { pet: 'pet', other: true } }, ['parameters', 'other']],
  [{ parameters: { pet: null } }, ['parameters', 'pet']],
  [{ parameters: 'pet' }, undefined],
])('what is wrong with the x-resource %j is at %j', (value, at) => expect(statementProblem(value)?.at).toEqual(at));
