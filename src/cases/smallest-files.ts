import type { MediaType } from '../model/contract.ts';
import type { Json } from '../model/json.ts';
import { isObject } from '../json/pointer.ts';
import { concreteType } from '../messages/body/concrete-type.ts';
import { encodingOf, isStyled } from '../messages/styles/form-encoding.ts';
import { FORMATS } from '../schema/formats.ts';

/** What is sent where nothing describes the bytes. */
const ANY_BYTES = FORMATS['binary']?.sample;

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('latin1');

/**
 * The smallest files that their readers take, as texts with one character for each byte: servers look into an upload, and refuse a
 * picture that is none. The pictures have one pixel, the archives nothing in them.
 */
export const SMALLEST_FILES: ReadonlyMap<string, string> = new Map([
  [
    'image/png',
    fromBase64('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg=='),
  ],
  [
    'image/jpeg',
    fromBase64(
      '/9j/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wAALCAABAAEBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AR//Z',
    ),
  ],
  ['image/gif', fromBase64('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7')],
  ['image/webp', fromBase64('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==')],
  ['image/svg+xml', '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>'],
  ['application/pdf', onePage()],
  ['application/zip', `PK\u0005\u0006${'\0'.repeat(18)}`],
  ['application/gzip', fromBase64('H4sIAAAAAAAAAwMAAAAAAAAAAAA=')],
  ['text/csv', 'name\r\nassay\r\n'],
]);

/** A PDF document of one empty page (ISO 32000-1 §7.5): its table tells where each object begins. */
function onePage(): string {
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Resources<<>>>>',
  ];
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  return `${text}xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`;
}

/** A made-up body with a file in place of any bytes, where the contract names the media type of the body or of a part of a form. */
export function withFiles(media: MediaType, body: Json): Json {
  if (typeof body === 'string') return fileOf(concreteType([media], media.encodedAs), body);
  if (!/^multipart\//.test(media.encodedAs) || !isObject(body)) return body;
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => {
      const type = typeOfPart(media, name);
      return [name, Array.isArray(value) ? value.map((one) => fileOf(type, one)) : fileOf(type, value)];
    }),
  );
}

/** The first media type that the contract gives a part: by its Encoding Object, else by its schema. */
function typeOfPart({ encoding, parts = {} }: MediaType, name: string): string {
  const own = encodingOf(encoding, name);
  if (isStyled(own)) return '';
  const declared = typeof own['contentType'] === 'string' ? own['contentType'] : (parts[name] ?? '');
  const [first = ''] = declared.split(',');
  return concreteType([], first.trim().toLowerCase());
}

/** A body with the smallest file of the first of these types that there is one of, wherever it has any bytes. */
export function withFileOf(types: readonly string[], body: Json): Json {
  const type = types.find((one) => SMALLEST_FILES.has(one)) ?? '';
  const fill = (value: Json): Json =>
    Array.isArray(value) ? value.map((one) => fileOf(type, one)) : fileOf(type, value);
  if (!isObject(body)) return fill(body);
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, fill(value)]));
}

function fileOf(type: string, value: Json): Json {
  return value === ANY_BYTES ? (SMALLEST_FILES.get(type) ?? value) : value;
}
