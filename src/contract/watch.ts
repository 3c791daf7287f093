import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Contract, ReadOptions } from '../model/contract.ts';
import { ContractError, UsageError } from '../errors.ts';
import { findContracts } from '../document/find.ts';
import { loadContract } from './load.ts';
import { holdsLost } from '../schema/lost.ts';
import { fileStamps, type Stamp } from './file-stamps.ts';

/** What happened to a contract when its files changed. */
export type ContractEvent =
  | { kind: 'reloaded' | 'added'; contract: Contract }
  | { kind: 'removed'; name: string }
  /** Reported once for an error, however often the files are saved with it. `known` is false if the contract was never valid. */
  | { kind: 'broken'; name: string; error: UsageError; known: boolean };

export interface ContractsUpdate {
  /** Each contract in its last valid state. */
  contracts: Contract[];
  /** The errors of the contracts that cannot be read now, by name. */
  errors: ReadonlyMap<string, UsageError>;
  events: ContractEvent[];
}

export interface WatchOptions {
  onUpdate(update: ContractsUpdate): void;
  /** A folder of contracts. Contracts that are added to it or removed from it are added to or removed from the watch. */
  folder?: string;
  /** How added contracts are read; the others keep their options. */
  reading?: ReadOptions;
  /** How a contract is read; by default {@link loadContract}. What it gives may name further files to look at. */
  load?: typeof loadContract;
  /** Milliseconds between two looks at the files; by default 200. */
  interval?: number;
}

export interface Watch {
  close(): void;
}

interface Watched {
  name: string;
  file: string;
  files: string[];
  reading: ReadOptions;
  /** The state of each file when it was last read. */
  read: Map<string, string>;
  /** Set if a file may have changed while it was read. */
  unsure: boolean;
  contract?: Contract;
  error?: UsageError;
}

/** A file that changed less than this before the reading may have changed after it: clocks and file systems are coarse. */
const YOUNG = 2_000;
/** How long before the watch its contracts may have been read. */
const START_UP = 60_000;

/**
 * Watches contracts and all files that they refer to, and reads contracts again when a file changes. If one can no longer be
 * read, or what it refers to is no longer there, the error is reported and its last valid state is kept.
 *
 * It polls the files' times: fs.watch reports nothing on bind mounts and network drives, loses a file that an editor replaces
 * by renaming, cannot wait for a file that does not exist yet, and runs out of inotify watches. A changed file is read when it
 * is the same in two looks, so that a half-written file is not read.
 */
export function watchContracts(
  contracts: Contract[],
  { onUpdate, folder, reading = {}, interval = 200, load = loadContract }: WatchOptions,
): Watch {
  const watched = contracts.map((contract): Watched => {
    const { name, file, files, reading } = contract;
    return { name, file, files, reading, read: new Map(), unsure: false, contract };
  });
  const errors = new Map<string, UsageError>();
  let seen: Map<string, Stamp> | undefined;
  let missing = new Set<Watched>();
  let closed = false;

  /** Adds new contracts of the folder, and removes those that were missing in two looks. @returns whether the folder exists */
  async function list(root: string, events: ContractEvent[]): Promise<boolean> {
    const found = await findContracts(root).catch((error: unknown) => usageError(error, root));
    if (!Array.isArray(found)) {
      publish(root, found, errors.get(root), true, events);
      return false;
    }
    errors.delete(root);
    for (const { name, file } of found) {
      const known = watched.find((entry) => entry.name === name);
      if (!known)
        watched.push({
          name,
          file,
          files: [resolve(file)],
          reading: { ...reading, confined: true },
          read: new Map([[resolve(file), '']]),
          unsure: false,
        });
      else if (resolve(known.file) !== resolve(file))
        Object.assign(known, { file, files: [resolve(file)], read: new Map([[resolve(file), '']]) });
    }
    const names = new Set(found.map(({ name }) => name));
    const absent = new Set(watched.filter(({ name }) => !names.has(name)));
    for (const entry of absent) {
      if (!missing.has(entry)) continue;
      watched.splice(watched.indexOf(entry), 1);
      errors.delete(entry.name);
      if (entry.contract) events.push({ kind: 'removed', name: entry.name });
    }
    missing = absent;
    watched.sort((a, b) => a.name.localeCompare(b.name));
    return true;
  }

  function publish(
    name: string,
    error: UsageError,
    before: UsageError | undefined,
    known: boolean,
    events: ContractEvent[],
  ): void {
    errors.set(name, error);
    if (error.message !== before?.message || error.hint !== before.hint)
      events.push({ kind: 'broken', name, error, known });
  }

  async function read(entry: Watched, stamps: ReadonlyMap<string, Stamp>, events: ContractEvent[]): Promise<void> {
    const began = Date.now();
    const { error: before, contract: last, unsure } = entry;
    // What was whole is not served in parts: a file that it refers to may be gone for a moment.
    const isStrict = last !== undefined && !holdsLost(last.document);
    const next = await load(entry.file, entry.name, { ...entry.reading, isStrict }).catch((error: unknown) =>
      usageError(error, entry.file),
    );
    if (next instanceof UsageError) {
      const looked = next instanceof ContractError ? next.files : [];
      entry.files = [...new Set([...(last?.files ?? []), ...entry.files, ...looked])];
      entry.error = next;
      publish(entry.name, next, before, last !== undefined, events);
    } else {
      entry.files = next.files;
      delete entry.error;
      errors.delete(entry.name);
      const held = ({ document, overrides }: Contract) => [document, overrides];
      const same = unsure && !before && last && isDeepStrictEqual(held(next), held(last));
      if (!same) {
        entry.contract = next;
        events.push({ kind: last ? 'reloaded' : 'added', contract: next });
      }
    }
    await settle(entry, stamps, began - YOUNG);
  }

  /** Records the files of a reading. A file that was not watched before is read again if it is young or missing. */
  async function settle(entry: Watched, before: ReadonlyMap<string, Stamp>, young: number): Promise<void> {
    const after = await fileStamps(entry.files.filter((file) => !before.has(file)));
    entry.unsure = [...after.values()].some(({ changed }) => changed === 0 || changed > young);
    entry.read = new Map(
      entry.files.map((file) => [file, before.get(file)?.text ?? (entry.unsure ? '' : (after.get(file)?.text ?? ''))]),
    );
  }

  async function look(): Promise<void> {
    const events: ContractEvent[] = [];
    const isThere = folder === undefined || (await list(folder, events));
    const stamps = await fileStamps(watched.flatMap(({ files }) => files));
    const previous = seen;
    seen = stamps;
    if (!previous) {
      for (const entry of watched) if (entry.contract) await settle(entry, new Map(), Date.now() - START_UP);
    } else {
      const textOf = (file: string) => stamps.get(file)?.text;
      const isDue = ({ files, read: from }: Watched) =>
        files.some((file) => textOf(file) !== from.get(file)) &&
        files.every((file) => textOf(file) === previous.get(file)?.text);
      for (const entry of isThere ? watched.filter(isDue) : []) await read(entry, stamps, events);
    }
    if (closed || events.length === 0) return;
    onUpdate({ contracts: watched.flatMap(({ contract }) => contract ?? []), errors: new Map(errors), events });
  }

  let timer: NodeJS.Timeout | undefined;
  const again = async (): Promise<void> => {
    await look();
    if (!closed) timer = setTimeout(() => void again(), interval);
  };
  void again();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}

/** An edit with an error never stops what is served. */
function usageError(error: unknown, file: string): UsageError {
  if (error instanceof UsageError) return error;
  return new ContractError(
    `${file} cannot be read: ${error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error)}`,
  );
}
