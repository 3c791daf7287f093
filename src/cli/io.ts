/** The streams of a command: reports go to `out`, progress and messages to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Whether each may be coloured. */
  colour: { out: boolean; err: boolean };
  /** Whether progress may be shown, that is whether `err` is a terminal. */
  interactive: boolean;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  stop: AbortSignal;
}

/** The process's own streams. NO_COLOR (no-color.org) and FORCE_COLOR are respected. */
export function processIo(): Io {
  const { env } = process;
  const stop = new AbortController();
  const colour = (stream: NodeJS.WriteStream) =>
    env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0'
      ? true
      : !env['NO_COLOR'] && stream.isTTY === true && env['TERM'] !== 'dumb';
  const onSignal = (signal: NodeJS.Signals) => {
    // A second signal ends the process, however busy it is.
    if (stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    stop.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // Whoever reads the report may close the pipe before its end (`| head`).
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  return {
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    colour: { out: colour(process.stdout), err: colour(process.stderr) },
    interactive: process.stderr.isTTY === true && env['CI'] === undefined,
    stop: stop.signal,
  };
}
