import { hostname } from 'node:os';
import { readQueueAddress } from '../../distribute/queue/queue-address.ts';
import { takeChunks } from '../../distribute/queue/take-chunks.ts';
import { UsageError } from '../../errors.ts';
import { CHECK_OPTIONS } from '../options/check-options.ts';
import type { Command, GivenOptions, Option } from '../options/options.ts';
import { openChunkThread } from '../queue/chunk-thread.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import { readDuration } from '../values/duration.ts';
import { readBaseUrl } from '../values/overrides.ts';

/** A worker says so often enough that it is there for this many milliseconds. */
const LEAST_LOST = 1_000;

/** The flags of `assay check` that a worker has of its own. With `--target` those go that hold for that server alone. */
const OF_TARGET = ['header', 'set', 'ca', 'insecure'];
const OWN = [...OF_TARGET, 'jobs', 'config', 'contracts', 'allow-remote-refs'];

export const worker: Command = {
  name: 'worker',
  summary: 'Does chunks of the runs in a queue.',
  operands: '',
  maxOperands: 0,
  exits: DONE_EXITS,
  options: {
    queue: {
      value: 'URL',
      about: 'Where the queue is: redis://[user:password@]host[:port][/database], rediss:// for TLS.',
    },
    target: {
      value: 'URL',
      about: 'The server that runs may name by this URL. Those that assay.yaml names need no flag.',
    },
    'lost-after': {
      value: 'TIME',
      about: 'A chunk goes to another worker where this one is not heard of for so long.',
      default: '10s',
    },
    ...(Object.fromEntries(OWN.map((name) => [name, CHECK_OPTIONS[name]])) as Record<string, Option>),
  },
  examples: [
    'assay worker --queue redis://127.0.0.1:6379',
    "assay worker --queue redis://queue --target https://glance.example.org \\\n      --header 'X-Auth-Token: …'",
  ],
  stopsItself: true,
  async run(given, io) {
    const queue = given.text('queue');
    if (queue === undefined)
      throw new UsageError('worker needs --queue', 'For instance: --queue redis://127.0.0.1:6379');
    const target = given.text('target');
    if (target !== undefined) readBaseUrl(target);
    const alone = OF_TARGET.find((name) => given.has(name));
    if (target === undefined && alone !== undefined)
      throw new UsageError(
        `--${alone} needs --target`,
        'It is for one server; assay.yaml has a place for it at each target.',
      );
    const lostAfter = readDuration('--lost-after', given.text('lost-after'));
    if (lostAfter !== undefined && lostAfter < LEAST_LOST)
      throw new UsageError('--lost-after is less than a second', 'A worker that is busy may take as long.');
    const own = { args: ownArgs(given), ...(target !== undefined && { target }) };
    await takeChunks(readQueueAddress(queue), {
      name: `${hostname()}/${process.pid}`,
      stop: io.stop,
      ...(lostAfter !== undefined && { lostAfter }),
      tell: io.err,
      open: (id, description) => openChunkThread({ id, description, own }, io.err),
    });
    return EXIT.conforms;
  },
};

function ownArgs(given: GivenOptions): string[] {
  return given
    .all()
    .filter(([name]) => OWN.includes(name))
    .map(([name, value]) => (typeof value === 'string' ? `--${name}=${value}` : `--${name}`));
}
