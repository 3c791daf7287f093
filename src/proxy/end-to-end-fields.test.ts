import { expect, test } from '@jest/globals';
import { endToEndFields } from './end-to-end-fields.ts';

test.each<[string, string[], string[]]>([
  ['no fields', [], []],
  ['each as it is written, in its order', ['X-B', '1', 'x-a', '2', 'X-B', '3'], ['X-B', '1', 'x-a', '2', 'X-B', '3']],
  ['those of the connection', ['Keep-Alive', 'timeout=5', 'Upgrade', 'h2c', 'Proxy-Connection', 'close'], []],
  ['how the body is sent', ['Transfer-Encoding', 'chunked', 'Content-Length', '3'], ['Content-Length', '3']],
  ['what is for the next proxy', ['Proxy-Authorization', 'Basic x', 'Proxy-Authenticate', 'Basic'], []],
  ['what Connection names', ['Connection', 'close, X-Hop', 'x-hop', '1', 'X-Stays', '2'], ['X-Stays', '2']],
  [
    'what Connection names in two fields, in any case',
    ['X-A', '1', 'CONNECTION', ' X-a ,x-B', 'x-b', '2', 'connection', 'X-C', 'x-C', '3', 'X-D', '4'],
    ['X-D', '4'],
  ],
  ['trailers that a client can take', ['TE', 'gzip, trailers;q=0.5'], ['TE', 'trailers']],
  ['codings of the connection', ['TE', 'gzip'], []],
])('the fields that go on to the other side: %s', (_, raw, want) => {
  expect(endToEndFields(raw)).toEqual(want);
});

test('a field may be left out as well, whatever its case', () => {
  expect(endToEndFields(['HOST', 'a', 'X', '1'], new Set(['host']))).toEqual(['X', '1']);
});
