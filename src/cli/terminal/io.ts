import type { UsageError } from '../../errors.ts';
import { plain } from '../../text/wording.ts';
import { createStatusLine, type ShowStage } from './progress.ts';

/** The streams of a command: reports go to `out`, progress and messages to `err`. */
export interface Io {
  out(text: string): void;
  err(text: string): void;
  /** Whether each may be coloured. */
  colour: { out: boolean; err: boolean };
  /** Shows what the command is busy with, where `err` is a terminal; without a stage, that it is busy no more. */
  stage?: ShowStage;
  /** Aborted by the first Ctrl-C or SIGTERM. */
  stop: AbortSignal;
  /** Aborted by the second one: clean-up ends too, and what is left is listed. */
  stopAtOnce?: AbortSignal;
  /** Told of a file that is written beside a report, to take its place: where the command is ended, it is removed. */
  draft?: ((file: string) => void) | undefined;
  /** Called when a command has to be over in so many milliseconds, whatever it is busy with then. */
  limit?(milliseconds: number): void;
}

/** The process's own streams. */
export interface ProcessIo extends Io {
  /** Why what was said did not all go out, where that is more than a reader who closed the pipe (`| head`). */
  readonly failure: string | undefined;
}

/** After a second signal a command may take so many milliseconds to say what it leaves behind. */
const LAST_WORDS = 900;

/** A terminal that does not tell its width has so many columns. */
const COLUMNS = 80;

/** NO_COLOR (no-color.org) and FORCE_COLOR are respected. A closed stdout ends the printing, and not the command. */
export function processIo(): ProcessIo {
  const { env } = process;
  const colour = (stream: NodeJS.WriteStream) =>
    env['FORCE_COLOR'] && env['FORCE_COLOR'] !== '0'
      ? true
      : !env['NO_COLOR'] && stream.isTTY === true && env['TERM'] !== 'dumb';
  const out = printer(process.stdout);
  const err = printer(process.stderr);
  const isTerminal = process.stderr.isTTY === true && env['CI'] === undefined;
  const line = createStatusLine(err.print, () => process.stderr.columns || COLUMNS);
  return {
    out: (text) => line.above(() => out.print(text)),
    err: (text) => line.above(() => err.print(text)),
    ...(isTerminal && { stage: line.show }),
    colour: { out: colour(process.stdout), err: colour(process.stderr) },
    ...stopSignals(),
    get failure() {
      return out.failure();
    },
  };
}

/** Writes to a stream until that fails. */
function printer(stream: NodeJS.WriteStream): { print: (text: string) => void; failure: () => string | undefined } {
  let code: string | undefined;
  stream.on('error', (error: NodeJS.ErrnoException) => (code ??= error.code ?? error.message));
  return {
    print: (text) => {
      if (code === undefined) stream.write(text);
    },
    failure: () => (code === 'EPIPE' ? undefined : code),
  };
}

function stopSignals(): { stop: AbortSignal; stopAtOnce: AbortSignal } {
  const stop = new AbortController();
  const stopAtOnce = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    const end = () => process.exit(signal === 'SIGINT' ? 130 : 143);
    if (stopAtOnce.signal.aborted) end();
    else if (!stop.signal.aborted) stop.abort();
    else {
      stopAtOnce.abort();
      setTimeout(end, LAST_WORDS).unref();
    }
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return { stop: stop.signal, stopAtOnce: stopAtOnce.signal };
}

/** An error that a user can correct: what is wrong and where, and how to correct it. */
export function formatUsageError({ message, hint }: UsageError): string {
  return `assay: ${plain(message)}\n${hint ? `  ${plain(hint)}\n` : ''}`;
}
