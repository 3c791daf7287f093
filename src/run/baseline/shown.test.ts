import { expect, test } from '@jest/globals';
import type { Case } from '../../model/case.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json } from '../../model/json.ts';
import { createShown, type Shown } from './shown.ts';

function learn(
  shown: Shown,
  body: Json | string,
  { path = '/pets', method = 'GET', status = 200 }: { path?: string; method?: string; status?: number } = {},
): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const outcome: Exchange['outcome'] = { response: { status, headers: [], body: new TextEncoder().encode(text) } };
  shown.learn({ operation: { method, path } } as Case, { outcome } as Exchange);
}

/** What one answer shows of pets. */
function of(body: Json | string, options?: Parameters<typeof learn>[2]): Json[] {
  const shown = createShown();
  learn(shown, body, options);
  return shown.of({ path: '/pets' });
}
const [ONE, TWO] = [{ id: 1 }, { id: 2, name: 'Ash' }];

test.each<[body: Json, want: Json[]]>([
  [TWO, [TWO]],
  [
    [ONE, TWO],
    [ONE, TWO],
  ],
  [[1, ONE, null, ['x']], [ONE]],
  [[], []],
  ['"text"', []],
  ...['data', 'result', 'results', 'items', 'content', 'payload', 'value'].map((name): [Json, Json[]] => [
    { total: 1, [name]: [ONE] },
    [ONE],
  ]),
  [{ total: 1, data: TWO }, [TWO, { total: 1, data: TWO }]],
  [{ total: 1, data: null }, [{ total: 1, data: null }]],
  [{ total: 1, data: 7, items: [ONE] }, [ONE]],
  [{ data: [1, ONE, null] }, [ONE]],
  [{ pets: [ONE] }, [ONE]],
  [{ pet: TWO }, [TWO, { pet: TWO }]],
  [{ total: 1, pets: [ONE] }, [ONE]],
  [{ total: 1, tags: ['x'], pets: [ONE] }, [ONE]],
  [{ total: 1, tags: ['x'] }, [{ total: 1, tags: ['x'] }]],
])('the answer %j to a list shows %j', (body, want) => {
  expect(of(body)).toEqual(want);
});

test.each<[path: string, body: Json, want: Json[]]>([
  ['/pets/{petId}', { name: 'Ash', toys: [ONE] }, [{ name: 'Ash', toys: [ONE] }]],
  ['/pets/{petId}/', { name: 'Ash', toys: [ONE] }, [{ name: 'Ash', toys: [ONE] }]],
  ['/pets/', { name: 'Ash', toys: [ONE] }, [ONE]],
  ['/shops/{shop}/pets', ONE, []],
  ['/pets/{petId}/toys', ONE, []],
])('the answer of %s, %j, shows of pets %j', (path, body, want) => {
  expect(of(body, { path })).toEqual(want);
});

test.each<[what: string, body: Json | string, options: Parameters<typeof learn>[2], isKept: boolean]>([
  ['what is created', ONE, { method: 'POST', status: 201 }, false],
  ['what is answered with 299', ONE, { status: 299 }, true],
  ['what is answered with 300', ONE, { status: 300 }, false],
  ['what is answered with 199', ONE, { status: 199 }, false],
  ['no JSON', '{', {}, false],
  ['64 KiB', `{"a":"${'x'.repeat(64 * 1024 - 8)}"}`, {}, true],
  ['a byte more', `{"a":"${'x'.repeat(64 * 1024 - 7)}"}`, {}, false],
])('an answer with %s is kept: %#', (_, body, options, isKept) => {
  expect(of(body, options).length).toBe(isKept ? 1 : 0);
});

test('the three newest things are kept, also of several answers', () => {
  const shown = createShown();
  learn(shown, [ONE, TWO]);
  learn(shown, { id: 3 }, { path: '/pets/{id}' });
  expect(shown.of({ path: '/pets/{petId}' })).toEqual([{ id: 3 }, ONE, TWO]);
  learn(
    shown,
    [4, 5, 6, 7].map((id) => ({ id })),
  );
  expect(shown.of({ path: '/pets' })).toEqual([4, 5, 6].map((id) => ({ id })));
});

test('an answer that never came shows nothing', () => {
  const shown = createShown();
  const outcome: Exchange['outcome'] = { failure: { kind: 'unreachable', message: 'no' } };
  shown.learn({ operation: { method: 'GET', path: '/pets' } } as Case, { outcome } as Exchange);
  expect(shown.of({ path: '/pets' })).toEqual([]);
});
