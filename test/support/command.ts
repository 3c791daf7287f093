/** A command of assay inside this process, by way of `main`. */
import type { Io } from '../../src/cli/terminal/io.ts';
import { main } from '../../src/cli/main.ts';
import { createStatusLine, limitStages } from '../../src/cli/terminal/progress.ts';

export interface Said {
  code: number;
  out: string;
  err: string;
}

export interface CommandUnderWay {
  ended: Promise<Said>;
  said: { out: string; err: string };
  /** Stops it as Ctrl-C does. */
  stop(): void;
  /** Waits for a text on stdout. */
  until(text: string): Promise<void>;
}

/** Starts a command; by default its streams are no terminals. */
export function beginCommand(
  args: string[],
  { isTerminal = false, ...io }: Partial<Pick<Io, 'colour'>> & { isTerminal?: boolean } = {},
): CommandUnderWay {
  const said = { out: '', err: '' };
  const stop = new AbortController();
  let heard = (): void => {};
  const say = (where: 'out' | 'err') => (text: string) => {
    said[where] += text;
    heard();
  };
  const line = createStatusLine(say('err'), () => 80);
  const ended = main(args, {
    out: say('out'),
    err: say('err'),
    colour: { out: false, err: false },
    ...(isTerminal && { stage: limitStages(line.show) }),
    stop: stop.signal,
    ...io,
  }).then((code) => ({ code, ...said }));
  const until = (text: string) =>
    Promise.race([
      new Promise<void>((resolve) => {
        heard = () => {
          if (said.out.includes(text)) resolve();
        };
        heard();
      }),
      ended.then(({ err }) => Promise.reject(new Error(`ended before it said ${text}: ${err}`))),
    ]);
  return { ended, said, stop: () => stop.abort(), until };
}

/** Runs a command to its end. */
export function runCommand(args: string[], io?: Parameters<typeof beginCommand>[1]): Promise<Said> {
  return beginCommand(args, io).ended;
}

/** Runs a command that serves until it says a text, stops it, and gives what it said with a fixed port. */
export async function serveUntil(
  text: string,
  args: string[],
  io?: Parameters<typeof beginCommand>[1],
  meanwhile: (url: string) => Promise<void> = async () => {},
): Promise<Said> {
  const command = beginCommand([...args, '--port', '0'], io);
  await command.until(text);
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(command.said.out)?.[0] ?? '';
  await meanwhile(url);
  command.stop();
  const { code, out, err } = await command.ended;
  return { code, out: out.replaceAll(url, 'http://127.0.0.1:4010'), err };
}
