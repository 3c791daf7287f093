/** The two halves of a digest begin differently, so that a text that changes nothing in one of them changes the other. */
const SEEDS = [0x811c9dc5, 0x3c6ef372, 0x9e3779b9, 0x510e527f];

/** 128 bits that follow from a text, in hexadecimal: not for secrets, but no two states of a thing have the same. */
export function digest(text: string): string {
  return SEEDS.map((seed) => half(text, seed).toString(16).padStart(8, '0')).join('');
}

const { imul } = Math;

/** 32 bits (FNV-1a over code units, finished as MurmurHash3 is). */
function half(text: string, seed: number): number {
  let state = seed;
  for (let at = 0; at < text.length; at += 1) {
    state = imul(state ^ text.charCodeAt(at), 0x01000193);
    state ^= state >>> 13;
  }
  state = imul(state ^ (state >>> 16), 0x85ebca6b);
  state = imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
