/*
 * Multiples of decimal numbers: 19.99 is a multiple of 0.01, although the quotient of their binary values is
 * 1998.9999999999998 (JSON Schema 2020-12, Validation §6.2.1; a number has a decimal value, Core §4.2.1).
 */

/** Whether a number is a multiple of a step, which is greater than zero; as integers of any size, where these are known. */
export function isMultiple(value: number | bigint, step: number | bigint): boolean {
  if (
    typeof value === 'number' &&
    typeof step === 'number' &&
    Number.isSafeInteger(value) &&
    Number.isSafeInteger(step)
  )
    return value % step === 0;
  if (typeof value === 'number' && !Number.isFinite(value)) return false;
  const [digits, stepDigits] = inUnits(value, step);
  return digits % stepDigits === 0n;
}

/** The first and the last multiple of a step from `low` to `high`, as numbers of steps, which are safe integers. */
export function multiplesBetween(low: number, high: number, step: number): [first: number, last: number] {
  return [0 - floorOfQuotient(-low, step), floorOfQuotient(high, step)];
}

/** A number of steps as the nearest number. */
export function multiple(count: number, step: number): number {
  const [digits, exponent] = decimal(step);
  return Number(`${digits * BigInt(count)}e${exponent}`);
}

function floorOfQuotient(value: number, step: number): number {
  if (!Number.isFinite(value)) return Math.sign(value) * Number.MAX_SAFE_INTEGER;
  const [digits, stepDigits] = inUnits(value, step);
  // BigInt division truncates.
  const below = digits < 0n && digits % stepDigits !== 0n ? 1n : 0n;
  const quotient = Number(digits / stepDigits - below);
  return Math.max(-Number.MAX_SAFE_INTEGER, Math.min(quotient, Number.MAX_SAFE_INTEGER)) + 0;
}

/** Two numbers as integers, in units of the last decimal place of either. */
function inUnits(one: number | bigint, other: number | bigint): [bigint, bigint] {
  const [[a, p], [b, q]] = [decimal(one), decimal(other)];
  const unit = Math.min(p, q);
  return [a * 10n ** BigInt(p - unit), b * 10n ** BigInt(q - unit)];
}

/** The shortest decimal for this number: its digits, and their power of ten. */
function decimal(value: number | bigint): [digits: bigint, exponent: number] {
  if (typeof value === 'bigint') return [value, 0];
  const [mantissa = '', exponent = ''] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return [BigInt(whole + fraction), Number(exponent) - fraction.length];
}
