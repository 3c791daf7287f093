import { UsageError } from '../../errors.ts';
import { DONE_EXITS, EXIT } from './exit-codes.ts';
import { HELP, suggest, type Command, type Option } from '../options/options.ts';

/** A script by which a shell completes commands and flags; after them it completes names of files. */
type Shell = (commands: readonly Command[]) => string;

const flagsOf = ({ options }: Command): [name: string, option: Option][] => Object.entries({ ...options, help: HELP });

const bash: Shell = (commands) => `# assay completion for bash: eval "$(assay completion bash)"
_assay() {
  local current="\${COMP_WORDS[COMP_CWORD]}" words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words="${commands.map(({ name }) => name).join(' ')} help --help --version"
  else
    case "\${COMP_WORDS[1]}" in
${commands
  .map(
    (command) =>
      `      ${command.name}) words="${flagsOf(command)
        .map(([name]) => `--${name}`)
        .join(' ')}" ;;`,
  )
  .join('\n')}
      help) words="${commands.map(({ name }) => name).join(' ')}" ;;
    esac
  fi
  if [[ $COMP_CWORD -eq 1 || $current == -* || \${COMP_WORDS[1]} == help ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -W "$(ls openapi 2>/dev/null)" -- "$current"))
  fi
}
complete -o default -F _assay assay
`;

const zsh: Shell = (commands) => `#compdef assay
# assay completion for zsh: assay completion zsh > ~/.zfunc/_assay
_assay() {
  local -a commands flags
  commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary.replaceAll(':', '\\:')}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe command commands
    return
  fi
  case $words[2] in
${commands.map((command) => `    ${command.name}) flags=(${flagsOf(command).map(zshFlag).join(' ')}) ;;`).join('\n')}
    help) _describe command commands; return ;;
  esac
  _arguments $flags '*:file:_files'
}
compdef _assay assay
`;

function zshFlag([name, { about, value, multiple }]: [string, Option]): string {
  const text = about.replace(/[[\]\\:]/g, (character) => `\\${character}`);
  return quoted(
    `${multiple ? '*' : ''}--${name}${value ? '=' : ''}[${text}]${value ? `:${value.replaceAll(':', ' ')}:_files` : ''}`,
  );
}

const fish: Shell = (commands) =>
  [
    '# assay completion for fish: assay completion fish > ~/.config/fish/completions/assay.fish',
    ...commands.map(
      ({ name, summary }) => `complete -c assay -n __fish_use_subcommand -f -a ${name} -d ${quoted(summary)}`,
    ),
    ...commands.flatMap((command) =>
      flagsOf(command).map(
        ([name, { about, value, short }]) =>
          `complete -c assay -n '__fish_seen_subcommand_from ${command.name}' -l ${name}${short ? ` -s ${short}` : ''}${value ? ' -r' : ''} -d ${quoted(about)}`,
      ),
    ),
    '',
  ].join('\n');

/** In single quotes, for any of the shells. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

export const SHELLS: Record<string, Shell> = { bash, zsh, fish };

/** @param loadAll every command, this one too */
export function completionOf(loadAll: () => Promise<Command[]>): Command {
  return {
    name: 'completion',
    summary: 'Prints what a shell completes assay by.',
    operands: '<bash|zsh|fish>',
    maxOperands: 1,
    exits: DONE_EXITS,
    options: {},
    examples: [
      'eval "$(assay completion bash)"',
      'assay completion zsh > ~/.zfunc/_assay',
      'assay completion fish > ~/.config/fish/completions/assay.fish',
    ],
    async run(given, io) {
      const [name] = given.operands;
      const names = Object.keys(SHELLS);
      if (name === undefined)
        throw new UsageError('completion needs the name of a shell', `There are: ${names.join(', ')}.`);
      const write = Object.hasOwn(SHELLS, name) ? SHELLS[name] : undefined;
      if (!write) throw new UsageError(`there is no completion for ${name}`, suggest(name, names));
      io.out(write(await loadAll()));
      return EXIT.conforms;
    },
  };
}
