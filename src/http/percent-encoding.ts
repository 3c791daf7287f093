/**
 * Percent-encodes a text as UTF-8, but for the unreserved characters and `!*'()` (RFC 3986 §2.1). A lone surrogate has no UTF-8 and becomes
 * U+FFFD: a target, a recording and a generated value may have any.
 */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
