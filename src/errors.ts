import type { SourceLocation } from './model/contract.ts';

/**
 * An error that a user can cause and correct. It is shown in one or two lines, never with a stack trace, and the CLI ends with
 * exit code 2.
 */
export class UsageError extends Error {
  override name = 'UsageError';
  readonly hint: string | undefined;

  /** @param hint how to correct it, as a sentence */
  constructor(message: string, hint?: string) {
    super(message);
    this.hint = hint;
  }
}

/** `openapi.yaml:12:5`; `openapi.json#/paths/~1pets` in a document of one line, where nobody finds column 28374. */
export function formatLocation({ file, line, column, pointer }: SourceLocation): string {
  return pointer === undefined ? `${file}:${line}:${column}` : `${file}${pointer}`;
}

/** A contract that cannot be used, with the place of the error and a hint. */
export class ContractError extends UsageError {
  override name = 'ContractError';
  readonly place: SourceLocation | undefined;
  /** The absolute paths of all files that were read or searched: a change of any may correct the error. */
  files: string[] = [];

  constructor(message: string, place?: SourceLocation, hint?: string) {
    super(place ? `${formatLocation(place)} ${message}` : message, hint);
    this.place = place;
  }
}
