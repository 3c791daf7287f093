/** In bytes, or in characters of a text. */
export const KIB = 1024;
export const MIB = 1024 * KIB;
