import { UsageError } from '../errors.ts';
import { ownVersion } from '../version.ts';
import { COMMANDS } from './command-list.ts';
import { CHECK_EXITS, EXIT, exitHelp } from './terminal/exit-codes.ts';
import { formatUsageError, type Io } from './terminal/io.ts';
import { help, parseOptions, suggest, table } from './options/options.ts';

/** The exit code that a shell expects of a process ended by Ctrl-C: 128 + SIGINT. */
const INTERRUPTED = 130;

/**
 * Runs a command line.
 * @returns the exit code; never throws for what a user can cause
 */
export async function main(args: string[], io: Io): Promise<number> {
  try {
    const [name, ...rest] = askedForHelp(args);
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      io.out(overview());
      return name === undefined ? EXIT.usage : EXIT.conforms;
    }
    if (name === '--version' || name === '-V' || name === '-v') {
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
    const code = await command.run(given, io);
    io.stage?.();
    return code;
  } catch (error) {
    io.stage?.();
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

/** `assay help check` is `assay check --help`. */
function askedForHelp(args: string[]): string[] {
  const [name, command] = args;
  return name === 'help' && command !== undefined && !command.startsWith('-') ? [command, '--help'] : args;
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
    'assay help <command> lists its flags, assay --version prints the version. A',
    'contract is named by its folder in openapi/ of the working folder, else by that',
    'in assay; a path or URL works too.',
    '',
    exitHelp(CHECK_EXITS),
    '',
  ].join('\n');
}
