/**
 * Golden texts: what each stage makes of one document that has most of what OpenAPI and JSON Schema know. A change that nobody
 * meant shows as a difference, whichever stage it comes from. Read the difference before you keep it:
 *
 *     ASSAY_WRITE=1 npm test -- test/golden
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect } from '@jest/globals';
import type { Case } from '../../src/model/case.ts';
import type { Request, Response } from '../../src/model/exchange.ts';
import { loadContract } from '../../src/contract/load.ts';

export const here = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const loadLibrary = () => loadContract(here('library.yaml'), 'library');

/** Compares a text with the golden one of that name, or writes that. */
export function expectGolden(name: string, text: string): void {
  const file = here(`goldens/${name}`);
  if (process.env['ASSAY_WRITE'] === '1') writeFileSync(file, text);
  expect(text).toBe(readFileSync(file, 'utf8'));
}

/** Compares some parts of a golden text with it: each has its title, and lines further in. @param titles of all its parts, in their order */
export function expectGoldenParts(name: string, titles: string[], parts: Map<string, string[]>): void {
  const file = here(`goldens/${name}`);
  if (process.env['ASSAY_WRITE'] === '1')
    writeFileSync(file, lines(titles.flatMap((title) => [title, ...(parts.get(title) ?? [])])));
  const golden = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  expect(golden.filter((line) => !line.startsWith(' '))).toEqual(titles);
  let isCompared = false;
  const compared = golden.filter((line) => (line.startsWith(' ') ? isCompared : (isCompared = parts.has(line))));
  expect([...parts].flatMap(([title, inside]) => [title, ...inside])).toEqual(compared);
}

export const lines = (all: string[]) => `${all.join('\n')}\n`;
export const pretty = (value: unknown) => `${JSON.stringify(value, null, 1)}\n`;

/** A text with all that a terminal would hide, and of a long one both ends and the length. */
export function shown(text: string): string {
  const plain = JSON.stringify(text).replace(
    /[^\x20-\x7e]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return plain.length > 400 ? `${plain.slice(0, 200)} … ${plain.slice(-100)} (${text.length})` : plain;
}

function requestLine({ method, path, headers, body }: Request): string {
  const fields = headers.filter(([name]) => name !== 'Accept').map(([name, value]) => `${name}: ${shown(value)}`);
  return [method, shown(path), ...fields, ...(body ? [shown(Buffer.from(body).toString('latin1'))] : [])].join(' | ');
}

/** A case: its id, what is expected of its answer, and its request. */
export function caseLines({ id, expect: expected, request, contradiction, placeholderParameters }: Case): string[] {
  const { kind, example, ...rest } = { example: undefined, ...expected };
  const more = {
    ...rest,
    ...(kind === 'documented' && { example: example?.name }),
    contradiction,
    placeholderParameters,
  };
  return [id, `  ${kind} ${JSON.stringify(more)}`, `  ${requestLine(request)}`];
}

export function answerLines({ status, headers, body }: Response): string[] {
  return [
    `  ${status} ${headers.map(([name, value]) => `${name}: ${value}`).join(' | ')}`,
    `  ${shown(Buffer.from(body).toString('utf8'))}`,
  ];
}
