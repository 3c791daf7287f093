/** An end for a name that no other run gives: a few letters and digits. */
export function randomEnd(): string {
  return Math.random().toString(36).slice(2, 8);
}
