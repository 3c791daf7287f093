import type { Contract, Note } from '../model/contract.ts';
import { plain, plural } from '../text/wording.ts';
import type { Io } from './io.ts';

/** So many notes are told of a contract unless all are asked for. */
const TOLD = 3;

/** What is sloppy in contracts, on stderr, and in a few lines: it was read all the same. */
export function tellNotes(contracts: Contract[], io: Io): void {
  for (const { name, notes } of contracts) {
    if (notes.length === 0) continue;
    const rest = notes.length - TOLD;
    const more = rest > 0 ? `  … ${rest} more: assay list --json has all of them\n` : '';
    io.err(`assay: ${plain(name)} was read with ${plural(notes.length, 'note')}\n${sayNotes(notes.slice(0, TOLD))}${more}`);
  }
}

/** A line for each note. */
export function sayNotes(notes: readonly Note[]): string {
  return notes.map((note) => `  ${sayNote(note)}\n`).join('');
}

function sayNote({ place, pointer, message }: Note): string {
  return plain(`${place.file}:${place.line} ${pointer} ${message}`);
}
