import type { Command, GivenOptions } from './options.ts';

/**
 * A command line as a report may show it: what may be secret in its values is left out, `--header 'X-Auth-Token: …'`. Where it
 * was read from a file, it is not there.
 */
export function formatCommandLine(command: Pick<Command, 'name' | 'options'>, given: GivenOptions): string {
  const flags = given.all().flatMap(([name, value]) => {
    const sign = command.options[name]?.hiddenAfter;
    return [`--${name}`, ...(typeof value === 'string' ? [quote(withoutSecrets(hideAfter(sign, value)))] : [])];
  });
  return ['assay', command.name, ...given.operands.map((operand) => quote(withoutSecrets(operand))), ...flags].join(
    ' ',
  );
}

/** `X-Auth-Token: s3cr3t` with the sign `:` is `X-Auth-Token: …`. */
function hideAfter(sign: ':' | '=' | undefined, value: string): string {
  if (sign === undefined) return value;
  const at = value.indexOf(sign);
  // What is not written as it should be is refused, with its value, before it is shown anywhere.
  return at < 0 ? '…' : `${value.slice(0, at)}${sign === ':' ? ': …' : '=…'}`;
}

/** A value without the user and the query of the URL in it. */
function withoutSecrets(value: string): string {
  return value.replace(
    /((?:https?|rediss?):\/\/)([^/?#]*@)?([^?#]*)([?#].*)?/i,
    (_, scheme: string, __, rest: string, query?: string) => `${scheme}${rest}${query === undefined ? '' : '?…'}`,
  );
}

function quote(text: string): string {
  return /^[\w@%+=:,./…-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
