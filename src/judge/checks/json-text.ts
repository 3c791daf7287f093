import { isJsonType } from '../../http/media-type.ts';
import type { Violation } from '../../model/finding.ts';
import { lastToken } from '../../json/pointer.ts';
import type { Check } from '../judgement.ts';

/** Every parser reads a JSON body in the same way: no repeated members (RFC 8259 §4), no byte order mark (§8.1). */
export const jsonText: Check = {
  id: 'json-text',
  title: 'A JSON body names each member once, and begins without a byte order mark.',
  each: ({ media, response: { json, mediaType, hasMark, repeated = [] } }) => {
    if (!media || json === undefined || !isJsonType(mediaType ?? media.encodedAs)) return [];
    const note = { severity: 'note' as const, clause: media.pointer };
    return [
      ...(hasMark
        ? [
            {
              ...note,
              at: 'body',
              message: 'answers with JSON that begins with a byte order mark',
              expected: 'JSON without one (RFC 8259 §8.1)',
              actual: 'U+FEFF at its beginning',
            },
          ]
        : []),
      ...repeated.map((pointer): Violation => ({
        ...note,
        at: `body${pointer}`,
        message: `names ${JSON.stringify(lastToken(pointer))} more than once in one object`,
        expected: 'each name once (RFC 8259 §4)',
        actual: 'a name that comes again; the last value was judged',
      })),
    ];
  },
};
