/** What a client wishes of the answer. */
export interface Preferences {
  code?: number;
  example?: string;
  dynamic?: boolean;
}

/** Reads a Prefer field (RFC 7240 §2); unknown and ill-formed preferences are left out of account, and of two the first counts. */
export function readPreferences(field: string | undefined): Preferences | undefined {
  if (field === undefined) return undefined;
  const wishes: Preferences = {};
  for (const [, name = '', quoted, token] of field.slice(0, 4096).matchAll(/([\w-]+)[ \t]*=[ \t]*(?:"([^"]*)"|([^\s,;"]+))/g))
    READERS.get(name.toLowerCase())?.(wishes, quoted ?? token ?? '');
  return Object.keys(wishes).length > 0 ? wishes : undefined;
}

const READERS = new Map<string, (wishes: Preferences, value: string) => void>([
  ['code', (wishes, value) => void (/^[1-5]\d\d$/.test(value) && (wishes.code ??= Number(value)))],
  ['example', (wishes, value) => void (wishes.example ??= value)],
  ['dynamic', (wishes, value) => void (/^(true|false)$/.test(value) && (wishes.dynamic ??= value === 'true'))],
]);
