import * as fc from 'fast-check';
import { percentEncode } from '../../../http/percent-encoding.ts';

/** Any character except lone surrogates, ASCII more often. fast-check's own units take half a second and 180 MB to load. */
export const CHARACTER = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCodePoint(code)) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 0x24ff }).map((code) => String.fromCodePoint(code)) },
  {
    weight: 1,
    arbitrary: fc
      .integer({ min: 0, max: 0x10ffff - 0x800 })
      .map((code) => String.fromCodePoint(code < 0xd800 ? code : code + 0x800)),
  },
);

/** What a segment of a path may hold (RFC 3986, 3.3): pchar, in which each other character is percent-encoded. */
const PATH_CHARACTER = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(..."abcXYZ0189-._~!$&'()*+,;=:@") },
  { weight: 1, arbitrary: CHARACTER.map(percentEncode) },
);
const SEGMENT = fc.string({ unit: PATH_CHARACTER });
/** A query and a fragment may hold "/" and "?" besides (RFC 3986, 3.4 and 3.5). */
const TAIL = fc.string({
  unit: fc.oneof({ weight: 8, arbitrary: PATH_CHARACTER }, fc.constantFrom('/', '?')),
});

/** URLs of any host, path, query and fragment. In the place of `fc.webUrl`, which takes what CHARACTER avoids. */
export const WEB_URL = fc
  .tuple(
    fc.constantFrom('http', 'https'),
    fc.domain(),
    fc.array(SEGMENT, { maxLength: 4 }),
    fc.option(TAIL, { nil: undefined, freq: 2 }),
    fc.option(TAIL, { nil: undefined, freq: 2 }),
  )
  .map(
    ([scheme, host, segments, query, fragment]) =>
      `${scheme}://${host}${segments.map((segment) => `/${segment}`).join('')}${before('?', query)}${before('#', fragment)}`,
  );

const before = (mark: string, text: string | undefined) => (text === undefined ? '' : mark + text);
