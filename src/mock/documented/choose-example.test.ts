import { describe, expect, test } from '@jest/globals';
import type { RequestValues } from '../../model/contract.ts';
import { createChooser, type RespondableExample } from './choose-example.ts';

const values = (request: Partial<RequestValues>): RequestValues => ({
  ...{ path: {}, query: {}, header: {}, cookie: {} },
  ...request,
});
const example = (name: string, request: Partial<RequestValues>, status = 200) =>
  ({ name, request: values(request), response: { status } }) as unknown as RespondableExample;

describe('createChooser', () => {
  const TABLE: [
    name: string,
    examples: RespondableExample[],
    sent: Partial<RequestValues>,
    want: string | undefined,
  ][] = [
    ['none of none', [], {}, undefined],
    ['the only one, whatever is sent', [example('a', { body: 1 })], { body: 2 }, 'a'],
    ['the only one, also if it is an error', [example('a', { body: 1 }, 404)], { body: 2 }, 'a'],
    ['the first of equals', [example('a', {}), example('b', {})], {}, 'a'],
    [
      'the one with more members in common',
      [example('a', { body: { x: 1 } }), example('b', { body: { x: 2, y: 2 } })],
      { body: { x: 1, y: 1 } },
      'b',
    ],
    [
      'the one that shows less that was not sent',
      [example('a', { body: { x: 1, y: 1 } }), example('b', { body: { x: 2 } })],
      { body: { x: 1 } },
      'b',
    ],
    [
      'the one with more equal values, of the same structure',
      [example('a', { body: { x: 1 } }), example('b', { body: { x: 2 } })],
      { body: { x: 2 } },
      'b',
    ],
    [
      'by a value of the path',
      [example('a', { path: { id: 1 } }), example('b', { path: { id: 2 } })],
      { path: { id: 2 } },
      'b',
    ],
    [
      'by a value of the query',
      [example('a', { query: { q: 1 } }), example('b', { query: { q: 2 } })],
      { query: { q: 2 } },
      'b',
    ],
    [
      'by a header',
      [example('a', { header: { h: 1 } }), example('b', { header: { h: 2 } })],
      { header: { h: 2 } },
      'b',
    ],
    [
      'by a cookie',
      [example('a', { cookie: { c: 1 } }), example('b', { cookie: { c: 2 } })],
      { cookie: { c: 2 } },
      'b',
    ],
    [
      'by an item of a list',
      [example('a', { body: [{ x: 1 }] }), example('b', { body: [{ x: 2 }] })],
      { body: [{ x: 2 }] },
      'b',
    ],
    [
      'by own members alone',
      [example('a', { body: { toString: 1 } }), example('b', { body: { x: 1 } })],
      { body: { x: 2 } },
      'b',
    ],
    [
      'no error for a request that only resembles its own',
      [example('error', { body: { x: 1 } }, 400), example('b', { body: { y: 1 } })],
      { body: { x: 2 } },
      'b',
    ],
    [
      'an error for its own request',
      [example('error', { body: { x: 1 } }, 400), example('b', { body: { x: 2 } })],
      { body: { x: 1 } },
      'error',
    ],
    [
      'no error for its own body with another path',
      [example('error', { body: { x: 1 }, path: { id: 1 } }, 400), example('b', { body: { x: 2 }, path: { id: 2 } })],
      { body: { x: 1 }, path: { id: 3 } },
      'b',
    ],
    ...(['path', 'query', 'header', 'cookie'] as const).flatMap((place): typeof TABLE => {
      const examples = [
        example('error', { body: { x: 1 }, [place]: { q: 1 } }, 400),
        example('b', { body: { x: 2 }, [place]: { q: 2 } }),
      ];
      return [
        [`an error for its own ${place} too`, examples, { body: { x: 1 }, [place]: { q: 1 } }, 'error'],
        [`no error for another ${place}`, examples, { body: { x: 1 }, [place]: { q: 3 } }, 'b'],
        [`no error without its ${place}`, examples, { body: { x: 1 } }, 'b'],
      ];
    }),
    [
      'the one with two members in common before the one with two equal values',
      [example('a', { body: 1, query: { q: 1 } }), example('b', { body: 2, query: { q: 2, p: 2, r: 2 } })],
      { body: 1, query: { q: 1, p: 1 } },
      'b',
    ],
    [
      'the one that lacks one value before the one that lacks two',
      [example('a', { query: { q: 1, x: 1, y: 1 } }), example('b', { query: { q: 2, x: 1 } })],
      { query: { q: 1 } },
      'b',
    ],
    [
      'no error for a body with more in it',
      [example('error', { body: { x: 1 } }, 400), example('b', { body: { x: 2 } })],
      { body: { x: 1, y: 1 } },
      'b',
    ],
    [
      'a redirect like any other',
      [example('a', { body: { x: 1 } }), example('b', { body: { x: 2 } }, 399)],
      { body: { x: 2, y: 1 } },
      'b',
    ],
    [
      'among errors the closest',
      [example('a', { body: { x: 1 } }, 400), example('b', { body: { x: 2 } }, 404)],
      { body: { x: 2, y: 1 } },
      'b',
    ],
  ];
  test.each(TABLE)('chooses %s', (_, examples, sent, want) =>
    expect(createChooser(examples)(values(sent))?.name).toBe(want),
  );
});
