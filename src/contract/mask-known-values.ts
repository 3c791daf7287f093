import { percentEncode } from '../http/percent-encoding.ts';
/** Replaces a secret in a report. */
export const MASK = '[masked]';

/** A shorter value would also match parts of unrelated words. */
const MIN_LENGTH = 8;
/** The first so many characters of a longer secret are masked too, because reports cut long texts. */
const TELLING_LENGTH = 64;
/** Further secrets are ignored. */
const MAX_SECRETS = 1_000;

/**
 * Replaces every long secret in a text: as it is, escaped as in JSON or a URL, in Base64, and cut off at the end of the text.
 * It takes one pass, however many secrets there are.
 */
export function createMasker(secrets: Iterable<string>): (text: string) => string {
  const written = [...new Set(secrets)]
    .filter((secret) => secret.length >= MIN_LENGTH)
    .slice(0, MAX_SECRETS)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      percentEncode(secret),
      Buffer.from(secret).toString('base64'),
    ]);
  if (written.length === 0) return (text) => text;
  const byBeginning = new Map<string, string[]>();
  const filter = new Uint8Array(FILTER_SIZE);
  for (const form of new Set(written)) {
    const beginning = form.slice(0, MIN_LENGTH);
    byBeginning.set(beginning, [...(byBeginning.get(beginning) ?? []), form]);
    filter[filterSlot(form, 0)] = 1;
  }
  return (text) => {
    let masked = '';
    let from = 0;
    const last = text.length - MIN_LENGTH;
    for (let at = 0; at <= last; at += 1) {
      if (filter[filterSlot(text, at)] === 0) continue;
      const length = longestAt(text, at, byBeginning.get(text.slice(at, at + MIN_LENGTH)));
      if (length === 0) continue;
      masked += text.slice(from, at) + MASK;
      from = at + length;
      at = from - 1;
    }
    return from === 0 ? text : masked + text.slice(from);
  };
}

const FILTER_SIZE = 4_096;

/** A hash of two characters, which rules out most places where no secret begins. */
function filterSlot(text: string, at: number): number {
  return (text.charCodeAt(at) * 61 + text.charCodeAt(at + MIN_LENGTH - 1)) & (FILTER_SIZE - 1);
}

/** The length of the longest secret that starts at a place in a text; 0 if there is none. */
function longestAt(text: string, at: number, forms: readonly string[] = []): number {
  let longest = 0;
  for (const form of forms) {
    let length = MIN_LENGTH;
    while (length < form.length && form.charCodeAt(length) === text.charCodeAt(at + length)) length += 1;
    if (length > longest && length >= Math.min(form.length, TELLING_LENGTH)) longest = length;
  }
  return longest;
}

/** Text between two quotation marks, even if they are not a pair, or a number between non-word characters. */
const QUOTED = /"((?:[^"\\]|\\.)*)(?=")|(?<![\w.])\d{4,}(?![\w.])/g;

/** Replaces long secrets anywhere, and short ones where they are a whole quoted value or the whole text. */
export function createQuotedMasker(secrets: Iterable<string>): (text: string) => string {
  const all = new Set([...secrets].filter((secret) => secret !== ''));
  if (all.size === 0) return (text) => text;
  const written = new Set([...all].map((secret) => JSON.stringify(secret).slice(1, -1)));
  const mask = createMasker(all);
  return (text) =>
    all.has(text)
      ? MASK
      : mask(text).replace(QUOTED, (whole, inner: string | undefined) =>
          inner === undefined ? (all.has(whole) ? MASK : whole) : written.has(inner) ? `"${MASK}` : whole,
        );
}
