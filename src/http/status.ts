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

/** The credentials lack or are wrong, or do not suffice (RFC 9110 §15.5.2, §15.5.4). */
export function isOfCredentials(status: number): boolean {
  return OF_CREDENTIALS.has(status);
}

/** What is asked for is not there, or not for the caller. */
export function isOfAbsence(status: number): boolean {
  return OF_ABSENCE.has(status);
}

/** A refusal that says something of what the server holds, and nothing of the request. */
export function isOfTheState(status: number): boolean {
  return OF_THE_STATE.has(status);
}

/** An answer that says something of the state of the server, or of what the client holds, and nothing of the request. */
export function isOfTheMoment(status: number): boolean {
  return isOfTheState(status) || OF_THE_MOMENT.has(status);
}

/** The request is wrong, whatever is there: it is refused each time. */
export function isOfTheRequest(status: number): boolean {
  return OF_THE_REQUEST.has(status);
}

/** Nothing that another request says would change the answer. */
export function isFinal(status: number): boolean {
  return FINAL.has(status);
}

/** A proxy has no response of the target (RFC 9110 §15.5.8, §15.6.3, §15.6.5). */
export function isOfAProxy(status: number): boolean {
  return OF_A_PROXY.has(status);
}

const NOT_FOUND = new Set([404, 410]);
const OVERLOADED = new Set([429, 503]);
const OF_CREDENTIALS = new Set([401, 403]);
const OF_ABSENCE = new Set([403, 404, 410]);
const OF_THE_STATE = new Set([403, 404, 409, 410, 412, 423, 424, 425, 428]);
const OF_THE_MOMENT = new Set([304, 401, 408, 421, 429, 503]);
const OF_THE_REQUEST = new Set([400, 405, 415, 422]);
const FINAL = new Set([401, 405, 429, 501, 503]);
const OF_A_PROXY = new Set([407, 502, 504]);
