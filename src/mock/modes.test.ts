import { describe, expect, test } from '@jest/globals';
import type { Contract } from '../model/contract.ts';
import type { JsonObject } from '../model/json.ts';
import { contractOf } from '../../test/support/contracts.ts';
import { createMock } from './mock.ts';
import { DEFAULT_MODE, MODE_NAMES, MODES, type MockMode } from './modes.ts';

const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string', maxLength: 3 } } };

/** The response of each mode, with and without a Prefer field. */
async function nameIn(mode: MockMode | undefined, prefer?: string): Promise<unknown> {
  const contract: Contract = await contractOf({
    paths: {
      '/things': {
        post: {
          requestBody: { content: { 'application/json': { schema, examples: { a: { value: { name: 'abc' } } } } } },
          responses: {
            201: {
              description: '',
              content: { 'application/json': { schema, examples: { a: { value: { name: 'abc' } } } } },
            },
          },
        },
      },
    },
  });
  const { body } = await createMock([contract], { seed: 1, ...(mode && { mode }) }).handle({
    method: 'POST',
    path: '/things',
    headers: [['Content-Type', 'application/json'], ...(prefer === undefined ? [] : [['Prefer', prefer] as const])],
    body: new TextEncoder().encode('{"name":"xyz"}'),
  });
  return (JSON.parse(new TextDecoder().decode(body)) as JsonObject)['name'];
}

describe('the modes of the mock', () => {
  test('each have a line for the help, and echo is the default', () => {
    expect(MODE_NAMES).toEqual(expect.arrayContaining(['echo', 'static', 'dynamic']));
    expect(DEFAULT_MODE).toBe('echo');
    for (const { about } of Object.values(MODES)) expect(about).not.toBe('');
  });

  const TABLE: [mode: MockMode | undefined, prefer: string | undefined, want: unknown][] = [
    [undefined, undefined, 'xyz'],
    ['echo', undefined, 'xyz'],
    ['static', undefined, 'abc'],
    ['dynamic', 'dynamic=false', 'xyz'],
    ['dynamic', 'example=a', 'xyz'],
    ['static', 'example=a', 'abc'],
  ];
  test.each(TABLE)('mode %s with Prefer %s responds with the expected name', async (mode, prefer, want) =>
    expect(await nameIn(mode, prefer)).toBe(want),
  );

  test('dynamic generates a value that was not sent and is not documented', async () =>
    expect(['abc', 'xyz']).not.toContain(await nameIn('dynamic')));
});
