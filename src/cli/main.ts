import { UsageError } from '../errors.ts';
import { ownVersion } from '../version.ts';
import { EXIT, EXIT_HELP } from './exit-codes.ts';
import { formatUsageError, type Io } from './io.ts';
import { help, parseOptions, suggest, table, type Command } from './options.ts';

/** The exit code that a shell expects of a process ended by Ctrl-C: 128 + SIGINT. */
const INTERRUPTED = 130;

/** Each command with its summary. A command is loaded when it is called, so that none waits for the packages of another. */
const COMMANDS: Record<string, { summary: string; load: () => Promise<Command> }> = {
  check: {
    summary: 'Checks a server against its contract.',
    load: async () => (await import('./commands/check.ts')).check,
  },
  merge: {
    summary: 'Puts the reports of shards together to those of the whole run.',
    load: async () => (await import('./commands/merge.ts')).merge,
  },
  init: {
    summary: 'Sets up a contract from any OpenAPI document.',
    load: async () => (await import('./commands/init.ts')).init,
  },
  mock: {
    summary: 'Serves a mock that answers as the documents say.',
    load: async () => (await import('./commands/mock.ts')).mock,
  },
  docs: {
    summary: 'Writes the documentation as pages that need no network.',
    load: async () => (await import('./commands/docs.ts')).docs,
  },
  types: {
    summary: 'Writes the TypeScript types of the contracts.',
    load: async () => (await import('./commands/types.ts')).types,
  },
  list: {
    summary: 'Lists the contracts and their operations.',
    load: async () => (await import('./commands/list.ts')).list,
  },
  explain: {
    summary: 'Shows what is sent, where values come from, and how answers are compared.',
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  mutate: {
    summary: 'Puts faults into the mock, and lists those that no check notices.',
    load: async () => (await import('./commands/mutate.ts')).mutate,
  },
  start: {
    summary: 'Serves mock and docs, and checks every contract.',
    load: async () => (await import('./commands/start.ts')).start,
  },
};

/**
 * Runs a command line.
 * @returns the exit code; never throws for what a user can cause
 */
export async function main(args: string[], io: Io): Promise<number> {
  try {
    const [name, ...rest] = args;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      io.out(overview());
      return name === undefined ? EXIT.usage : EXIT.conforms;
    }
    if (name === '--version' || name === '-v') {
      io.out(`${ownVersion()}\n`);
      return EXIT.conforms;
    }
    const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
    if (!entry) throw new UsageError(`there is no command ${name}`, suggest(name, Object.keys(COMMANDS)));
    const command = await entry.load();
    const given = parseOptions(command, rest);
    if (given.has('help')) {
      io.out(help(command));
      return EXIT.conforms;
    }
    if (!command.stopsItself) io.stop.addEventListener('abort', () => process.exit(INTERRUPTED), { once: true });
    return await command.run(given, io);
  } catch (error) {
    if (!(error instanceof UsageError)) {
      // A bug in assay says nothing about the target. Whoever corrects it needs the stack.
      io.err(
        `assay: this is a bug in assay, please report it\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
      );
      return EXIT.undecided;
    }
    io.err(formatUsageError(error));
    return EXIT.usage;
  }
}

function overview(): string {
  return [
    'assay checks an API against its own documentation: a mock, docs, types and a',
    'conformance run, all from one OpenAPI contract.',
    '',
    'Usage: assay <command> [flags]',
    '',
    table(Object.entries(COMMANDS).map(([name, { summary }]) => [name, summary])),
    '',
    'assay <command> --help lists its flags. A contract is named by its folder in',
    'openapi/ of the working folder, else by that in assay; a path or URL works too.',
    '',
    EXIT_HELP,
    '',
  ].join('\n');
}
