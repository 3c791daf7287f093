import { UsageError } from '../../errors.ts';
import { KB, MB } from '../../text/sizes.ts';

const UNITS: Record<string, number> = {
  '': 1,
  b: 1,
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  kib: KB,
  mib: MB,
  gib: 1024 * MB,
};

/** What one Buffer can hold, and more than any mock is sent. */
const LARGEST = 2 ** 31 - 1;

/**
 * `10MB`, `512KB` or a number of bytes, as bytes.
 * @param flag the flag that it is the value of: `--max-body`
 * @throws UsageError for text that is not a size, and for more than 2 GB
 */
export function parseSize(text: string, flag: string): number {
  const [, number = '', unit = ''] = /^(\d{1,12}(?:\.\d{1,6})?)\s*([kmg]?i?b)?$/i.exec(text.trim()) ?? [];
  const size = Math.round(Number(number) * (UNITS[unit.toLowerCase()] ?? NaN));
  if (number === '' || !Number.isFinite(size))
    throw new UsageError(
      `${flag} ${text} is not a size`,
      `For instance: ${flag} 10MB, ${flag} 512KB, or a number of bytes`,
    );
  if (size > LARGEST) throw new UsageError(`${flag} ${text} is more than 2 GB`, `For instance: ${flag} 100MB`);
  return size;
}
