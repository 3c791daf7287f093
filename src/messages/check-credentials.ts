import type { Operation, SecurityScheme } from '../model/contract.ts';
import { lastToken } from '../json/pointer.ts';
import { splitOnce } from '../http/split-once.ts';
import type { Carried } from './parameters/decode.ts';
import type { RequestError } from './request-error.ts';

/** A credential that is never right, so that a mock, which takes any other, can be asked for a refusal. */
export const WRONG_CREDENTIAL = 'assay-wrong-credential';

/** The credentials of a scheme: where they stand, and whether a request carries them. */
interface Credentials {
  at: string;
  expected: string;
  has(carried: Carried): boolean;
}

/** Whether a request carries a scheme's credentials, and where, with a row for each type (OpenAPI 3.1 §4.8.27). */
const SCHEMES: Record<SecurityScheme['type'], (scheme: SecurityScheme) => Credentials> = {
  http: ({ scheme = '' }) => authorization(scheme),
  oauth2: () => authorization('bearer'),
  openIdConnect: () => authorization('bearer'),
  apiKey: ({ name = '', in: where = 'header' }) => ({
    at: `${where} ${name}`,
    expected: `${where} ${name}`,
    has: (carried) => isTaken(API_KEY[where](carried, name)),
  }),
  // A request does not show it.
  mutualTLS: () => ({ at: 'connection', expected: 'a client certificate', has: () => true }),
};

const API_KEY: Record<'query' | 'header' | 'cookie', (carried: Carried, name: string) => string | undefined> = {
  query: ({ pairs }, name) => pairs.find((pair) => pair[0] === name)?.[1],
  header: ({ fields }, name) => fields.get(name.toLowerCase()),
  cookie: ({ cookies }, name) => cookies.find((pair) => pair[0] === name)?.[1],
};

/** The Authorization field with credentials of a scheme, whose name is case-insensitive (RFC 9110 §11.1). */
function authorization(scheme: string) {
  return {
    at: 'header Authorization',
    expected: scheme,
    has: ({ fields }: Carried) => {
      const [name, given] = splitOnce(fields.get('authorization') ?? '', ' ');
      return name.toLowerCase() === scheme && isTaken(given?.trim());
    },
  };
}

function isTaken(text = ''): boolean {
  // What is shorter cannot hold it. The limit is that of the plain text: Base64 takes more.
  if (text.length < WRONG_CREDENTIAL.length) return text !== '';
  return ![text, Buffer.from(text, 'base64').toString()].some((one) => one.endsWith(WRONG_CREDENTIAL));
}

const bySchemes = new WeakMap<SecurityScheme, Credentials>();

function credentialsOf(scheme: SecurityScheme): Credentials {
  let known = bySchemes.get(scheme);
  if (!known) bySchemes.set(scheme, (known = SCHEMES[scheme.type](scheme)));
  return known;
}

/** Whether a request satisfies one alternative. Whether the credentials are valid does not matter (OpenAPI 3.1 §4.8.30). */
export function checkSecurity(operation: Operation, carried: Carried): RequestError[] {
  const [first] = operation.security;
  if (!first) return [];
  const missing = (schemes: SecurityScheme[]) => schemes.find((scheme) => !credentialsOf(scheme).has(carried));
  if (operation.security.some((schemes) => !missing(schemes))) return [];
  const scheme = missing(first) as SecurityScheme;
  const { at, expected } = credentialsOf(scheme);
  const others = operation.security.length - 1;
  return [
    {
      kind: 'security',
      clause: scheme.pointer,
      at,
      message: `lacks the credentials of ${lastToken(scheme.pointer)}${others > 0 ? `, and of each of ${others} more` : ''}`,
      expected,
    },
  ];
}
