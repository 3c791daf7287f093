import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { JsonObject } from '../../src/model/json.ts';
import { loadContract } from '../../src/contract/load.ts';
import { convertSwagger, swagger2 } from '../../src/document/convert/swagger-2.ts';
import { parseText } from '../../src/document/parse.ts';
import { repairDocument } from '../../src/document/repair/repair-document.ts';
import { valueAt } from '../../src/json/pointer.ts';
import { expectGolden, here, lines, pretty } from './golden.ts';
import { places } from './grids.ts';

const read = (name: string) => parseText(readFileSync(here(name), 'utf8'), name).value as JsonObject;

test('Swagger 2.0 is converted to the same document, and each part is known by its place', () => {
  const written = read('swagger.yaml');
  const { document, moves } = convertSwagger(structuredClone(written));
  expectGolden('swagger.json', pretty(document));
  expectGolden('swagger-places.txt', lines([...moves].map(([to, from]) => `${to} ← ${from}`)));
});

test('a description of Swagger 2.0 leads back to where it was written', async () => {
  const written = read('swagger.yaml');
  const { document, before } = await swagger2.convert(structuredClone(written));
  const astray = places(document).filter((at) => {
    const value = valueAt(document, at);
    return typeof value === 'string' && /^d-/.test(value) && valueAt(written, before(at)) !== value;
  });
  expect(astray).toEqual([]);
});

test.each(['swagger.yaml', 'sloppy.yaml', 'library.yaml'])(
  'a text of %s is known by the line that it stands in',
  async (name) => {
    const { document, locate } = await loadContract(here(name));
    const written = readFileSync(here(name), 'utf8').split('\n');
    const astray = places(document).filter((at) => {
      const value = valueAt(document, at);
      // What conversions and repairs add stands nowhere.
      if (typeof value !== 'string' || !/^(d-|[A-Z][a-z]+ )/.test(value)) return false;
      const { file, line } = locate(at);
      return file !== here(name) || !written[line - 1]?.includes(value);
    });
    expect(astray).toEqual([]);
  },
);

test('a sloppy document is repaired in the same way, each note with its place', () => {
  const document = read('sloppy.yaml');
  const { warnings, moves } = repairDocument(document, '3.1.0');
  expectGolden('repaired.json', pretty(document));
  expectGolden(
    'repairs.txt',
    lines([
      ...warnings.map(
        ({ pointer, message, from }) =>
          `${pointer} ${message}${from === undefined || from === pointer ? '' : ` (${from})`}`,
      ),
      ...[...moves].map(([to, from]) => `${to} ← ${from}`),
    ]),
  );
});
