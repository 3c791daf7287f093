import { describe, expect, test } from '@jest/globals';
import type { Operation } from '../../model/contract.ts';
import type { Finding } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import type { Result, Run } from '../../model/run.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { drawExchange } from './exchange.ts';

const contract = await contractOf({
  paths: { '/x': { post: { security: [{ key: [] }], responses: { 201: { description: 'X' } } } } },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
});
const [operation] = contract.operations as [Operation];
const run = { contract, mask: (text: string) => text } as Run;

interface Drawn {
  at: string;
  body?: Json | Uint8Array;
  sent?: Json;
  expectAt?: string;
  incomplete?: string;
  failed?: boolean;
  status?: number;
  actual?: string;
}

function markupOf({ body = {}, sent, expectAt = 'request', incomplete, failed, ...more }: Drawn): string {
  const { at, status = 201, actual = 'that' } = more;
  const bytes = (value: Json | Uint8Array) =>
    value instanceof Uint8Array ? value : Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
  const result = {
    case: {
      ...{ operation, title: 'a left out', inputs: { path: {}, query: {}, header: {}, cookie: {} } },
      expect: { kind: 'refused', clause: '#', at: expectAt },
    },
    exchange: {
      request: {
        ...{
          method: 'POST',
          path: '/x',
          headers: [
            ['X-A', 'b'],
            ['X-Key', 'secret'],
          ],
        },
        ...(sent !== undefined && { body: bytes(sent) }),
      },
      outcome: failed
        ? { failure: { kind: 'reset', message: 'm' } }
        : {
            response: {
              ...{ status, headers: [['Content-Type', 'application/json']], body: bytes(body) },
              ...(incomplete !== undefined && { incomplete }),
            },
          },
    },
  } as unknown as Result;
  const finding = { at, expected: 'this', actual } as Finding;
  return drawExchange(run, finding, result).markup;
}

/** The lines of the request and of the response; marked ones start with `>`, notes with `+` and `-`. */
function draw(drawn: Drawn): string[][] {
  return markupOf(drawn)
    .split('</figure>')
    .slice(0, 2)
    .map((figure) =>
      figure
        .replace(/^[\s\S]*?(<code>|<p)/, '$1')
        .replace(/<mark>/g, '>')
        .replace(/<ins>|<i>/g, '+')
        .replace(/<del>/g, '-')
        .replace(/<[^>]+>/g, '')
        .replaceAll('&quot;', '"')
        .split('\n')
        .filter((line) => line.trim() !== ''),
    );
}
const NOTE = ['+expected this', '-got that'];
const response = (drawn: Omit<Drawn, 'expectAt'>) => draw(drawn)[1];
const START = '201 Created';
const TYPE = 'Content-Type: application/json';

describe('the place in the response that a finding is about', () => {
  test.each<[at: string, body: Json | string, lines: string[]]>([
    ['status', {}, [`>${START}`, ...NOTE, TYPE, '{}']],
    ['header Content-Type', {}, [START, `>${TYPE}`, ...NOTE, '{}']],
    ['header X-Missing', {}, [START, TYPE, ...NOTE, '{}']],
    ['body#/a', { a: 1, b: 2 }, [START, TYPE, '{', '>  "a": 1,', ...NOTE, '  "b": 2', '}']],
    ['body#/a', { a: [1] }, [START, TYPE, '{', '>  "a": [', '>    1', '>  ]', ...NOTE, '}']],
    ['body#/a/missing', { a: { b: 1 } }, [START, TYPE, '{', '>  "a": {', ...NOTE, '    "b": 1', '  }', '}']],
    ['body', { a: 1 }, [START, TYPE, '>{', '>  "a": 1', '>}', ...NOTE]],
    ['body#/request', { request: 1 }, [START, TYPE, '{', '>  "request": 1', ...NOTE, '}']],
    ['body', 'no JSON', [START, TYPE, '>no JSON', ...NOTE]],
    ['body#/a', 'no JSON', [START, TYPE, 'no JSON', ...NOTE]],
    ['body', '', [START, TYPE, ...NOTE]],
  ])('%s is marked in %j', (at, body, lines) => expect(response({ at, body })).toEqual(lines));

  test('is the start line if the finding is about the request', () => {
    const [request, answer] = draw({ at: 'request body#/a', sent: { a: 1 } });
    expect(request).toEqual([
      'POST /x',
      'X-A: b',
      expect.stringMatching(/^X-Key: /),
      '{',
      '>  "a": 1',
      '+a left out',
      '}',
    ]);
    expect(answer).toEqual([`>${START}`, ...NOTE, TYPE, '{}']);
  });
});

test('the change of a case is marked in its request', () => {
  expect(draw({ at: 'status', expectAt: 'request header X-A' })[0]).toEqual([
    ...['POST /x', '>X-A: b', '+a left out', expect.stringMatching(/^X-Key: /)],
  ]);
  expect(draw({ at: 'status' })[0]).toEqual(['POST /x', 'X-A: b', expect.stringMatching(/^X-Key: /)]);
});

test('the whole body of the request is marked where the finding is about it', () => {
  expect(draw({ at: 'request body', sent: [1] })[0]?.slice(3)).toEqual(['>[', '>  1', '>]', '+a left out']);
  expect(draw({ at: 'status', expectAt: 'the request body', sent: [1] })[0]?.slice(3)).toEqual(['[', '  1', ']']);
});

test('a status without a phrase stands alone', () => {
  expect(response({ at: 'body', status: 299 })?.[0]).toBe('299');
});

test('an empty line parts the header fields and the body, and marked empty lines are seen', () => {
  expect(markupOf({ at: 'header X-Missing', body: 'a\u0007\n\nb', incomplete: 'it\u001b breaks off' }))
    .toMatchInlineSnapshot(`
    "<div class="exchange">
    <figure class="request">
    <figcaption>Request</figcaption>
    <pre tabindex="0" aria-label="Request"><code>POST /x
    X-A: b
    X-Key: [masked]
    </code></pre>

    </figure>
    <figure class="response">
    <figcaption>Response</figcaption>
    <pre tabindex="0" aria-label="Response"><code>201 Created
    Content-Type: application/json
    <ins>expected this</ins>
    <del>got that</del>

    a\\u0007

    b
    </code></pre>
    <p class="soft">it\\u001b breaks off</p>
    </figure>
    </div>"
  `);
  expect(markupOf({ at: 'body', body: 'a\n\nb', actual: 'that\u202e' })).toMatchInlineSnapshot(`
    "<div class="exchange">
    <figure class="request">
    <figcaption>Request</figcaption>
    <pre tabindex="0" aria-label="Request"><code>POST /x
    X-A: b
    X-Key: [masked]
    </code></pre>

    </figure>
    <figure class="response">
    <figcaption>Response</figcaption>
    <pre tabindex="0" aria-label="Response"><code>201 Created
    Content-Type: application/json

    <mark>a</mark>
    <mark> </mark>
    <mark>b</mark>
    <ins>expected this</ins>
    <del>got that\\u202e</del>
    </code></pre>

    </figure>
    </div>"
  `);
});

test('credentials are marked in their place, and are not shown', () => {
  const [request = []] = draw({ at: 'credentials' });
  expect(request[2]).toMatch(/^>X-Key: /);
  expect(request.join()).not.toContain('secret');
});

test('an incomplete or missing response is described', () => {
  expect(response({ at: 'status', incomplete: 'it breaks off' })?.at(-1)).toBe('it breaks off');
  expect(response({ at: 'status', failed: true })).toEqual(['None came.']);
});

test.each<[place: number, from: number]>([
  [0, 1],
  [50, 22],
  [98, 43],
])('shows the lines of a long body around the marked one: item %d, from line %d', (place, from) => {
  const lines = response({ at: `body#/${place}`, body: Array.from({ length: 100 }, (_, nth) => nth) }) ?? [];
  expect(lines).toContain(`>  ${place},`);
  expect(lines.filter((line) => /^>?( {2}\d+,?|\[|\])$/.test(line))).toHaveLength(60);
  expect(lines.at(-1)).toBe(`Lines ${from} to ${from + 59} of the 102 of the body.`);
});

test('shows all lines of a body that has as many as are shown', () => {
  const lines = response({ at: 'status', body: Array.from({ length: 58 }, (_, nth) => nth) }) ?? [];
  expect([lines.length, lines.at(-1)]).toEqual([64, ']']);
});

test('a body that is not shown whole tells its size', () => {
  const lines = response({ at: 'status', body: 'x'.repeat(256 * 1024 + 1) });
  expect(lines?.at(-1)).toBe('The body has 262145 bytes, of which 262144 were looked at here.');
});

test('a long line is cut, and bytes that are not text are counted', () => {
  expect(response({ at: 'status', body: 'x'.repeat(600) })?.at(-1)).toHaveLength(500);
  const body = Uint8Array.of(0xff, 0xfe);
  expect(response({ at: 'status', body })?.at(-1)).toBe('A body of 2 bytes that are no text.');
});
