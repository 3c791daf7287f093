/** Functions of one or two small inputs, tried with every pair of a grid. */
import { expect, test } from '@jest/globals';
import {
  isSecretHeaderName,
  isSecretList,
  isSecretName,
  isSecretObject,
  isSecretParameter,
} from '../../src/contract/secret-names.ts';
import { locateInList, locateInThing } from '../../src/contract/resources/locate.ts';
import {
  isSameName,
  isWholeName,
  normalise,
  reference,
  singular,
  wantedNames,
} from '../../src/contract/resources/names.ts';
import { shapeOfValue } from '../../src/contract/resources/shape.ts';
import { createRouter } from '../../src/contract/router.ts';
import { parseText } from '../../src/document/parse.ts';
import { parseMediaType } from '../../src/http/media-type.ts';
import { decodeRequest } from '../../src/messages/decode-request.ts';
import { FORMATS } from '../../src/schema/formats.ts';
import { createPattern } from '../../src/schema/pattern/pattern.ts';
import type { Json } from '../../src/model/json.ts';
import { createNearest, nearestWord } from '../../src/text/did-you-mean.ts';
import { cut, kindOf, plain, show } from '../../src/text/wording.ts';
import { readTime } from '../../src/text/time.ts';
import { contractOf } from '../support/contracts.ts';
import { expectGolden, lines } from './golden.ts';
import {
  BODIES,
  FORMAT_TEXTS,
  NAMES,
  PAIRS,
  PATHS,
  PATTERNS,
  PATTERN_TEXTS,
  PLACES,
  SHAPES,
  TEXTS,
  THINGS,
  TYPES,
  WORDS,
} from './grids.ts';

const json = (value: unknown) => JSON.stringify(value) ?? 'nothing';
/** What a function gives, or what it throws. */
function given(work: () => unknown): string {
  try {
    return json(work());
  } catch (error) {
    return `throws ${String((error as Error).message)}`;
  }
}
/** The inputs by what becomes of them. */
function grouped<T>(inputs: readonly T[], work: (input: T) => unknown): string[] {
  const groups = new Map<string, string[]>();
  for (const input of inputs) {
    const key = given(() => work(input));
    groups.set(key, [...(groups.get(key) ?? []), json(input)]);
  }
  return [...groups].map(([key, all]) => `  ${key}: ${all.join(' ')}`);
}

test.each(Object.keys(PLACES))('what each style in the %s reads from each text is the same', async (place) => {
  const { styles, texts } = PLACES[place] ?? { styles: [], texts: [] };
  const rows = styles.flatMap((style) =>
    [true, false].flatMap((explode) =>
      Object.entries(TYPES).map(([name, schema]) => ({ style, explode, name, schema })),
    ),
  );
  const contract = await contractOf({
    openapi: '3.2.0',
    paths: Object.fromEntries(
      rows.map(({ style, explode, schema }, nth) => [
        `/n${nth}${place === 'path' ? '/{p}' : ''}`,
        {
          get: {
            parameters: [{ name: 'p', in: place, style, explode, schema, ...(place === 'path' && { required: true }) }],
            responses: { 200: { description: '' } },
          },
        },
      ]),
    ),
  });
  const { match } = createRouter([contract]);
  const read = (nth: number, text: string): string => {
    const path = `/n${nth}${place === 'path' ? `/${text}` : place === 'query' && text !== '' ? `?${text}` : ''}`;
    const headers: [string, string][] =
      place === 'header' ? [['p', text]] : place === 'cookie' && text !== '' ? [['Cookie', text]] : [];
    const found = match('GET', path);
    if (found.kind !== 'operation') return found.kind;
    const { inputs, errors } = decodeRequest(contract, found.operation, found.params, { method: 'GET', path, headers });
    const values = inputs[place as 'query'];
    return errors.length > 0
      ? errors.map(({ at, message }) => `${at} ${message}`).join('; ')
      : `= ${json(values['p'])}${'p' in values ? '' : ` of ${Object.keys(values).join(' ')}`}`;
  };
  expectGolden(
    `grid-${place}.txt`,
    lines(
      rows.flatMap(({ style, explode, name }, nth) => [
        `${style}${explode ? ' exploded' : ''}, ${name}`,
        ...grouped(texts, (text) => read(nth, text)),
      ]),
    ),
  );
});

test('which texts each format allows is the same', () =>
  expectGolden(
    'grid-formats.txt',
    lines(
      Object.entries(FORMATS).flatMap(([name, { test: allows, sample }]) => [
        `${name}, such as ${json(sample)}`,
        ...(allows
          ? [
              `  ${FORMAT_TEXTS.filter((text) => allows(text))
                .map(json)
                .join(' ')}`,
            ]
          : []),
      ]),
    ),
  ));

test('which texts each pattern matches is the same', () =>
  expectGolden(
    'grid-patterns.txt',
    lines(
      PATTERNS.flatMap((source) => [
        json(source),
        `  ${given(() => PATTERN_TEXTS.flatMap((text, nth) => (createPattern(source).test(text) ? [nth] : [])).join(' '))}`,
      ]),
    ),
  ));

test('what each name says is the same', () =>
  expectGolden(
    'grid-names.txt',
    lines(
      NAMES.map((name) =>
        [
          json(name),
          normalise(name),
          singular(name),
          json(reference(name)),
          Object.entries({ isSecretName, isSecretList, isSecretObject, isSecretHeaderName, isSecretParameter })
            .flatMap(([what, is]) => (is(name) ? [what] : []))
            .join(' '),
        ].join(' | '),
      ),
    ),
  ));

test('what a parameter is found as in each answer is the same', () =>
  expectGolden(
    'grid-located.txt',
    lines(
      PAIRS.flatMap(([parameter, resource]) => [
        `${parameter} of ${resource}: ${wantedNames(parameter, resource)
          .map(({ name, by }) => `${name} ${by}`)
          .join(', ')}` +
          `${isWholeName(parameter, resource) ? ', whole' : ''}${isSameName(parameter, `/${resource}`, 'pet') ? ', same' : ''}`,
        ...grouped(THINGS, (thing) => {
          const answer = [{ shape: shapeOfValue(thing), clause: '#' }];
          return [[], ['integer'], ['string']].map((types) => {
            const one = locateInThing(answer, { parameter, resource, types });
            const each = locateInList(answer, { parameter, resource, types });
            return [
              one && `${one.by} ${one.place.pointer}`,
              each && `${each.by} ${each.place.each} ${each.place.pointer}`,
            ]
              .map((found) => found ?? '-')
              .join(' ');
          });
        }),
      ]),
    ),
  ));

test('what each text of a document is read as, or refused for, is the same', () =>
  expectGolden(
    'grid-texts.txt',
    lines(
      TEXTS.map((text) => {
        const file = text.startsWith('{') || text.startsWith('[') ? 'a.json' : 'a.yaml';
        try {
          const { value, locate } = parseText(text, file);
          const places = ['#', '#/a', '#/b', '#/a/0', '#/a/1/b', '#/a/b/c'].map((at) => {
            const { line, column } = locate(at);
            return `${line}:${column}`;
          });
          return `${json(text)} is ${json(value)} at ${places.join(' ')}`;
        } catch (error) {
          const { message, hint, place } = error as {
            message: string;
            hint?: string;
            place?: { line: number; column: number };
          };
          return `${json(text)} ${message} at ${place?.line}:${place?.column} ${hint ?? ''}`;
        }
      }),
    ),
  ));

test('what is meant, said and shown is the same', () =>
  expectGolden(
    'grid-words.txt',
    lines([
      ...WORDS.flatMap((word) =>
        grouped(
          [WORDS.filter((one) => one !== word), WORDS.slice(0, 4), ['zzz']],
          (all) => `${word} → ${nearestWord(word, all)}`,
        ),
      ),
      ...[
        '/pet',
        '/pets/7',
        '/petz/7',
        '/owners/1/pet',
        '/owner',
        '/v2/pets/1/photos',
        '/photos',
        '/PETS',
        '/pets/',
        '',
        '/x/y/z',
      ].map((path) => `${path} → ${json(createNearest(PATHS)(path))}`),
      ...[
        undefined,
        null,
        'a',
        'a\u001bb\n',
        'x'.repeat(200),
        1,
        -0,
        1e300,
        true,
        [],
        [1, 'a'],
        {},
        JSON.parse('{"a":[{"b":1}]}') as Json,
        Array.from({ length: 30 }, (_, nth) => nth),
      ].map((value) => `${show(value)} | ${kindOf(value)}`),
      ...['', 'abc', 'a\nb', 'a\u202eb\u0007', 'x'.repeat(161), '😀'.repeat(81)].map(
        (text) => `${json(cut(text))} | ${json(cut(text, 3))} | ${json(plain(text))} | ${json(plain(text, true))}`,
      ),
      ...[
        '10s',
        '250ms',
        '2m',
        '1h',
        '5',
        '0',
        '1.5s',
        '-1s',
        's',
        '',
        '1d',
        ' 1s',
        '1 s',
        '1S',
        '1e3',
        '99999999h',
        '.5m',
        '1.s',
      ].map((text) => `${text} is ${json(readTime(text))}`),
      ...[
        ...[
          'text/html',
          'TEXT/Html',
          'text/html;charset=utf-8',
          'text/html; charset="utf-8"',
          'text/html; a="b\\"c"; e=f',
          'a/b;;c=d',
          'a/b; c',
          'a/b; =d',
          'a/b;c=d;c=e',
        ],
        ...[
          'a',
          '/',
          'a/',
          '/b',
          '',
          '*/*',
          'a/*',
          'a/b,c/d',
          ' a/b ',
          'a /b',
          'application/problem+json; q=0.5',
          'a/b; c="d',
          'a/b; c=d e',
        ],
      ].map((field) => {
        const label = parseMediaType(field);
        return `${json(field)} is ${label ? `${label.type} ${json([...label.parameters])}` : 'none'}`;
      }),
    ]),
  ));

test('what each body is read as, by its media type and its schema, is the same', async () => {
  const types = [...new Set(Object.keys(BODIES).map((type) => type.split(';')[0] ?? ''))].filter(
    (type) => type !== 'image/png' && type !== 'a b',
  );
  const contract = await contractOf({
    openapi: '3.2.0',
    components: { schemas: SHAPES_BY_LETTER },
    paths: Object.fromEntries(
      Object.keys(SHAPES_BY_LETTER).map((letter) => [
        `/${letter}`,
        {
          post: {
            requestBody: {
              content: Object.fromEntries(
                types.map((type) => [type, { schema: { $ref: `#/components/schemas/${letter}` } }]),
              ),
            },
            responses: { 200: { description: '' } },
          },
        },
      ]),
    ),
  });
  const read = (path: string, type: string, text: string): string => {
    const found = createRouter([contract]).match('POST', path);
    if (found.kind !== 'operation') return found.kind;
    const request = { method: 'POST', path, headers: [['Content-Type', type] as const], body: Buffer.from(text) };
    const { inputs, errors } = decodeRequest(contract, found.operation, found.params, request);
    return errors.length > 0
      ? errors.map(({ at, message }) => `${at} ${message}`).join('; ')
      : `= ${inputs.body instanceof Uint8Array ? 'bytes' : json(inputs.body)}`;
  };
  expectGolden(
    'grid-bodies.txt',
    lines(
      Object.keys(SHAPES).flatMap((name, nth) =>
        Object.entries(BODIES).flatMap(([type, texts]) => [
          `${name} as ${type}`,
          ...grouped(texts, (text) => read(`/${LETTERS[nth]}`, type, text)),
        ]),
      ),
    ),
  );
});

const LETTERS = 'STUVWXYZ';
const SHAPES_BY_LETTER = Object.fromEntries(Object.values(SHAPES).map((schema, nth) => [LETTERS[nth] ?? '', schema]));

test('a grid has inputs that differ', () => {
  for (const inputs of [FORMAT_TEXTS, PATTERNS, PATTERN_TEXTS, NAMES, TEXTS, WORDS, THINGS.map(json)])
    expect(new Set(inputs).size).toBeGreaterThan(inputs.length - 3);
});
