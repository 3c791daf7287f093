import type { Contract, Warning } from '../model/contract.ts';
import { plain, plural } from '../text/wording.ts';
import { formatLocation } from '../errors.ts';
import type { Detail } from './options/detail-options.ts';
import type { Io } from './terminal/io.ts';

/** At most so many notes of a contract are printed. */
const PRINTED = 3;

/** Prints on stderr, in a few lines unless all are wanted, where contracts are sloppy and were read all the same. */
export function printWarnings(contracts: Contract[], io: Io, detail?: Detail): void {
  const most = detail === 'verbose' ? Infinity : PRINTED;
  for (const { name, warnings } of contracts) {
    if (warnings.length === 0) continue;
    const rest = warnings.length - most;
    const more = rest > 0 ? `  … ${rest} more: --verbose lists all of them\n` : '';
    io.err(
      `assay: ${plain(name)} was read with ${plural(warnings.length, 'note')}\n${formatWarnings(warnings.slice(0, most))}${more}`,
    );
  }
}

/** A line for each note. */
export function formatWarnings(warnings: readonly Warning[]): string {
  return warnings.map((note) => `  ${formatWarning(note)}\n`).join('');
}

function formatWarning({ place, pointer, message }: Warning): string {
  return plain(
    `${place.pointer === undefined ? `${place.file}:${place.line} ${pointer}` : formatLocation(place)} ${message}`,
  );
}
