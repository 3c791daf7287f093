import { bytes } from './bytes.ts';
import { form } from './form.ts';
import type { BodyFormat } from './format.ts';
import { json } from './json.ts';
import { multipart } from './multipart.ts';
import { text } from './text.ts';

/** Every format of bodies; the first that is for a media type counts, and the last is for all that are left. */
export const BODY_FORMATS: readonly [...BodyFormat[], BodyFormat] = [json, form, multipart, text, bytes];

/**
 * The format of a body.
 * @param encodedAs as the contract says what the bytes are; a range says nothing, so that the label has to
 */
export function formatOf(encodedAs: string | undefined, label: string): BodyFormat {
  const type = encodedAs === undefined || encodedAs.includes('*') ? label : encodedAs;
  return BODY_FORMATS.find(({ isFor }) => isFor(type)) ?? bytes;
}
