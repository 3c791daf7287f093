import { expect, test } from '@jest/globals';
import type { Exchange } from '../../model/exchange.ts';
import { withMaskedParts } from './masked-parts.ts';
import type { Lacks, Recorded } from './recorded.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function recorded(request: Partial<Exchange['request']>, body = '', lacks?: Lacks): Recorded {
  const outcome = { response: { status: 200, headers: [], body: bytes(body) } };
  const exchange = { request: { method: 'GET', path: '/', headers: [], ...request }, outcome, duration: 0, retries: 0 };
  return { name: 'a.har#1', origin: '', exchange, ...(lacks && { lacks }) };
}

test.each<[string, Recorded, Lacks | undefined]>([
  ['nothing masked', recorded({ headers: [['X-Key', 'k']], body: bytes('{}') }, '{}'), undefined],
  ['a masked query', recorded({ path: '/?key=[masked]' }), { requestTarget: 'masked' }],
  ['a masked query that is encoded', recorded({ path: '/?key=%5Bmasked%5D' }), { requestTarget: 'masked' }],
  [
    'masked header fields',
    recorded({ headers: [['Accept', '*/*'], ['Authorization', 'bearer [masked]'], ['X-Key', '[masked]']] }), // prettier-ignore
    { maskedHeaders: ['authorization', 'x-key'] },
  ],
  ['one masked header field', recorded({ headers: [['X-Key', '[masked]']] }), { maskedHeaders: ['x-key'] }],
  ['a masked body', recorded({ body: bytes('{"password":"[masked]"}') }), { requestBody: 'masked' }],
  ['a masked answer', recorded({}, '["[masked]"]'), { responseBody: 'masked' }],
  [
    'parts that are not there',
    recorded({ path: '/?key=[masked]' }, '', { requestBody: true }),
    { requestTarget: 'masked', requestBody: true },
  ],
])('a recording with %s says which parts are not as they were sent', (_, one, lacks) => {
  const { lacks: found, ...rest } = withMaskedParts(one);
  expect(found).toEqual(lacks);
  const { lacks: __, ...before } = one;
  expect(rest).toEqual(before);
});

test('a recording without an answer has none that is masked', () => {
  const one = recorded({});
  const failed = {
    ...one,
    exchange: { ...one.exchange, outcome: { failure: { kind: 'reset' as const, message: '' } } },
  };
  expect(withMaskedParts(failed)).toBe(failed);
});
