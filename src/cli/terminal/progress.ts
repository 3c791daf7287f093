import { plain, plural } from '../../text/wording.ts';

/** What a command is busy with. */
export interface Stage {
  /** `reading openapi.yaml`. */
  what: string;
  /** How far that is, and of how many where that is known. */
  done?: { count: number; noun: string; of?: number; isLimit?: boolean };
  /** The part of the whole that is done, 0 to 1, where `of` does not tell. */
  share?: number;
  /** Violations so far. */
  violations?: number;
}

/** Shows what a command is busy with, and nothing once it is over. */
export type ShowStage = (stage?: Stage) => void;

/** A stage is shown again at most once in so many milliseconds. */
const BETWEEN_STAGES = 100;
/** The time of a stage is shown from so many milliseconds on, and drawn again as often as that. */
const A_SECOND = 1_000;
/** The time left is a guess that nothing supports while less than this has been done. */
const TELLING_SHARE = 0.02;
const TELLING_TIME = 2_000;
/** Clears what stands on the line behind the cursor. */
const CLEAR = '\u001b[K';

/** Passes on at most ten stages a second, and each that is about something else. */
export function limitStages(show: ShowStage, now = (): number => performance.now()): ShowStage {
  let [what, shown] = ['', -Infinity];
  return (stage) => {
    const time = now();
    if (stage && stage.what === what && time - shown < BETWEEN_STAGES) return;
    [what, shown] = [stage?.what ?? '', time];
    show(stage);
  };
}

/** The last line of a terminal. */
export interface StatusLine {
  show: ShowStage;
  /** Writes a text where the line stands, which is drawn again below it when the stage goes on. */
  above(write: () => void): void;
}

/**
 * Draws stages on one line of a terminal, each in place of the one before. The seconds go on while a command is too busy to
 * tell more.
 * @param columns how many characters the line has
 */
export function createStatusLine(
  write: (text: string) => void,
  columns: () => number,
  now = (): number => performance.now(),
): StatusLine {
  let stage: Stage | undefined;
  let since = now();
  let isDrawn = false;
  let timer: NodeJS.Timeout | undefined;
  const erase = (): void => {
    if (isDrawn) write(`\r${CLEAR}`);
    isDrawn = false;
  };
  const draw = (): void => {
    if (!stage) return;
    // A line that fills the terminal would go on in the next one, which a carriage return does not reach.
    write(`\r${formatStage(stage, now() - since).slice(0, Math.max(1, columns() - 1))}${CLEAR}`);
    isDrawn = true;
  };
  return {
    show: (next) => {
      if (next?.what !== stage?.what) since = now();
      stage = next;
      if (stage) {
        timer ??= setInterval(draw, A_SECOND).unref();
        return draw();
      }
      clearInterval(timer);
      timer = undefined;
      erase();
    },
    above: (writeText) => {
      erase();
      writeText();
    },
  };
}

/** @param elapsed milliseconds since the stage began */
export function formatStage({ what, done, share, violations }: Stage, elapsed: number): string {
  const part = share ?? (done?.of === undefined ? undefined : done.of === 0 ? 1 : done.count / done.of);
  const left =
    part === undefined || elapsed < TELLING_TIME || part < TELLING_SHARE ? undefined : elapsed / part - elapsed;
  const parts = [
    done &&
      (done.of === undefined
        ? plural(done.count, done.noun)
        : `${done.count} of ${done.isLimit ? 'at most ' : ''}${plural(done.of, done.noun)}`),
    part === undefined ? undefined : `${Math.floor(part * 100)} %`,
    violations === undefined || violations === 0 ? undefined : plural(violations, 'violation'),
    left === undefined ? (elapsed < A_SECOND ? undefined : formatSeconds(elapsed)) : `${formatSeconds(left)} left`,
  ].filter((one) => one !== undefined);
  return plain(parts.length > 0 ? `${what}: ${parts.join(', ')}` : `${what}…`);
}

/** `40 s`, `3 min 20 s`. */
function formatSeconds(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
