import { expect, test } from '@jest/globals';
import { check } from '../commands/check.ts';
import { compare } from '../commands/compare.ts';
import { formatCommandLine } from './command-line.ts';
import { parseOptions, type Command } from './options.ts';

const shown = (command: Command, ...args: string[]) => formatCommandLine(command, parseOptions(command, args));

test.each<[command: Command, args: string[], want: string]>([
  [check, [], 'assay check'],
  [check, ['a.yaml', 'b.yaml', '--strict'], 'assay check a.yaml b.yaml --strict'],
  [check, ['--target', 'http://127.0.0.1:8080/v1'], 'assay check --target http://127.0.0.1:8080/v1'],
  [check, ['--max-examples=5', '-H', 'A: b'], "assay check --max-examples 5 --header 'A: …'"],
  [check, ["it's here.yaml"], "assay check 'it'\\''s here.yaml'"],
])('%# a report shows the command line as it was given', (command, args, want) =>
  expect(shown(command, ...args)).toBe(want),
);

test.each<[command: Command, args: string[], want: string]>([
  [check, ['--header', 'X-Auth-Token: s3cr3t: x'], "assay check --header 'X-Auth-Token: …'"],
  [check, ['--header=a:s3cr3t', '--header=b:s3cr3t'], "assay check --header 'a: …' --header 'b: …'"],
  [check, ['--header', 's3cr3t'], 'assay check --header …'],
  [check, ['--set', 'token=s3cr3t=x'], 'assay check --set token=…'],
  [check, ['--target', 'https://me:s3cr3t@a.org/v1'], 'assay check --target https://a.org/v1'],
  [
    check,
    ['https://a.org/openapi.json?key=s3cr3t'],
    'assay check https://a.org/openapi.json?…'.replace('https', "'https").concat("'"),
  ],
  [check, ['--queue', 'redis://me:s3cr3t@queue/1'], 'assay check --queue redis://queue/1'],
  [check, ['--queue', 'rediss://:s3cr3t@queue'], 'assay check --queue rediss://queue'],
  [check, ['https://a.org#s3cr3t'], "assay check 'https://a.org?…'"],
  [
    check,
    ['--callbacks', '0.0.0.0:1=HTTP://s3cr3t@a.org/x?s3cr3t'],
    "assay check --callbacks '0.0.0.0:1=HTTP://a.org/x?…'",
  ],
  [
    compare,
    ['--header', 'Authorization: bearer s3cr3t', 'a=https://b/?s3cr3t'],
    "assay compare 'a=https://b/?…' --header 'Authorization: …'",
  ],
])('%# a report shows no secret of the command line', (command, args, want) =>
  expect(shown(command, ...args)).toBe(want),
);
