import type { Contract, Warning } from '../model/contract.ts';
import { plain, plural } from '../text/wording.ts';
import type { Io } from './io.ts';

/** So many notes are told of a contract unless all are asked for. */
const TOLD = 3;

/** What is sloppy in contracts, on stderr, and in a few lines: it was read all the same. */
export function printWarnings(contracts: Contract[], io: Io): void {
  for (const { name, warnings } of contracts) {
    if (warnings.length === 0) continue;
    const rest = warnings.length - TOLD;
    const more = rest > 0 ? `  … ${rest} more: assay list --json has all of them\n` : '';
    io.err(
      `assay: ${plain(name)} was read with ${plural(warnings.length, 'note')}\n${formatWarnings(warnings.slice(0, TOLD))}${more}`,
    );
  }
}

/** A line for each note. */
export function formatWarnings(warnings: readonly Warning[]): string {
  return warnings.map((note) => `  ${formatWarning(note)}\n`).join('');
}

function formatWarning({ place, pointer, message }: Warning): string {
  return plain(`${place.file}:${place.line} ${pointer} ${message}`);
}
