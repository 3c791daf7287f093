import { describe, expect, test } from '@jest/globals';
import type { MediaType } from '../../model/contract.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { shapeOf } from '../../schema/shape.ts';
import { encodingOf, isJsonLabel, isStyled, partRule, readStyledMembers, styleOf } from './form-encoding.ts';

test.each<[encoding: JsonObject, name: string, own: JsonObject]>([
  [{ a: { style: 'form' } }, 'a', { style: 'form' }],
  [{ a: { style: 'form' } }, 'b', {}],
  [{ a: 7 }, 'a', {}],
  [{}, 'constructor', {}],
])('the encoding in %j of %s is %j', (encoding, name, own) => expect(encodingOf(encoding, name)).toEqual(own));

test.each<[encoding: JsonObject, is: boolean]>([
  [{}, false],
  [{ contentType: 'text/plain' }, false],
  [{ style: 'form' }, true],
  [{ explode: false }, true],
  [{ allowReserved: false }, true],
])('whether the encoding %j has a style: %s', (encoding, is) => expect(isStyled(encoding)).toBe(is));

test.each<[encoding: JsonObject, style: string, explode: boolean, allowReserved: boolean]>([
  [{}, 'form', true, false],
  [{ explode: false }, 'form', false, false],
  [{ style: 'pipeDelimited' }, 'pipeDelimited', false, false],
  [{ style: 'deepObject', explode: true }, 'deepObject', true, false],
  [{ allowReserved: true }, 'form', true, true],
])('the encoding %j is the style %s, exploded: %s, reserved: %s', (encoding, style, explode, allowReserved) => {
  expect(styleOf(encoding)).toEqual({ style, explode, allowReserved });
});

test.each<[type: Json | undefined, is: boolean]>([
  ['application/json; charset=utf-8', true],
  ['text/plain', false],
  ['none', false],
  [7, false],
  [undefined, false],
])('whether %j is a label of JSON: %s', (type, is) => expect(isJsonLabel(type)).toBe(is));

const sourceOf = (S: JsonObject) => ({ document: { components: { schemas: { S } } }, accepts: () => true });

describe('the members of a form', () => {
  const properties = {
    deep: { type: 'object', properties: { x: { type: 'integer' } } },
    flat: { type: 'object', properties: { y: { type: 'integer' } } },
    list: { type: ['object', 'array'] },
    plain: { type: 'string' },
    bare: { type: 'object', properties: { z: { type: 'integer' } } },
  };
  const encoding = {
    deep: { style: 'deepObject', explode: true },
    flat: { explode: true },
    list: { style: 'deepObject' },
    bare: { contentType: 'application/json' },
  };
  const read = (text: string) =>
    readStyledMembers(
      text.split('&').map((pair): [string, string] => [pair.split('=')[0] ?? '', pair.split('=')[1] ?? '']),
      encoding,
      shapeOf(sourceOf({ type: 'object', properties }), '#/components/schemas/S'),
      (_, texts) =>
        texts[0] === 'wrong' ? { problem: 'is wrong' } : { value: texts[0] === 'none' ? undefined : texts.join() },
    );

  test.each<[text: string, value: JsonObject]>([
    ['plain=a&plain=b', { plain: 'a,b' }],
    ['plain=a&other=none', { plain: 'a' }],
    ['deep[x]=1&plain=a', { deep: { x: 1 }, plain: 'a' }],
    ['plain=a&y=2&deep[x]=1', { plain: 'a', flat: { y: 2 }, deep: { x: 1 } }],
    ['list[x]=1', { 'list[x]': '1' }],
    ['z=1&bare[z]=2', { z: '1', 'bare[z]': '2' }],
  ])('%s are read', (text, value) => {
    const found = read(text);
    expect(found).toEqual({ value });
    expect(Object.keys(found.value as JsonObject)).toEqual(Object.keys(value));
  });

  test.each<[text: string, problem: string]>([
    ['plain=wrong', 'has a member "plain" that is wrong'],
    [`${'n'.repeat(200)}=wrong`, `has a member "${'n'.repeat(158)}… that is wrong`],
    ['deep[x]=%zz', 'has a member "deep" that '],
  ])('%s are refused', (text, problem) => expect(read(text).problem).toContain(problem));
});

describe('a part of a form', () => {
  const contract = {
    document: {
      content: {
        encoding: {
          a: {
            headers: { 'X-Must': { required: true, schema: { type: 'integer' } }, 'Content-Type': { required: true } },
          },
        },
      },
    },
    accepts: (at: string, value: Json) => at === '#/content/encoding/a/headers/X-Must/schema' && value === 7,
  } as unknown as Parameters<typeof partRule>[0];
  const problemOf = (own: JsonObject, type: string | undefined, headers: Record<string, string> = {}, name = 'a') =>
    partRule(contract, { pointer: '#/content', encoding: { a: own } } as unknown as MediaType)({
      ...{ name, type },
      field: (field) => headers[field],
    });

  test.each<[declared: string, type: string | undefined, isFine: boolean]>([
    ['text/plain', 'text/plain', true],
    ['Text/Plain; charset=utf-8', 'text/plain; charset=latin1', true],
    ['text/plain', 'image/png', false],
    ['image/png, image/jpeg', 'image/jpeg', true],
    ['image/*', 'image/jpeg', true],
    ['image/*', 'text/image', false],
    ['image/*', 'images/jpeg', false],
    [' TEXT/plain ,image/PNG', 'image/png', true],
    ['*/*', 'image/jpeg', true],
    ['text/plain', undefined, true],
    ['text/plain', 'no type', false],
  ])('with the content type %s may be labelled %s: %s', (contentType, type, isFine) => {
    expect(problemOf({ contentType }, type)).toBe(isFine ? undefined : `is labelled ${type}, and not ${contentType}`);
  });

  test('is shown with as much of its label as fits a message', () => {
    const label = `text/${'x'.repeat(200)}`;
    expect(problemOf({ contentType: 'a/b' }, label)).toBe(`is labelled ${label.slice(0, 159)}…, and not a/b`);
  });

  test('with a style has no content type to keep to, nor has another part', () => {
    expect(problemOf({ contentType: 'text/plain', style: 'form' }, 'image/png')).toBeUndefined();
    expect(problemOf({ contentType: 'text/plain' }, 'image/png', {}, 'b')).toBeUndefined();
    expect(problemOf({ contentType: 7 }, 'image/png')).toBeUndefined();
  });

  test.each<[headers: Json, sent: Record<string, string>, problem: string | undefined]>([
    [{ 'X-Must': {} }, { 'X-Must': '7' }, undefined],
    [{ 'X-Must': {} }, { 'X-Must': '8' }, 'has a header X-Must that breaks its schema'],
    [{ 'X-Must': {} }, {}, 'has no header X-Must'],
    [{ 'X-Other': {} }, {}, undefined],
    [{ 'Content-Type': {} }, {}, undefined],
    ['X-Must', {}, undefined],
  ])('with the headers %j that has %j: %s', (headers, sent, problem) => {
    expect(problemOf({ headers }, undefined, sent)).toBe(problem);
  });
});
