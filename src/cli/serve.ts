import type { Contract } from '../model.ts';
import { startMock, type StartedMock, type MockMode } from '../mock/server.ts';
import { docsPages } from './pages.ts';
import type { GivenOptions, Option } from './options.ts';

/** The flags of every command that serves. */
export const SERVE_OPTIONS: Record<string, Option> = {
  port: { value: 'N', about: 'Port to listen on; 0 takes any that is free.', default: '4010', short: 'p' },
  host: { value: 'ADDRESS', about: 'Address to listen on.', default: '127.0.0.1' },
  mode: { value: 'MODE', about: 'echo: the documented example bound to the request; static: as it is printed.', default: 'echo' },
};

/** Starts the mock, with the rendered pages under `/__assay/`, as the flags say. */
export function serve(contracts: Contract[], given: GivenOptions): Promise<StartedMock> {
  return startMock({
    contracts,
    port: given.number('port', { min: 0, max: 65_535, whole: true }) ?? 4010,
    host: given.text('host') ?? '127.0.0.1',
    mode: given.choice<MockMode>('mode', ['echo', 'static']) ?? 'echo',
    pages: docsPages(),
  });
}

/** Waits for Ctrl-C or SIGTERM, then stops at once. */
export async function untilStopped(mock: StartedMock, stop: AbortSignal): Promise<void> {
  if (!stop.aborted) await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
  await mock.close();
}
