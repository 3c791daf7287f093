import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Contract } from '../../model/contract.ts';
import type { Override, OverrideAnswer } from '../../model/override.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { checkOverrides } from './check-overrides.ts';

let contract: Contract;
beforeAll(async () => {
  const thing = {
    type: 'object',
    required: ['id'],
    additionalProperties: false,
    properties: {
      id: { type: 'integer' },
      owner: { type: 'object', properties: { age: { type: 'integer', minimum: 18 } } },
      tags: { type: 'array', items: { type: 'string' } },
    },
  };
  contract = await contractOf(
    {
      paths: {
        '/things/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer', maximum: 99 } }],
          put: {
            operationId: 'putThing',
            parameters: [{ name: 'dry', in: 'query', schema: { type: 'boolean' } }],
            requestBody: { content: { 'application/json': { schema: thing } } },
            responses: {
              200: {
                description: '',
                headers: { 'X-Rate': { schema: { type: 'integer' } } },
                content: { 'application/json': { schema: thing, examples: { one: { value: { id: 1 } } } } },
              },
              202: { description: '' },
              409: {
                description: '',
                content: { 'application/json': { examples: { clash: { value: { code: 1 } } } } },
              },
            },
          },
          get: {
            operationId: 'getThing',
            responses: { 200: { description: '', content: { 'application/json': { schema: thing } } } },
          },
          delete: { operationId: 'deleteThing', responses: { 404: { description: '' } } },
        },
      },
    },
    'things',
  );
});

/** What is said of overrides, with its place; undefined where nothing is. */
function said(overrides: Record<string, Override[]>): string | undefined {
  try {
    checkOverrides(contract, overrides, (at, message, hint) => {
      throw new Error(`${at} ${message} | ${hint}`);
    });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

describe('an answer', () => {
  const AT = '#/overrides/putThing/0/answer';
  const MEANT = 'If it is meant to be, say so: undocumented: true.';
  const TABLE: [name: string, answer: OverrideAnswer, want: unknown][] = [
    ['nothing', {}, undefined],
    ['a documented status', { status: 409 }, undefined],
    [
      'a status that is not documented',
      { status: 418 },
      `${AT}/status is not documented for putThing | Documented are 200, 202, 409. ${MEANT}`,
    ],
    ['such a status on purpose', { status: 418, undocumented: true, body: 'teapot' }, undefined],
    ['an example of the first success', { example: 'one' }, undefined],
    ['an example of another response', { example: 'clash' }, undefined],
    ['an example of its status', { status: 409, example: 'clash' }, undefined],
    [
      'an example of another status',
      { status: 200, example: 'clash' },
      `${AT}/example is no example of response 200 | There are: one.`,
    ],
    [
      'an example that does not exist',
      { example: 'ones' },
      `${AT}/example is no example of response 200 | Did you mean one?`,
    ],
    [
      'an example of a status without any',
      { status: 418, example: 'one', undocumented: true },
      `${AT}/example is no example of response 418 | There is none.`,
    ],
    ['members that conform', { body: { id: 2, owner: { age: 18 } } }, undefined],
    [
      'a member that does not conform',
      { body: { owner: { age: 17 } } },
      `${AT}/body/owner/age must be >= 18 | Give a value that conforms to #/paths/~1things~1{id}/put/responses/200/content/application~1json/schema/properties/owner/properties/age/minimum. ${MEANT}`,
    ],
    ['such a member on purpose', { body: { owner: { age: 17 } }, undocumented: true }, undefined],
    [
      'an item that does not conform',
      { body: { tags: ['a', 1] } },
      expect.stringMatching(/^#.*\/body\/tags\/1 must be string/),
    ],
    [
      'a member that is not allowed',
      { body: { colour: 'red' } },
      expect.stringMatching(/^#.*\/body\/colour must not be there/),
    ],
    ['a body for a response without a schema', { status: 409, body: { code: 'x' } }, undefined],
    [
      'a body for a response without one',
      { status: 202, body: {} },
      `${AT}/body is not documented: response 202 has no body | ${MEANT}`,
    ],
    [
      'a body for a status that allows none',
      { status: 204, body: {}, undocumented: true },
      `${AT}/body cannot be sent: 204 has no content | Leave it out, or give another status.`,
    ],
    ['a body for 304', { status: 304, body: 1, undocumented: true }, expect.stringMatching(/304 has no content/)],
    ['a header that conforms', { headers: { 'x-rate': 3, 'X-Other': 'a' } }, undefined],
    ['the text of a header that conforms', { headers: { 'X-Rate': '3' } }, undefined],
    [
      'a header that does not conform',
      { headers: { 'x-rate': 'much' } },
      expect.stringMatching(/^#.*headers\/x-rate must be integer/),
    ],
    ['such a header on purpose', { headers: { 'x-rate': 'much' }, undocumented: true }, undefined],
    ['a documented media type', { headers: { 'content-type': 'application/json; charset=utf-8' } }, undefined],
    [
      'a media type that is not documented',
      { headers: { 'Content-Type': 'text/html' } },
      `${AT}/headers/Content-Type is no media type of response 200 | There are: application/json. ${MEANT}`,
    ],
    [
      'a header of the server',
      { headers: { 'Content-Length': 3 } },
      `${AT}/headers/Content-Length is set by the server itself | Leave it out.`,
    ],
    ['a delay', { delay: '10ms..1s' }, undefined],
    ['a delay in seconds', { delay: 0.1 }, undefined],
    [
      'a delay that is none',
      { delay: 'soon' },
      `${AT}/delay is not a time | Write 200ms, 1s, 200ms..1s, or a number of seconds.`,
    ],
  ];
  test.each(TABLE)('may or may not have %s', (_, answer, want) =>
    expect(said({ putThing: [{ answer }] })).toEqual(want),
  );

  test('is held to the contract wherever it stands', () => {
    const wrong = { status: 418 };
    expect(said({ putThing: [{ answer: {} }, { answers: [{}, wrong] }] })).toMatch(
      /^#\/overrides\/putThing\/1\/answers\/1\//,
    );
  });

  test('is held to a made-up value where the contract has no example', () => {
    expect(said({ getThing: [{ answer: { body: { id: 'x' } } }] })).toMatch(/body\/id must be integer/);
    expect(said({ getThing: [{ answer: { body: { id: 3 } } }] })).toBeUndefined();
  });

  test('is not held to the response of an operation that documents no success', () =>
    expect(said({ deleteThing: [{ answer: { body: 1, headers: { 'Content-Type': 'a/b' } } }] })).toBeUndefined());
});

describe('the conditions', () => {
  const AT = '#/overrides/putThing/0/when';
  const TABLE: [name: string, when: Override['when'], want: unknown][] = [
    ['a path parameter', { path: { id: 7 } }, undefined],
    ['the text of a path parameter', { path: { id: { equals: '7' } } }, undefined],
    ['a text that is no number', { path: { id: '7a' } }, expect.stringMatching(/never holds: it must be integer/)],
    ['a text with zeros before it', { path: { id: '007' } }, expect.stringMatching(/never holds: it must be integer/)],
    ['the text of a boolean', { query: { dry: 'true' } }, undefined],
    [
      'an unknown path parameter',
      { path: { it: 7 } },
      `${AT}/path/it is no parameter in the path of putThing | Did you mean id?`,
    ],
    [
      'an unknown query parameter',
      { query: { verbose: 1 } },
      `${AT}/query/verbose is no parameter in the query of putThing | There are: dry.`,
    ],
    [
      'a value that is refused before',
      { path: { id: 100 } },
      expect.stringMatching(/^#.*\/path\/id never holds: it must be <= 99/),
    ],
    ['such a value as a condition', { path: { id: { equals: 100 } } }, expect.stringMatching(/never holds/)],
    ['a pattern for a number', { path: { id: { matches: '^1' } } }, undefined],
    ['any header field', { header: { 'X-Any': 'a' } }, undefined],
    [
      'a pattern that is none',
      { header: { 'X-Any': { matches: '(' } } },
      expect.stringMatching(/^#.*X-Any\/matches is no regular expression/),
    ],
    [
      'such a pattern in the body',
      { body: { owner: { name: { matches: '[' } } } },
      expect.stringMatching(/body\/owner\/name\/matches is no/),
    ],
    [
      'such a pattern in the query',
      { query: { dry: { matches: '[' } } },
      expect.stringMatching(/query\/dry\/matches is no/),
    ],
    ['a pattern as a value', { body: { a: { equals: { matches: '[' } } } }, undefined],
  ];
  test.each(TABLE)('may or may not name %s', (_, when, want) =>
    expect(said({ putThing: [{ when: when ?? {}, answer: {} }] })).toEqual(want),
  );

  test('may not name a body where the operation has none', () =>
    expect(said({ getThing: [{ when: { body: {} }, answer: {} }] })).toBe(
      '#/overrides/getThing/0/when/body never holds: getThing has no body | Leave it out.',
    ));
});

test('overrides are of operations of the contract', () => {
  expect(said({ putThin: [] })).toBe('#/overrides/putThin is no operation of things | Did you mean putThing?');
  expect(said({ x: [] })).toBe('#/overrides/x is no operation of things | There are: getThing, putThing, deleteThing.');
  expect(said({})).toBeUndefined();
});

test('the first 20 of many operations are named', async () => {
  const get = { responses: { 204: { description: '' } } };
  const paths = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, nth) => [`/${nth}`, { get: { ...get, operationId: `op${nth}xxxxxxxx` } }]),
    );
  const hints: string[] = [];
  for (const count of [20, 21]) checkOverridesQuietly(await contractOf({ paths: paths(count) }), hints);
  expect(hints.map((hint) => [hint.split(', ').length, hint.endsWith(', ….')])).toEqual([
    [20, false],
    [21, true],
  ]);
});

function checkOverridesQuietly(of: Contract, hints: string[]): void {
  try {
    checkOverrides(of, { '?': [] }, (_, __, hint) => {
      throw new Error(hint);
    });
  } catch (error) {
    hints.push((error as Error).message);
  }
}
