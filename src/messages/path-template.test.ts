import { expect, test } from '@jest/globals';
import type { Operation } from '../model/contract.ts';
import {
  compileSegments,
  decodeSegment,
  matchSegment,
  namesIn,
  pathOf,
  pathParameters,
  rawParams,
} from './path-template.ts';

test.each<[template: string, text: string, values: string[] | undefined]>([
  ['/a', 'a', []],
  ['/a', 'b', undefined],
  ['/a%20b', 'a b', []],
  ['/%zz', '%zz', []],
  ['/{x}', 'a', ['a']],
  ['/{x}', '', undefined],
  ['/{x}.json', 'a.json', ['a']],
  ['/{x}.json', '.json', undefined],
  ['/{x}.json', 'a.jso', undefined],
  ['/{x}.json', 'a.json.json', ['a.json']],
  ['/v{x}', 'v1', ['1']],
  ['/v{x}', 'w1', undefined],
  ['/v{x}', 'v', undefined],
  ['/{x}-{y}', '1-2-3', ['1', '2-3']],
  ['/{x}-{y}', '-2', undefined],
  ['/{x}-{y}', '1-', undefined],
  ['/{x}-{y}', '--2', ['-', '2']],
  ['/{x}-{y}.z', '1-.z', undefined],
])('%s matches %j with %j', (template, text, values) => {
  const [segment] = compileSegments(template);
  expect(segment && matchSegment(segment, text)).toEqual(values);
});

test.each<[template: string, names: string[]]>([
  ['/', []],
  ['/a/b', []],
  ['/a/{x}/b/{y}-{z}.json', ['x', 'y', 'z']],
])('the names in %s are %j', (template, names) => {
  expect(namesIn(template)).toEqual(names);
});

test.each<[text: string, decoded: string | undefined]>([
  ['a', 'a'],
  ['a%2Fb', 'a/b'],
  ['a+b', 'a+b'],
  ['%zz', undefined],
  ['%ff', undefined],
])('%s is percent-decoded as %s', (text, decoded) => {
  expect(decodeSegment(text)).toBe(decoded);
});

test.each([
  ['/a/b', '/a/b'],
  ['/a?b/c', '/a'],
  ['/a#b?c', '/a'],
  ['/a?b#c', '/a'],
  ['#a', ''],
  ['http://h:1/a?b', '/a'],
  ['HTTPS://h', '/'],
  ['*', '*'],
  ['', ''],
  ['?a', ''],
])('the path of the target %s is %s', (target, path) => {
  expect(pathOf(target)).toBe(path);
});

test.each<[path: string, target: string, raw: Record<string, string>, decoded: Record<string, string>]>([
  ['/a/{x}', '/a/b%20c?d', { x: 'b%20c' }, { x: 'b c' }],
  ['/a/{x}', '/base/a/b', { x: 'b' }, { x: 'b' }],
  ['/{x}/{y}.json', '/1/2.json', { x: '1', y: '2' }, { x: '1', y: '2' }],
  ['/{x}.json', '/a.txt', {}, {}],
  ['/a/{x}', '/a/%zz', { x: '%zz' }, { x: '%zz' }],
])('the parameters of %s in %s are %j, decoded %j', (path, target, raw, decoded) => {
  const operation = { path } as Operation;
  expect(rawParams(operation, target)).toEqual(raw);
  expect(pathParameters(operation, target)).toEqual(decoded);
});
