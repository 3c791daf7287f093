/* Punycode (RFC 3492): the code points of a label as letters, digits and hyphens. */

const [BASE, T_MIN, T_MAX, SKEW, DAMP, BIAS, FIRST] = [36, 1, 26, 38, 700, 72, 0x80];
const LAST = 0x10ffff;
const DIGITS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** Decodes the text after `xn--`; undefined if it is malformed. */
export function decodePunycode(text: string): string | undefined {
  const end = text.lastIndexOf('-');
  const points = [...text.slice(0, Math.max(end, 0))].map((letter) => letter.codePointAt(0) as number);
  let [code, bias, index] = [FIRST, BIAS, 0];
  for (let at = end + 1; at < text.length;) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(text[at]);
      at += 1;
      if (digit === undefined) return undefined;
      index += digit * weight;
      const threshold = thresholdOf(k, bias);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (weight > LAST * 64) return undefined;
    }
    const length = points.length + 1;
    bias = adapt(index - before, length, before === 0);
    code += Math.floor(index / length);
    index %= length;
    if (code > LAST || (code >= 0xd800 && code < 0xe000)) return undefined;
    points.splice(index, 0, code);
    index += 1;
  }
  return String.fromCodePoint(...points);
}

/** Encodes a text for after `xn--`. */
export function encodePunycode(text: string): string {
  const points = [...text].map((letter) => letter.codePointAt(0) as number);
  const basic = points.filter((point) => point < FIRST);
  let made = basic.length > 0 ? `${String.fromCodePoint(...basic)}-` : '';
  let [code, bias, delta, handled] = [FIRST, BIAS, 0, basic.length];
  while (handled < points.length) {
    const next = Math.min(...points.filter((point) => point >= code));
    delta += (next - code) * (handled + 1);
    code = next;
    for (const point of points) {
      if (point < code) delta += 1;
      if (point !== code) continue;
      let rest = delta;
      for (let k = BASE; ; k += BASE) {
        const threshold = thresholdOf(k, bias);
        if (rest < threshold) break;
        made += DIGITS[threshold + ((rest - threshold) % (BASE - threshold))] ?? '';
        rest = Math.floor((rest - threshold) / (BASE - threshold));
      }
      made += DIGITS[rest] ?? '';
      bias = adapt(delta, handled + 1, handled === basic.length);
      delta = 0;
      handled += 1;
    }
    delta += 1;
    code += 1;
  }
  return made;
}

function digitOf(letter: string | undefined): number | undefined {
  const digit = DIGITS.indexOf(letter?.toLowerCase() ?? '-');
  return digit < 0 ? undefined : digit;
}

function thresholdOf(k: number, bias: number): number {
  return Math.min(Math.max(k - bias, T_MIN), T_MAX);
}

function adapt(delta: number, count: number, isFirst: boolean): number {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2));
  rest += Math.floor(rest / count);
  let k = 0;
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; k += BASE) rest = Math.floor(rest / (BASE - T_MIN));
  return k + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW));
}
