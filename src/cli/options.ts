import { parseArgs } from 'node:util';
import { UsageError } from '../errors.ts';
import { nearestWord } from '../text/did-you-mean.ts';
import { EXIT_HELP } from './exit-codes.ts';
import type { Io } from './io.ts';

/** A flag of a command. */
export interface Option {
  /** What stands for its value in the help: `URL`; none for a switch. */
  value?: string;
  about: string;
  /** As the help shows it. */
  default?: string;
  /** May be given more than once. */
  multiple?: boolean;
  short?: string;
}

/** A command: how it is called, and what it does. */
export interface Command {
  name: string;
  /** One line for the list of commands. */
  summary: string;
  /** What stands behind the name: `[contract…]`. */
  operands: string;
  /** How many operands it takes at the most. */
  maxOperands: number;
  options: Record<string, Option>;
  examples: string[];
  /** Whether it heeds `io.stop` itself; any other command is ended where it is. */
  stopsItself?: true;
  /** Gives the exit code. */
  run(given: GivenOptions, io: Io): Promise<number>;
}

/** A command line taken apart. */
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
    const flag = /'(-[^' ]*)/.exec((error as Error).message)?.[1] ?? '';
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION')
      throw new UsageError(
        `${command.name} has no flag ${flag}`,
        suggest(flag.replace(/^-+/, ''), Object.keys(options), '--', `assay ${command.name} --help lists them.`),
      );
    const { value } =
      options[flag.replace(/^-+/, '')]?.type === 'string' ? (command.options[flag.replace(/^-+/, '')] ?? {}) : {};
    throw new UsageError(
      value ? `${flag} needs a value` : ((error as Error).message.split('. ', 1)[0] ?? ''),
      value ? `For instance: ${flag}=${value}` : `assay ${command.name} --help tells how.`,
    );
  }
  if (parsed.positionals.length > command.maxOperands)
    throw new UsageError(
      `${command.name} takes ${command.maxOperands === 0 ? 'no operands' : `at most ${command.maxOperands}`}, and was given ${parsed.positionals.join(' ')}`,
      `assay ${command.name} --help tells how.`,
    );
  return new GivenOptions(parsed.positionals, parsed.values);
}

const HELP: Option = { about: 'Shows this.', short: 'h' };

/** `Did you mean --target?`, or else what there is. */
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
    EXIT_HELP,
    '',
  ].join('\n');
}

/** Two columns, the second one wrapped. */
export function table(rows: [string, string][], width = 80, widest = 30): string {
  const left = Math.min(widest, Math.max(0, ...rows.map(([name]) => name.length))) + 4;
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
