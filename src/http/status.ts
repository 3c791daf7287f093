/** The request was received, understood and accepted (RFC 9110 §15.3). */
export function isSuccessful(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** The client or the server is at fault. */
export function isError(status: number): boolean {
  return status >= 400;
}

/** The client is at fault (RFC 9110 §15.5). */
export function isClientError(status: number): boolean {
  return isError(status) && !isServerError(status);
}

/** The server is at fault (RFC 9110 §15.6), or answers with what no class has. */
export function isServerError(status: number): boolean {
  return status >= 500;
}

/** Nothing is there, or no longer (RFC 9110 §15.5.5, §15.5.11). */
export function isNotFound(status: number): boolean {
  return NOT_FOUND.has(status);
}

/** The server says that it has too much to do (RFC 6585 §4, RFC 9110 §15.6.4). */
export function isOverloaded(status: number): boolean {
  return OVERLOADED.has(status);
}

const NOT_FOUND = new Set([404, 410]);
const OVERLOADED = new Set([429, 503]);
