import { describe, expect, test } from '@jest/globals';
import { contractOf } from '../../../test/support/contracts.ts';
import { largeDocument } from '../../../test/support/large-document.ts';
import { docsPages } from './docs-pages.ts';

const contracts = [await contractOf(largeDocument(2), 'large')];
const mock = { origin: 'http://127.0.0.1:4010', hasJournal: true };
const pages = docsPages();

describe('the pages of the mock', () => {
  test.each(['/__assay', '/__assay/', '/__assay/index.html'])(
    '%s is the index, which says where the mock answers',
    async (path) => {
      const { type, body } = (await pages(path, contracts, mock)) ?? {};
      expect(type).toBe('text/html; charset=utf-8');
      for (const words of [
        'The mock answers at <code>http://127.0.0.1:4010<',
        "'http://127.0.0.1:4010/v3/orgs/octo",
        '/__assay/requests',
      ])
        expect(body?.replaceAll('&#39;', "'")).toContain(words);
    },
  );

  test('the index leads to no requests where none are kept', async () =>
    expect((await pages('/__assay/', contracts, { ...mock, hasJournal: false }))?.body).not.toContain(
      '/__assay/requests',
    ));

  test('a contract has its document', async () => {
    const { type, body } = (await pages('/__assay/large.openapi.json', contracts, mock)) ?? {};
    expect([type, JSON.parse(body ?? '')]).toEqual(['application/json', contracts[0]?.document]);
    expect(body).toMatch(/^\{\n {2}"openapi": /);
  });

  test('an operation has its example request, by its id', async () => {
    const { status, type, body } = (await pages('/__assay/try/large/postThing%2F0', contracts, mock)) ?? {};
    expect([status, type, JSON.parse(body ?? '')]).toEqual([
      200,
      'application/json',
      expect.objectContaining({ method: 'POST', path: '/v3/orgs/octo/things-0' }),
    ]);
  });

  test.each([
    '/__assay/try/large/nope',
    '/__assay/try/small/postThing%2F0',
    '/__assay/try/large/%zz',
    '/__assay/try/large',
  ])('there is no example request at %s', async (path) => expect(await pages(path, contracts, mock)).toBeUndefined());

  test('the page of a contract has a panel that asks for the requests of its operations', async () => {
    const { body } = (await pages('/__assay/large.html', contracts, mock)) ?? {};
    expect(body).toContain('data-requests="/__assay/try/large/"');
  });

  test.each(['/__assay/small.html', '/__assay/large', '/__assay/large.html/x'])(
    'there is no page at %s',
    async (path) => expect(await pages(path, contracts, mock)).toBeUndefined(),
  );
});
