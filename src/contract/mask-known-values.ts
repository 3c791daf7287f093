/** What stands in a report where a secret was. */
export const MASK = '[masked]';

/** A shorter value would be found in words that have nothing to do with it. */
const MIN_LENGTH = 8;
/** So much of a longer secret is one too: texts are cut. */
const TELLING_LENGTH = 64;
/** Of so many secrets at the most. */
const MAX_SECRETS = 1_000;

/**
 * Replaces every long secret in a text, also where it is written as in JSON, in a URL or in Base64, and where the text breaks
 * off within it. The cost is that of one pass, however many secrets there are.
 */
export function createMasker(secrets: Iterable<string>): (text: string) => string {
  const written = [...new Set(secrets)]
    .filter((secret) => secret.length >= MIN_LENGTH)
    .slice(0, MAX_SECRETS)
    .flatMap((secret) => [
      secret,
      JSON.stringify(secret).slice(1, -1),
      encodeURIComponent(secret.toWellFormed()),
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

/** Tells most places where no secret begins by two of their characters. */
function filterSlot(text: string, at: number): number {
  return (text.charCodeAt(at) * 61 + text.charCodeAt(at + MIN_LENGTH - 1)) & (FILTER_SIZE - 1);
}

/** How much of a text from a place on is a secret. */
function longestAt(text: string, at: number, forms: readonly string[] = []): number {
  let longest = 0;
  for (const form of forms) {
    let length = MIN_LENGTH;
    while (length < form.length && form.charCodeAt(length) === text.charCodeAt(at + length)) length += 1;
    if (length > longest && length >= Math.min(form.length, TELLING_LENGTH)) longest = length;
  }
  return longest;
}

/** What stands between two quotation marks, whichever of them belong together, or a number that stands alone. */
const QUOTED = /"((?:[^"\\]|\\.)*)(?=")|(?<![\w.])\d{4,}(?![\w.])/g;

/** Replaces secrets of any length where they are the whole of a quoted value or of a text, and long ones anywhere. */
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
