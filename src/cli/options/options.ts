import { parseArgs } from 'node:util';
import { UsageError } from '../../errors.ts';
import { nearestWord } from '../../text/did-you-mean.ts';
import { exitHelp, type ExitMeanings } from '../terminal/exit-codes.ts';
import type { Io } from '../terminal/io.ts';

/** A flag of a command. */
export interface Option {
  /** The placeholder of its value in the help, such as `URL`; a switch has none. */
  value?: string;
  about: string;
  /** As the help shows it. */
  default?: string;
  /** May be given more than once. */
  multiple?: boolean;
  short?: string;
  /** Set if what follows the first such sign in its value may be secret: reports leave it out. */
  hiddenAfter?: ':' | '=';
}

/** A command: how it is called, and what it does. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What follows the command's name: `[contract…]`. */
  operands: string;
  /** How many operands it takes at the most. */
  maxOperands: number;
  options: Record<string, Option>;
  examples: string[];
  exits: ExitMeanings;
  /** Whether it ends by itself once `io.stop` is aborted; the process of any other command is ended. */
  stopsItself?: true;
  /** Gives the exit code. */
  run(given: GivenOptions, io: Io): Promise<number>;
}

/** The operands and flags of a parsed command line. */
export class GivenOptions {
  readonly operands: string[];
  readonly #values: Record<string, string | boolean | (string | boolean)[] | undefined>;

  constructor(operands: string[], values: Record<string, string | boolean | (string | boolean)[] | undefined>) {
    this.operands = operands;
    this.#values = values;
  }

  /** Whether a switch was given. */
  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** Every flag with its value, those of one name together; a switch has `true`. */
  all(): [name: string, value: string | boolean][] {
    return Object.entries(this.#values).flatMap(([name, values]) =>
      [values].flat().flatMap((value): [string, string | boolean][] => (value === undefined ? [] : [[name, value]])),
    );
  }

  list(name: string): string[] {
    const value = this.#values[name];
    return Array.isArray(value) ? value.map(String) : typeof value === 'string' ? [value] : [];
  }

  /** A number within bounds. @throws UsageError for anything else */
  number(name: string, { min = 0, max = Number.MAX_SAFE_INTEGER, whole = false } = {}): number | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (
      text.trim() === '' ||
      !Number.isFinite(value) ||
      value < min ||
      value > max ||
      (whole && !Number.isInteger(value))
    )
      throw new UsageError(
        `--${name} ${text} is not ${whole ? 'a whole number' : 'a number'} ${max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`}`,
        `For instance: --${name} ${Math.max(min, 1)}`,
      );
    return value;
  }

  /** One of a few words. @throws UsageError for any other */
  choice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const text = this.text(name);
    if (text === undefined || choices.includes(text as T)) return text as T | undefined;
    throw new UsageError(`--${name} ${text} is not known`, suggest(text, choices));
  }
}

/** @throws UsageError naming the flag that is wrong and what was probably meant */
export function parseOptions(command: Command, args: string[]): GivenOptions {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, help: HELP }).map(([name, { value, multiple, short }]) => [
      name,
      {
        type: value ? ('string' as const) : ('boolean' as const),
        ...(multiple && { multiple }),
        ...(short && { short }),
      },
    ]),
  );
  let parsed;
  try {
    parsed = parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (error) {
    // Node writes `-p, --port <value>` for a flag with a short form; the long one is shown.
    const { message } = error as Error;
    const flag = /--[^' =]+/.exec(message)?.[0] ?? /'(-[^' ,]*)/.exec(message)?.[1] ?? '';
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new UsageError(
        `${command.name} has no flag ${flag}`,
        suggest(flag.replace(/^-+/, ''), Object.keys(options), '--', `See: assay ${command.name} --help`),
      );
    const { value } =
      options[flag.replace(/^-+/, '')]?.type === 'string' ? (command.options[flag.replace(/^-+/, '')] ?? {}) : {};
    throw new UsageError(
      value ? `${flag} needs a value` : message.replace(/\. .*/s, ''),
      value ? `For instance: ${flag}=${value}` : `See: assay ${command.name} --help`,
    );
  }
  if (parsed.positionals.length > command.maxOperands)
    throw new UsageError(
      `${command.name} takes ${command.maxOperands === 0 ? 'no operands' : `at most ${command.maxOperands}`}, but was given ${parsed.positionals.join(' ')}`,
      `See: assay ${command.name} --help`,
    );
  return new GivenOptions(parsed.positionals, parsed.values);
}

export const HELP: Option = { about: 'Shows this help.', short: 'h' };

/** `Did you mean --target?`, or, where no word is near, the words that exist. */
export function suggest(
  word: string,
  words: readonly string[],
  prefix = '',
  otherwise = `There are: ${words.join(', ')}.`,
): string {
  const near = nearestWord(word, words);
  return near ? `Did you mean ${prefix}${near}?` : otherwise;
}

/** The help of a command: every flag, its default and the exit codes, within 80 columns. */
export function help(command: Command): string {
  const rows = Object.entries({ ...command.options, help: HELP }).map(([name, option]): [string, string] => {
    const flag = `${option.short ? `-${option.short}, ` : ''}--${name}${option.value ? ` ${option.value}` : ''}${option.multiple ? ' …' : ''}`;
    return [flag, option.about + (option.default ? ` (default: ${option.default})` : '')];
  });
  return [
    command.summary,
    '',
    `Usage: assay ${[command.name, command.operands, '[flags]'].filter(Boolean).join(' ')}`,
    '',
    table(rows),
    '',
    ...command.examples.map((example) => `  $ ${example}`),
    '',
    ...wrap(exitHelp(command.exits), 80),
    '',
  ].join('\n');
}

/** Two columns, the second one wrapped. */
export function table(rows: [string, string][], width = 80, widest = 30): string {
  const left = Math.min(widest, Math.max(...rows.map(([name]) => name.length))) + 4;
  return rows
    .map(([name, about]) => {
      const lines = wrap(about, width - left);
      const head = `  ${name}`;
      const first = head.length < left ? head.padEnd(left) + (lines.shift() ?? '') : head;
      return [first, ...lines.map((line) => ' '.repeat(left) + line)].join('\n');
    })
    .join('\n');
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
