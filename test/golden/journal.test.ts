import { test } from '@jest/globals';
import type { Request, Response } from '../../src/model/exchange.ts';
import { coverageCases } from '../../src/cases/coverage/coverage.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { makeCases } from '../../src/cases/plan.ts';
import { createMock } from '../../src/mock/mock.ts';
import { createView } from '../../src/mock/journal/describe-entry.ts';
import type { StoredExchange } from '../../src/mock/journal/journal-entry.ts';
import { withRawBody } from '../../src/messages/encode-request.ts';
import { expectGolden, lines, loadLibrary } from './golden.ts';

const library = await loadLibrary();
const view = createView([library]);

let count = 0;
const describe = (request: Request, reply: Response | undefined, more: Partial<StoredExchange> = {}) => {
  count += 1;
  const stored = { id: count, ended: Date.UTC(2026, 0, 31) + count, duration: 1.23456, ...more } as StoredExchange;
  return JSON.stringify(view.describe(stored, { request, reply }));
};

test('the journal shows the same of each exchange', async () => {
  const { handle } = createMock([library], { seed: 1, now: () => new Date('2026-01-31T12:00:00Z') });
  const told: string[] = [];
  for (const { request } of makeCases(library, [exampleCases, coverageCases]).filter((_, nth) => nth % 4 === 0))
    told.push(describe(request, await handle(request)));
  expectGolden('journal.jsonl', lines(told));
});

test('the journal shows the same of odd exchanges, and none of their secrets', () => {
  const post = (body: string, more: Partial<Request> = {}): Request => ({
    ...withRawBody(
      { method: 'POST', path: '/shelves/top-1/books', headers: [['Content-Type', 'application/json']] },
      body,
    ),
    ...more,
  });
  const reply = (body: string, type = 'application/json', status = 201): Response => ({
    status,
    headers: [
      ['Content-Type', type],
      ['Set-Cookie', 'a=s3cr3t'],
      ['Set-Cookie', 'b=s3cr3t'],
    ],
    body: new TextEncoder().encode(body),
  });
  const book = '{"title":"T","kind":"spoken","minutes":5,"secret":"s3cr3t-of-the-book"}';
  const get = (path: string, ...headers: [string, string][]): Request => ({ method: 'GET', path, headers });
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0xff]);
  expectGolden(
    'journal-odd.jsonl',
    lines([
      describe(post(book), reply(`{"id":1,"secret":"s3cr3t-of-the-book","note":"s3cr3t-of-the-book"}`)),
      describe(post(book), undefined, { note: { left: true } }),
      describe(post(book), reply('{}', 'application/json', 500), { note: { chaos: 'documented', delay: 5 } }),
      describe(post(book), reply('{}', 'application/json', 422), { note: { chaos: 'undocumented' } }),
      describe(post('{"title":5,"secret":"s3cr3t-of-the-book"}'), reply('{}', 'application/problem+json', 422)),
      describe(post('{"title":'), reply('{}', 'application/problem+json', 400)),
      describe(post(book.slice(0, -4)), reply(''), { requestSize: 500, replySize: 7 }),
      describe(post('', { body: png }), reply('5')),
      describe(post('5'), reply('"text"', 'text/plain')),
      describe(post('plain', { headers: [] }), reply('<a token="s3cr3t-of-xml">x</a>', 'application/xml')),
      describe(
        get('/shelves/top-1/books/17?a=1&a=2&b=%20&c&api_key=s3cr3t&bad=%zz', ['X-Key', 's3cr3t-key']),
        reply('{}', 'application/json', 200),
      ),
      describe(
        get('/nowhere/s3cr3t-key?token=s3cr3t', ['X-Key', 's3cr3t-key'], ['Authorization', 'Bearer s3cr3t-key']),
        reply('{}', 'application/json', 404),
      ),
      describe({ ...get('/shelves/top-1/books/17'), method: 'HEAD' }, reply('', 'application/json', 200)),
      describe(
        post('book=1&until=2026-01-01&password=s3cr3t', {
          path: '/loans',
          headers: [['Content-Type', 'application/x-www-form-urlencoded']],
        }),
        reply('noted', 'text/plain', 202),
      ),
    ]),
  );
});
