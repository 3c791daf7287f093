/** A page has no time limit for a pattern; what it sends is its own. */
export function testInTime(native: RegExp, text: string): boolean {
  return native.test(text);
}
