import type { Request } from '../../model/exchange.ts';
import { UsageError } from '../../errors.ts';
import { nearestWord } from '../../text/did-you-mean.ts';
import { cut } from '../../text/wording.ts';
import { pathOf } from '../../messages/path-template.ts';
import type { View, StoredExchange } from './journal-entry.ts';

/** Which requests of the journal to list: those that match every filter. */
export interface JournalFilter {
  method?: string;
  /** Exact, or with `*` for any text: `/v3/apps/*`. Without the query. */
  path?: string;
  /** An operationId. */
  operation?: string;
  /** A contract's name. */
  contract?: string;
  /** `201`, or `4xx` for all of a class. */
  status?: string | number;
  /** Only those that came after the one with this id. */
  since?: number;
  /** Only the newest ones, so many. */
  limit?: number;
}

/** A valid filter. */
export type Filter = Omit<JournalFilter, 'status'> & { status?: string };

/** The names that a filter may use. */
export interface KnownNames {
  contracts: readonly string[];
  operations: readonly string[];
}

type Read = (filter: Filter, text: string, known: KnownNames) => string | undefined;

/** Reads each filter, or says what is wrong with its text, as the end of a sentence. */
const READERS: Record<keyof JournalFilter, Read> = {
  method: (filter, text) => {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(text)) return 'is not a method, such as POST';
    filter.method = text.toUpperCase();
    return undefined;
  },
  path: (filter, text) => {
    if (!/^[/*]/.test(text)) return 'does not begin with a slash or an asterisk, as /v3/apps/* does';
    filter.path = text;
    return undefined;
  },
  operation: (filter, text, { operations }) => {
    if (!operations.includes(text)) return unknown(text, operations, 'operation');
    filter.operation = text;
    return undefined;
  },
  contract: (filter, text, { contracts }) => {
    if (!contracts.includes(text)) return unknown(text, contracts, 'contract');
    filter.contract = text;
    return undefined;
  },
  status: (filter, text) => {
    if (!/^[1-5](\d\d|xx)$/i.test(text)) return 'is neither a status, such as 201, nor a class, such as 4xx';
    filter.status = text.toLowerCase();
    return undefined;
  },
  since: (filter, text) => {
    if (!/^\d{1,15}$/.test(text)) return 'is not the id of a request, such as 12';
    filter.since = Number(text);
    return undefined;
  },
  limit: (filter, text) => {
    if (!/^\d{1,15}$/.test(text)) return 'is not a number, such as 10';
    filter.limit = Number(text);
    return undefined;
  },
};

/** @throws UsageError for an unknown filter, or an invalid value */
export function readFilter(given: Iterable<readonly [name: string, value: string]>, known: KnownNames): Filter {
  const filter: Filter = {};
  const seen = new Set<string>();
  for (const [name, text] of given) {
    const read = Object.hasOwn(READERS, name) ? READERS[name as keyof JournalFilter] : undefined;
    if (!read) throw new UsageError(`there is no filter ${cut(name)}`, FILTERS);
    if (seen.has(name)) throw new UsageError(`the filter ${name} stands twice`, FILTERS);
    seen.add(name);
    const wrong = read(filter, text, known);
    if (wrong !== undefined) throw new UsageError(`${name} ${cut(text)} ${wrong}`, FILTERS);
  }
  return filter;
}

const FILTERS = `There are: ${Object.keys(READERS).join(', ')}.`;

/** The most names in an error. */
const LISTED = 20;

function unknown(text: string, words: readonly string[], kind: string): string {
  const near = nearestWord(text, words);
  const listed = words.slice(0, LISTED).join(', ');
  return `is not the name of ${kind === 'operation' ? 'an' : 'a'} ${kind} here; ${near === undefined ? `there are ${listed}${words.length > LISTED ? ', …' : ''}` : `did you mean ${near}?`}`;
}

/** Compares the entry first, and reads and routes the request only if that is not enough. */
export function matchesFilter(
  filter: Filter,
  { id, status, entry }: StoredExchange,
  read: () => Request,
  view: View,
): boolean {
  const { method, path, operation, contract, since } = filter;
  if (since !== undefined && id <= since) return false;
  if (filter.status !== undefined && !hasStatus(filter.status, status)) return false;
  if ((method ?? path ?? operation ?? contract) === undefined) return true;
  const request = read();
  if (method !== undefined && request.method !== method) return false;
  if (path !== undefined && !matchesGlob(path, pathOf(request.path))) return false;
  if (operation === undefined && contract === undefined) return true;
  const found = entry ?? namesOf(view, request);
  return (
    (operation === undefined || found.operation === operation) &&
    (contract === undefined || found.contract === contract)
  );
}

function namesOf(view: View, request: Request): { operation?: string; contract?: string } {
  const found = view.match(request);
  return found ? { operation: found.operation.id, contract: found.contract.name } : {};
}

function hasStatus(wanted: string, status: number | undefined): boolean {
  return wanted.endsWith('xx') ? Math.floor((status ?? 0) / 100) === Number(wanted[0]) : Number(wanted) === status;
}

/** Whether a text matches a pattern with asterisks. Each piece is matched at its first occurrence. */
export function matchesGlob(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  const end = rest.pop();
  if (end === undefined) return text === first;
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return text.length - end.length >= at && text.endsWith(end);
}
