import type { Json } from '../../../model/json.ts';
import { isObject } from '../../../json/pointer.ts';
import { cut, plain } from '../../../text/wording.ts';
import { MAX_HINTS } from './hint.ts';

export function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}

/** Members whose text is for people. */
const SPEAKING =
  /^(message|messages|detail|details|error|errors|title|description|reason|msg|error_description|errorMessage|problem|cause|hint)$/i;

/** The texts of an answer that speak to a person, the most detailed first; a text that is no JSON as a whole. */
export function sentencesOf(answer: Json): string[] {
  if (typeof answer === 'string') return /^\s*</.test(answer) ? [] : [answer.trim()].filter((text) => text !== '');
  const found: string[] = [];
  const visit = (value: Json, isSpeaking: boolean, depth: number): void => {
    if (depth > 6 || found.length >= MAX_HINTS) return;
    if (isText(value) && isSpeaking) found.push(value);
    else if (Array.isArray(value)) for (const item of value) visit(item, isSpeaking, depth + 1);
    else if (isObject(value))
      for (const [name, child] of Object.entries(value))
        visit(child, SPEAKING.test(name) || (isSpeaking && !isText(child)), depth + 1);
  };
  visit(answer, true, 0);
  // `error: Bad Request` says less than the message beside it.
  return [...new Set(found)].sort((a, b) => Number(/\s.*\s/.test(b)) - Number(/\s.*\s/.test(a)));
}

/** What a refusal says of one thing, in one line that is harmless to print. */
export function saysOf(answer: Json | string): string {
  const [text = ''] = sentencesOf(answer);
  return cut(plain(text.replace(/\s+/g, ' ').trim()), 200);
}
