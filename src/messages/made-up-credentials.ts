import type { SecurityScheme } from '../model/contract.ts';
import type { HeaderField, Request } from '../model/exchange.ts';

/** A placeholder for a credential that the user did not give. */
export const PLACEHOLDER = 'assay';

/** The header of a scheme, with a placeholder for the credential. */
export function credentialHeader({ type, scheme, name, in: where }: SecurityScheme): HeaderField[] {
  if (type === 'apiKey') return where === 'header' && name ? [[name, PLACEHOLDER]] : [];
  if (type === 'mutualTLS') return [];
  if (scheme === 'basic')
    return [['Authorization', `Basic ${Buffer.from(`${PLACEHOLDER}:${PLACEHOLDER}`).toString('base64')}`]];
  return [['Authorization', `${scheme ?? 'bearer'} ${PLACEHOLDER}`]];
}

/** Takes the headers that are made up for some schemes out of a request; undefined where it has none of them. */
export function takeOutMadeUp(schemes: readonly SecurityScheme[]): (request: Request) => Request | undefined {
  const made = new Set(schemes.flatMap(credentialHeader).map(fieldKey));
  return (request) => {
    const headers = request.headers.filter((field) => !made.has(fieldKey(field)));
    return headers.length === request.headers.length ? undefined : { ...request, headers };
  };
}

function fieldKey([name, value]: HeaderField): string {
  return `${name.toLowerCase()}: ${value}`;
}
