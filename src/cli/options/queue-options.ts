import { isAbsolute, relative, resolve, sep } from 'node:path';
import { MAX_CHUNKS } from '../../distribute/queue/queued-run.ts';
import { isDocumentPath } from '../../document/find.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { UsageError } from '../../errors.ts';
import { FILTER_OPTIONS } from './filter-options.ts';
import type { GivenOptions, Option } from './options.ts';
import { PHASE_OPTIONS } from './phase-options.ts';

export const QUEUE_OPTIONS: Record<'queue' | 'chunks', Option> = {
  queue: {
    value: 'URL',
    about: 'Cuts the run into chunks, which each assay worker at that Redis takes, and merges what they saw.',
  },
  chunks: {
    value: 'N',
    about: 'How many chunks, with --queue.',
    default: 'as many as there is work for, up to 64; 16 for recorded traffic',
  },
};

/** The flags that a run in a queue has from the coordinator. Whatever may be a secret, and where files are, is each worker's own. */
export const QUEUED_FLAGS: readonly string[] = [
  ...Object.keys(PHASE_OPTIONS).filter((name) => name !== 'max-time'),
  ...Object.keys(FILTER_OPTIONS),
  ...['target', 'har', 'keep', 'strict', 'workers', 'timeout'],
];

/** What a run over a queue cannot do, and why. */
const NOT_QUEUED: Record<string, string> = {
  shard: 'does a part of a run, and --queue gives each worker one',
  follow: 'judges what is still written, and --queue what is there',
  requests: 'is a file of this machine: write requests: into the assay.yaml of each worker',
  'save-requests': 'needs the requests of all workers, and they tell what they saw alone',
  callbacks: 'needs one place where callbacks come in, and --queue has many workers',
  'dry-run': 'sends nothing, so that no worker is needed',
};

/** @throws UsageError for what does not go with `--queue`, and for what needs it */
export function readQueueOptions(given: GivenOptions): { chunks?: number } | undefined {
  const chunks = given.number('chunks', { min: 1, max: MAX_CHUNKS, whole: true });
  if (!given.has('queue')) {
    if (chunks !== undefined)
      throw new UsageError('--chunks needs --queue', 'For instance: --queue redis://127.0.0.1:6379');
    return undefined;
  }
  for (const [name, why] of Object.entries(NOT_QUEUED))
    if (given.has(name)) throw new UsageError(`--${name} ${why}`, `Leave --${name} or --queue out.`);
  return chunks === undefined ? {} : { chunks };
}

/**
 * What workers are given of a command line: names, and nothing that may be secret.
 * @param recordings the files of recorded traffic
 * @param seed of generated requests, where none is given
 * @throws UsageError for a file outside of the working folder: workers have their own
 */
export function queuedArgs(given: GivenOptions, recordings: readonly string[], seed: number | undefined): string[] {
  const flags = given
    .all()
    .filter(([name]) => QUEUED_FLAGS.includes(name) && name !== 'har')
    .map(([name, value]) => (typeof value === 'string' ? `--${name}=${value}` : `--${name}`));
  const files = recordings.map((file) => `--har=${insideFolder(file, 'the recording')}`);
  const operands = given.operands.map((one) => (isDocumentPath(one) ? insideFolder(one, 'the contract') : one));
  return [...flags, ...(seed === undefined ? [] : [`--seed=${seed}`]), ...files, '--', ...operands];
}

/**
 * A path from the working folder, with slashes.
 * @throws UsageError for one that leads out of it, and for a URL or the standard input
 */
export function insideFolder(file: string, what: string): string {
  const path = relative(process.cwd(), resolve(file));
  if (file === '-' || isUrl(file) || path === '' || path === '..' || path.startsWith(`..${sep}`) || isAbsolute(path))
    throw new UsageError(
      `${what} ${file === '-' ? 'of the standard input' : file} is not in the working folder, where workers look for it`,
      'Each worker reads it in the folder that it runs in: give a path below it.',
    );
  return path.split(sep).join('/');
}
