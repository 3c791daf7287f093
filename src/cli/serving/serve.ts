import type { Contract } from '../../model/contract.ts';
import { parseDelay } from '../../mock/faults/delay.ts';
import { parseShare } from '../../mock/faults/fault-injection.ts';
import { UsageError } from '../../errors.ts';
import { DEFAULT_MODE, MODE_NAMES, MODES, type MockMode, type Mode } from '../../mock/modes.ts';
import { startMock, type StartedMock } from '../../mock/server/server.ts';
import { DEFAULT_ERROR_SHAPE, ERROR_SHAPE_NAMES, ERROR_SHAPES, type ErrorShapeName } from '../../mock/error-shapes.ts';
import { readConfig, type Config } from '../config/config.ts';
import { docsPages } from './docs-pages.ts';
import { plain } from '../../text/wording.ts';
import { formatUsageError, type Io } from '../terminal/io.ts';
import type { GivenOptions, Option } from '../options/options.ts';
import { parseSize } from '../values/byte-size.ts';

/** The port that is listened on unless another is given. */
const PORT = 4010;

/** The flags of every command that serves. */
export const SERVE_OPTIONS: Record<string, Option> = {
  port: { value: 'N', about: 'Port to listen on; 0 takes any that is free.', default: String(PORT), short: 'p' },
  host: { value: 'ADDRESS', about: 'Address to listen on.', default: '127.0.0.1' },
  'allow-host': {
    value: 'NAME',
    about: 'A further host name by which /__assay/ may be reached; those of this machine always may.',
    multiple: true,
  },
  mode: {
    value: 'MODE',
    about: `${MODE_NAMES.map((name) => `${name}: ${MODES[name].about}`).join('; ')}.`,
    default: DEFAULT_MODE,
  },
  errors: {
    value: 'SHAPE',
    about: `Errors for which the contract documents no body; ${ERROR_SHAPE_NAMES.map((name) => `${name}: ${ERROR_SHAPES[name].about}`).join('; ')}.`,
    default: DEFAULT_ERROR_SHAPE,
  },
  overrides: {
    value: 'FILE',
    about: 'Custom answers for the one contract that is served.',
    default: 'openapi.overrides.yaml beside openapi.yaml',
  },
  state: { value: 'FILE', about: 'With --mode stateful: reads what is kept from a JSON file, and writes it there.' },
  delay: { value: 'TIME', about: 'Delays each response: 200ms, 1s, or 200ms..1s for a random time between.' },
  chaos: {
    value: 'SHARE',
    about: 'The share of requests that fail, as 5% or 0.05: with an error, or a connection that breaks off.',
  },
  callbacks: {
    about:
      'Sends the documented callbacks of an operation to the URL that a request of it gives, and says so on stderr.',
  },
  seed: { value: 'N', about: 'Repeats a run: the same requests to a newly started mock get the same responses.' },
  journal: {
    value: 'N',
    about: 'How many requests /__assay/requests shows, the newest ones; 0 keeps none.',
    default: '1000',
  },
  'max-body': {
    value: 'SIZE',
    about: 'The largest body that a request may have: 10MB, 512KB, or a number of bytes.',
    default: '10MB',
  },
};

/** Starts the mock, with the rendered pages under `/__assay/`, as the flags say. */
export async function serve(
  contracts: Contract[],
  given: GivenOptions,
  io: Pick<Io, 'err'>,
  byDefault: MockMode = DEFAULT_MODE,
): Promise<StartedMock> {
  const mode = readMode(given, byDefault);
  const state = given.text('state');
  if (state !== undefined && !(MODES[mode] as Mode).keeps)
    throw new UsageError(
      `--state is for a mock that keeps what it is sent, and ${mode} keeps nothing`,
      'Add --mode stateful.',
    );
  const seed = given.number('seed', { max: 2 ** 32 - 1, whole: true });
  const [delay, chaos, maxBody] = [given.text('delay'), given.text('chaos'), given.text('max-body')];
  const { errors } = mockOptions(given, await readConfig());
  // Parsed here as well, so that an error names the flag.
  if (delay !== undefined) parseDelay(delay, '--delay');
  if (chaos !== undefined) parseShare(chaos, '--chaos');
  return startMock({
    contracts,
    port: given.number('port', { max: 65_535, whole: true }) ?? PORT,
    host: given.text('host') ?? '127.0.0.1',
    allowHosts: given.list('allow-host'),
    mode,
    errors,
    ...(state !== undefined && { state, onError: (error: UsageError) => io.err(formatUsageError(error)) }),
    ...(given.has('callbacks') && { callbacks: (line: string) => io.err(`${plain(line)}\n`) }),
    ...(seed !== undefined && { seed }),
    ...(delay !== undefined && { delay }),
    ...(chaos !== undefined && { chaos }),
    ...(maxBody !== undefined && { maxBody: parseSize(maxBody, '--max-body') }),
    journal: given.number('journal', { max: 10_000, whole: true }) ?? 1_000,
    pages: docsPages(),
  });
}

/** What a command line says of the mock, and for the rest the configuration. */
export function mockOptions(given: GivenOptions, config: Config | undefined): { errors: ErrorShapeName } {
  const errors = given.choice<ErrorShapeName>('errors', ERROR_SHAPE_NAMES);
  return { errors: errors ?? config?.mock.errors ?? DEFAULT_ERROR_SHAPE };
}

export function readMode(given: GivenOptions, byDefault: MockMode = DEFAULT_MODE): MockMode {
  return given.choice<MockMode>('mode', MODE_NAMES) ?? byDefault;
}

/** Waits for Ctrl-C or SIGTERM, then stops at once. @param before what is done before it */
export async function untilStopped(mock: StartedMock, stop: AbortSignal, before = () => {}): Promise<void> {
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
  before();
  await mock.close();
}
