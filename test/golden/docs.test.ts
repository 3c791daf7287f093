import { test } from '@jest/globals';
import { renderIndex } from '../../src/docs/index-page.ts';
import { sanitize } from '../../src/docs/sanitize.ts';
import { generateTypes } from '../../src/docs/typescript-types.ts';
import { expectGolden, loadLibrary, pretty } from './golden.ts';

const library = await loadLibrary();

test('Redoc is given the same document', () => expectGolden('redoc.json', pretty(sanitize(library))));

test('the page of the contracts is the same', () =>
  // Style and script are the same in each page.
  expectGolden(
    'index.html.txt',
    renderIndex([library])
      .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '<$1>…</$1>')
      .replace(/'sha256-[^']+'/g, "'sha256-…'"),
  ));

test('the types are the same', async () => expectGolden('types.ts.txt', await generateTypes(library)));
