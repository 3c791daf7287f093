/*
 * What refusals say about the request that they refuse. Frameworks report errors of fields in some twenty shapes; field-errors.ts
 * has a reader for each, and what remains is read from the sentences themselves. A hint only says what to try next: nothing is
 * judged by it.
 */

import type { Response } from '../../../model/exchange.ts';
import { readJson } from '../../../json/parse-json.ts';
import { type Hint, type Want, MAX_HINTS } from './hint.ts';
import { type FieldError, READERS } from './field-errors.ts';
import { wantOf } from './wants.ts';
import { readSentence, readAbsence, readMediaTypes, readQuotes } from './sentences.ts';
import { readPrintedSchema } from './printed-schema.ts';
import { sentencesOf, saysOf } from './spoken-texts.ts';
import { KB } from '../../../text/sizes.ts';

/** So many characters of an answer are read. */
const MAX_TEXT = 64 * KB;

/**
 * What a refusal says of a name that something has, where its status does not: CrowdSec answers 403, NocoDB “Duplicate table name 'x'” and 422.
 * A list may say that its items are not to be duplicates, which is no name.
 */
const TAKEN =
  /\balready (exists?|taken|in use|registered)\b|^duplicate (?!items\b|values\b)|\bduplicate (key|entry|name)\b/i;

/** @returns the hints of a refusal, those with a place first */
export function hintsOf({ status, body }: Response): Hint[] {
  return readHints(status, new TextDecoder().decode(body));
}

/** @returns the hints of a refusal with this text, those with a place first */
export function readHints(status: number, text: string): Hint[] {
  const body = text.slice(0, MAX_TEXT);
  const read = readJson(body);
  const value = 'value' in read ? read.value : undefined;
  const errors = value === undefined ? [] : READERS.flatMap((reader) => reader(value));
  const placed = errors.flatMap(understand);
  const texts = sentencesOf(value ?? body);
  const printedIn = texts.map(readPrintedSchema);
  const printed = printedIn.flatMap((hints) => hints ?? []);
  const sentences = texts.filter((_, index) => printedIn[index] === undefined);
  const said = sentences.flatMap(readSentence);
  const quoting = sentences.flatMap(readQuotes);
  const absent = sentences.flatMap(readAbsence);
  const files = sentences.flatMap(readMediaTypes);
  const all = [...files, ...absent, ...([placed, printed, said, quoting].find((hints) => hints.length > 0) ?? [])];
  const isTaken = status === 409 || TAKEN.test(saysOf(value ?? body));
  const taken: Hint[] = isTaken ? [{ path: [], wants: { kind: 'new' }, says: saysOf(value ?? body) }] : [];
  const unique = new Map(
    [...all, ...taken].map((hint) => [JSON.stringify([hint.in, hint.path, hint.value, hint.wants]), hint]),
  );
  return [...unique.values()].slice(0, MAX_HINTS);
}

function understand({ in: where, path, message, code = '', values, pattern }: FieldError): Hint[] {
  const wants: Want | undefined =
    values && values.length > 0
      ? { kind: 'one of', values }
      : pattern !== undefined
        ? { kind: 'pattern', pattern }
        : (wantOf(code) ?? wantOf(message));
  return wants ? [{ ...(where && { in: where }), path, wants, says: saysOf(message) }] : [];
}
