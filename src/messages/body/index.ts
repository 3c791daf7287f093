import { bytes } from './bytes.ts';
import { form } from './form.ts';
import type { BodyFormat } from './format.ts';
import { json } from './json.ts';
import { multipart } from './multipart.ts';
import { sequence } from './sequence.ts';
import { text } from './text.ts';
import { xml } from './xml.ts';

/** Every body format. The first one that applies to a media type counts; the last one applies to all. */
export const BODY_FORMATS: readonly [...BodyFormat[], BodyFormat] = [json, form, multipart, sequence, xml, text, bytes];

/**
 * The format of a body.
 * @param encodedAs the contract's media type; for a range, the Content-Type decides
 */
export function formatOf(encodedAs: string | undefined, label: string): BodyFormat {
  const type = encodedAs === undefined || encodedAs.includes('*') ? label : encodedAs;
  return BODY_FORMATS.find(({ isFor }) => isFor(type)) ?? bytes;
}
