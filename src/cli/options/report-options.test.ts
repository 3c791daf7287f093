import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../../test/support/temporary-folder.ts';
import type { Io } from '../terminal/io.ts';
import { readReports, writeReports, type ReportRequest } from './report-options.ts';

const folder = temporaryFolder('reports');

const FORMATS = {
  pretty: (runs: string[], { colour }: { colour?: boolean }) => `pretty ${runs.join()} ${colour}\n`,
  json: (runs: string[], { colour }: { colour?: boolean }) => `json ${runs.join()} ${colour}\n`,
  html: () => 'html\n',
};

describe('readReports', () => {
  test.each<[texts: string[], want: ReportRequest[]]>([
    [[], [{ format: 'pretty' }]],
    [['json'], [{ format: 'json' }]],
    [['json=a.json'], [{ format: 'pretty' }, { format: 'json', file: 'a.json' }]],
    [['json=a=b.json'], [{ format: 'pretty' }, { format: 'json', file: 'a=b.json' }]],
    [
      ['json', 'html=a.html'],
      [{ format: 'json' }, { format: 'html', file: 'a.html' }],
    ],
    [['pretty=a.txt'], [{ format: 'pretty' }, { format: 'pretty', file: 'a.txt' }]],
  ])('reads %j', (texts, want) => expect(readReports(texts, FORMATS)).toEqual(want));

  test.each<[texts: string[], message: string, hint: string]>([
    [['jsn'], 'there is no report format jsn', 'Did you mean json?'],
    [['=a.json'], 'there is no report format ', 'There are: pretty, json, html.'],
    [['constructor'], 'there is no report format constructor', 'There are: pretty, json, html.'],
    [['json='], '--report json= names no file', 'For instance: --report json=report.txt'],
    [['json=none/a.json'], 'there is no folder none for the report', 'Make the folder first.'],
    [['json', 'html'], 'json and html cannot both go to stdout', 'Send all but one to a file: --report html=FILE'],
  ])('refuses %j', (texts, message, hint) =>
    expect(() => readReports(texts, FORMATS)).toThrow(expect.objectContaining({ name: 'UsageError', message, hint })),
  );
});

describe('writeReports', () => {
  const ioOf = (said: string[], colour: boolean) =>
    ({ out: (text: string) => said.push(text), colour: { out: colour, err: false } }) as unknown as Io;

  test.each([true, false])('colours stdout (%s), and never a file', async (colour) => {
    const said: string[] = [];
    const file = join(folder, `colour-${colour}.json`);
    await writeReports([{ format: 'pretty' }, { format: 'json', file }], FORMATS, ['a', 'b'], ioOf(said, colour));
    expect(said).toEqual([`pretty a,b ${colour}\n`]);
    expect(readFileSync(file, 'utf8')).toBe('json a,b false\n');
  });

  test('leaves nothing behind where a file cannot be written', async () => {
    const before = readdirSync(folder);
    await expect(writeReports([{ format: 'html', file: folder }], FORMATS, [], ioOf([], false))).rejects.toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(/cannot be written \(E\w+\)$/) }),
    );
    expect(readdirSync(folder)).toEqual(before);
    const beside = readdirSync(dirname(folder)).filter((name) => name.includes(basename(folder)));
    expect(beside).toEqual([basename(folder)]);
  });
});
