/** Whether a method may be repeated without a second effect (RFC 9110 §9.2.2). */
export function isIdempotent(method: string): boolean {
  return IDEMPOTENT.has(method);
}

/** Whether a method only reads (RFC 9110 §9.2.1), so that it may be about anything; `QUERY` is of OpenAPI 3.2. */
export function isSafe(method: string): boolean {
  return SAFE.has(method.toUpperCase());
}

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'PUT', 'DELETE']);
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE', 'QUERY']);
