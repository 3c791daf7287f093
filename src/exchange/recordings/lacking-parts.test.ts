import { expect, test } from '@jest/globals';
import { lackingParts } from './lacking-parts.ts';

const WHOLE = { requestHeaders: [], requestBody: '', responseHeaders: [], responseBody: '' } as unknown as Parameters<
  typeof lackingParts
>[0];

test('a log that says all lacks nothing', () => expect(lackingParts(WHOLE)).toEqual({}));

test.each(['requestHeaders', 'requestBody', 'responseHeaders', 'responseBody'])(
  'a log without %s lacks that alone',
  (part) => expect(lackingParts({ ...WHOLE, [part]: undefined })).toEqual({ [part]: true }),
);
