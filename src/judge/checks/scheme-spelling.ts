import type { Violation } from '../../model/finding.ts';
import type { Case } from '../../model/case.ts';
import type { Exchange, Request } from '../../model/exchange.ts';
import type { Check } from '../judgement.ts';

/**
 * The name of an authentication scheme is compared without regard to case (RFC 9110 §11.1). It takes a second request
 * to see, which is sent only where the credentials of a documented one were refused.
 */
export const schemeSpelling: Check = {
  id: 'scheme-spelling',
  title: 'The scheme of the credentials may be written in any letters.',
  rests: { kind: 'standard', because: 'RFC 9110 §11.1' },
};

/** A request whose Authorization scheme is written in other letters, or undefined where it has none. */
export function respell(request: Request): Request | undefined {
  const at = request.headers.findIndex(([name]) => name.toLowerCase() === 'authorization');
  const [name, value] = request.headers[at] ?? [];
  const scheme = value && /^[A-Za-z]+(?= )/.exec(value)?.[0];
  if (!name || !value || !scheme) return undefined;
  const other = scheme === scheme.toLowerCase() ? scheme[0]?.toUpperCase() + scheme.slice(1) : scheme.toLowerCase();
  return { ...request, headers: request.headers.with(at, [name, other + value.slice(scheme.length)]) };
}

/** The violation of a target that refused a request and accepts it respelt, or undefined where it does not. */
export function spellingBreach({ operation }: Case, respelt: Exchange): Violation | undefined {
  const { outcome } = respelt;
  if ('failure' in outcome || outcome.response.status >= 400) return undefined;
  return {
    clause: operation.security[0]?.[0]?.pointer ?? operation.pointer,
    at: 'request header Authorization',
    message: 'refuses the scheme of the credentials as it is documented, and accepts it in other letters',
    expected: 'a scheme in any letters (RFC 9110 section 11.1)',
    actual: '401',
  };
}
