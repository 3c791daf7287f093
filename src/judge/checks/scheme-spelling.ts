import type { Violation } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange, Request } from '../../model/exchange.ts';
import type { Check } from '../judgement.ts';
import { isError } from '../../http/status.ts';

/**
 * The name of an authentication scheme is case-insensitive (RFC 9110 §11.1). This takes a second request, which is sent only if
 * the credentials of a documented request were refused.
 */
export const schemeSpelling: Check = {
  id: 'scheme-spelling',
  title: 'The scheme of the credentials may be written in any letters.',
  rests: { kind: 'standard', because: 'RFC 9110 §11.1' },
};

/** The request with its Authorization scheme in the other letter case; undefined if it has none. */
export function respell(request: Request): Request | undefined {
  const at = request.headers.findIndex(([name]) => name.toLowerCase() === 'authorization');
  const [name, value] = request.headers[at] ?? [];
  const scheme = value && /^[A-Za-z]+(?= )/.exec(value)?.[0];
  if (!name || !value || !scheme) return undefined;
  const other = scheme === scheme.toLowerCase() ? scheme[0]?.toUpperCase() + scheme.slice(1) : scheme.toLowerCase();
  return { ...request, headers: request.headers.with(at, [name, other + value.slice(scheme.length)]) };
}

/** The violation if the target refused a request and accepts the other spelling, else undefined. */
export function spellingBreach({ operation }: Case, respelt: Exchange): Violation | undefined {
  const { outcome } = respelt;
  if ('failure' in outcome || isError(outcome.response.status)) return undefined;
  return {
    clause: operation.security[0]?.[0]?.pointer ?? operation.pointer,
    at: 'request header Authorization',
    message: 'refuses the scheme of the credentials as it is documented, and accepts it in other letters',
    expected: 'a scheme in any letters (RFC 9110 section 11.1)',
    actual: '401',
  };
}
