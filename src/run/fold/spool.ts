import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import type { Contract } from '../../model/contract.ts';
import type { Result, ResultList } from '../../model/run.ts';
import { createResults, toPortableResult, type PortableResult } from './portable-result.ts';
import { MB } from '../../text/sizes.ts';

/** So many bytes are collected before they are written. */
const CHUNK = MB;

/** Results in a file that nobody else can open, so that a report can list them all: they may be more than memory holds. */
export interface Spool extends ResultList {
  /** @param number where it stands among all */
  add(result: Result, number: number): void;
  close(): void;
}

/**
 * The file has no name, so that nothing of it stays when the process ends, however it ends.
 *
 * @param place the folder that the file is made in
 */
export function createSpool(contract: Contract, place = tmpdir()): Spool {
  const file = openNameless(place);
  const resultOf = createResults(contract);
  const places: { number: number; start: number; end: number }[] = [];
  let isSorted = true;
  let waiting: Buffer[] = [];
  let written = 0;
  let size = 0;

  function flush(): void {
    const bytes = Buffer.concat(waiting);
    waiting = [];
    for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at, bytes.length - at, written + at);
    written += bytes.length;
  }

  function sort(): void {
    if (!isSorted) places.sort((one, other) => one.number - other.number);
    isSorted = true;
  }

  function at(index: number): Result | undefined {
    sort();
    const place = places[index];
    if (!place) return undefined;
    if (place.end > written) flush();
    const bytes = Buffer.alloc(place.end - place.start);
    for (let read = 0; read < bytes.length;)
      read += readSync(file, bytes, read, bytes.length - read, place.start + read);
    return resultOf(deserialize(bytes) as PortableResult);
  }

  return {
    get length() {
      return places.length;
    },
    add: (result, number) => {
      const bytes = serialize(toPortableResult(result));
      waiting.push(bytes);
      isSorted &&= (places.at(-1)?.number ?? -1) <= number;
      places.push({ number, start: size, end: (size += bytes.length) });
      if (size - written >= CHUNK) flush();
    },
    at,
    *[Symbol.iterator]() {
      for (let index = 0; index < places.length; index += 1) yield at(index) as Result;
    },
    close: () => closeSync(file),
  };
}

function openNameless(place: string): number {
  const folder = mkdtempSync(join(place, 'assay-'));
  try {
    return openSync(join(folder, 'results'), 'wx+', 0o600);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A list of what a function makes of the results of another one. */
export function mapResults(list: ResultList, change: (result: Result) => Result): ResultList {
  return {
    get length() {
      return list.length;
    },
    at: (index) => {
      const result = list.at(index);
      return result && change(result);
    },
    *[Symbol.iterator]() {
      for (const result of list) yield change(result);
    },
  };
}
