import { expect, test } from '@jest/globals';
import { neutralizeReferences } from './neutralize-references.ts';

const around = (inner: object) =>
  ({ openapi: '3.1.0', components: { schemas: { Cat: { type: 'object' }, S: inner } } }) as never;

test.each<[what: string, given: object, becomes: object]>([
  ['a reference of data to a file', { example: { $ref: '/etc/passwd' } }, { example: { '\u2060$ref': '/etc/passwd' } }],
  ['one of data to nowhere', { default: { $ref: '#/nope' } }, { default: { '\u2060$ref': '#/nope' } }],
  ['one to a server, in an extension', { 'x-a': [{ $ref: 'http://x' }] }, { 'x-a': [{ '\u2060$ref': 'http://x' }] }],
  ['an example with its value elsewhere', { externalValue: 'http://x' }, { '\u2060externalValue': 'http://x' }],
  [
    'what a discriminator maps to',
    { discriminator: { mapping: { a: '#/components/schemas/Cat', b: 'Cat', c: '../c.yaml', d: 'http://x' } } },
    { discriminator: { mapping: { a: '#/components/schemas/Cat', b: '#/components/schemas/Cat' } } },
  ],
  [
    'what lies in a mapping that is none',
    { discriminator: { mapping: { a: { $ref: '/etc/passwd' }, b: 'Cat' } } },
    { discriminator: { mapping: { a: { '\u2060$ref': '/etc/passwd' }, b: '#/components/schemas/Cat' } } },
  ],
])('%s cannot be followed', (_, given, becomes) => {
  const document = around(given);
  const before = structuredClone(document);
  expect(neutralizeReferences(document)).toEqual(around(becomes));
  expect(document).toEqual(before);
});

test('a document without references is not copied', () => {
  const document = around({
    properties: { $ref: { $ref: '#/components/schemas/Cat' } },
    discriminator: { mapping: { a: '#/components/schemas/Cat' } },
  });
  expect(neutralizeReferences(document)).toBe(document);
});
