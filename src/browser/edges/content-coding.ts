/** A page sends its bodies as they are: the browser codes them later, if at all. */
export function decodeContent(body: Uint8Array, coding: string | undefined): { body: Uint8Array; undecoded?: string } {
  return coding === undefined || coding === 'identity' ? { body } : { body, undecoded: coding };
}

export const KNOWN_CODINGS: string[] = [];
