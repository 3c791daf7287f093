import type { HeaderField } from '../../model/exchange.ts';
import type { Overrides } from '../../messages/overrides.ts';
import { UsageError } from '../../errors.ts';

/** `--header 'Name: value'` and `--set name=value` as what every request carries. */
export function readOverrides(headers: string[], set: string[]): Overrides {
  return { headers: headers.map(readHeader), set: Object.fromEntries(set.map(readSetting)) };
}

function readHeader(text: string): HeaderField {
  const [name = '', value = ''] = (/^([^:]*):(.*)$/s.exec(text) ?? []).slice(1).map((part) => part.trim());
  // RFC 9110 §5.1 and §5.5: a token, and no control characters.
  if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name))
    throw new UsageError(
      `--header ${JSON.stringify(text.slice(0, 40))} is not a header field`,
      "Write it as --header 'Name: value'.",
    );
  // eslint-disable-next-line no-control-regex -- the pattern looks for control characters
  if (/[^\u0000-\u00ff]/.test(value))
    throw new UsageError(
      `the value of --header ${name} holds a character that HTTP cannot carry`,
      'Encode it, for instance with percent-encoding.',
    );
  // eslint-disable-next-line no-control-regex -- as above
  if (/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value))
    throw new UsageError(`the value of --header ${name} holds a control character`, 'Write it on one line.');
  return [name, value];
}

function readSetting(text: string): [string, string] {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name === undefined || value === undefined)
    throw new UsageError(`--set ${text} is not NAME=VALUE`, 'Write it as --set guid=VALUE.');
  return [name, value];
}

/** @param what the flag or key that has this value. @throws UsageError for anything but an http or https URL */
export function readTargetUrl(text: string, what = '--target'): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`${what} ${text} is not an http or https URL`, `For instance: ${what} http://127.0.0.1:4010`);
  // The URL is not repeated in the message: the part before the @ is a secret.
  if (url.username || url.password)
    throw new UsageError(`the URL of ${what} holds credentials`, "Give them as --header 'Authorization: …' instead.");
  return text;
}

/** The base URL of a target. @throws UsageError also for a query or a fragment, after which no path can follow */
export function readBaseUrl(text: string, what = '--target'): string {
  const url = new URL(readTargetUrl(text, what));
  if (url.search || url.hash)
    // What stands behind the question mark may be a key.
    throw new UsageError(
      `${what} ${url.origin}${url.pathname}${url.search && '?…'}${url.hash && '#…'} has a query or a fragment`,
      'Give the origin and base path alone; a key in the query is given by its name: --set NAME=KEY',
    );
  return text;
}
