import { createHash } from 'node:crypto';
import { test } from '@jest/globals';
import { Random, type Arbitrary } from 'fast-check';
import type { Json } from '../../src/model/json.ts';
import { invalidVariations } from '../../src/cases/coverage/invalid-variations.ts';
import { validVariations } from '../../src/cases/coverage/valid-variations.ts';
import { randomOf } from '../../src/cases/fuzzing/arbitraries/base.ts';
import { createGenerationContext, valueArbitrary } from '../../src/cases/fuzzing/arbitraries/values.ts';
import { invalidValues, JUNK } from '../../src/cases/fuzzing/invalid-values.ts';
import { malformedBodies } from '../../src/cases/fuzzing/malformed-bodies.ts';
import { generateTypes } from '../../src/docs/typescript-types.ts';
import { joinPointer } from '../../src/json/pointer.ts';
import { concreteSchema } from '../../src/mock/dynamic/concrete-schema.ts';
import { createRandom } from '../../src/mock/random.ts';
import { listConstraints } from '../../src/schema/constraints.ts';
import { findContradiction } from '../../src/schema/contradiction.ts';
import { samplePattern } from '../../src/schema/pattern/sample-pattern.ts';
import { responseErrors, requestErrors } from '../../src/schema/read-write-only.ts';
import { sample } from '../../src/schema/sample.ts';
import { contractOf } from '../support/contracts.ts';
import { expectGolden, lines, shown } from './golden.ts';
import { SCHEMAS, SHARED } from './schemas.ts';

const NAMES = Object.keys(SCHEMAS);
const schemas = { ...SHARED, ...Object.fromEntries(NAMES.map((name, nth) => [`S${nth}`, SCHEMAS[name] ?? {}])) };
const contract = await contractOf({
  paths: {
    '/x': {
      post: {
        operationId: 'post',
        requestBody: {
          content: {
            'application/json': {
              schema: { anyOf: NAMES.map((_, nth) => ({ $ref: `#/components/schemas/S${nth}` })) },
            },
          },
        },
        responses: { 200: { description: '' } },
      },
    },
  },
  components: { schemas },
});

const at = (nth: number) => joinPointer('#', 'components', 'schemas', `S${nth}`);
const written = (value: Json | undefined) =>
  value === undefined ? 'nothing' : shown(JSON.stringify(value)).slice(1, -1).replaceAll('\\"', '"');
/** What becomes of each schema, under its name; an error in its own words. */
function each(work: (pointer: string, nth: number) => string[]): string {
  return lines(
    NAMES.flatMap((name, nth) => {
      try {
        return [name, ...work(at(nth), nth).map((line) => `  ${line}`)];
      } catch (error) {
        return [name, `  ${error instanceof Error ? error.message : String(error)}`];
      }
    }),
  );
}
const drawn = <T>(arbitrary: Arbitrary<T>, nth: number) => arbitrary.generate(new Random(randomOf(1, nth)), 3);
/** Many texts in one line: a rare one may be another while the few that are shown stay the same. */
function summary(texts: string[]): string {
  const longest = texts.reduce((most, { length }) => Math.max(most, length), 0);
  const digest = createHash('sha256').update(texts.join('\n')).digest('hex').slice(0, 12);
  return `${texts.length} values, ${new Set(texts).size} of them different, the longest with ${longest} characters: ${digest}`;
}

test('plain values of each schema, its constraints and its contradictions are the same', () =>
  expectGolden(
    'schema-samples.txt',
    each((pointer) => [
      `minimal ${written(sample(contract, pointer, 'minimal'))}`,
      `full ${written(sample(contract, pointer, 'full'))}`,
      `contradiction ${JSON.stringify(findContradiction(contract, pointer)) ?? 'none'}`,
      ...listConstraints(contract, pointer).map((one) =>
        [one.pointer.replace(pointer, '#'), one.keyword, one.member ?? ''].join(' ').trim(),
      ),
    ]),
  ));

test.each(['typical', 'edge'] as const)(
  'the same %s values of each schema are generated, and shrunk in the same way',
  (range) =>
    expectGolden(
      `schema-values-${range}.txt`,
      each((pointer) => {
        const arbitrary = valueArbitrary(createGenerationContext(contract, []), [pointer], range);
        return Array.from({ length: 6 }, (_, nth) => {
          const made = drawn(arbitrary, nth);
          const smaller = [...arbitrary.shrink(made.value, made.context).take(3)].map(({ value }) =>
            written(value).slice(0, 60),
          );
          return [
            written(made.value).slice(0, 200),
            contract.accepts(pointer, made.value) ? '' : '(invalid)',
            ...smaller.map((one) => `→ ${one}`),
          ]
            .filter(Boolean)
            .join(' ');
        });
      }),
    ),
);

test.each(['typical', 'edge'] as const)('the same %s values of each schema are generated early and late', (range) =>
  expectGolden(
    `schema-many-values-${range}.txt`,
    each((pointer) =>
      (['early', 'late'] as const).flatMap((stage) => {
        const arbitrary = valueArbitrary(createGenerationContext(contract, [], stage), [pointer], range);
        const made = Array.from({ length: MANY }, (_, nth) =>
          arbitrary.generate(new Random(randomOf(2, nth)), nth % 2 === 0 ? undefined : 2 + (nth % 3)),
        );
        const smaller = made
          .slice(0, 5)
          .flatMap((one) => [...arbitrary.shrink(one.value_, one.context).take(20)].map(({ value }) => json(value)));
        return [
          `${stage}: ${summary(made.map(({ value }) => json(value)))}`,
          ...(smaller.length > 0 ? [`${stage}, smaller: ${summary(smaller)}`] : []),
        ];
      }),
    ),
  ),
);

const MANY = 60;
const json = (value: Json): string => JSON.stringify(value);

test('the same values are drawn to break a schema, and the same bodies that nobody can read', () => {
  const few = <T>(arbitrary: Arbitrary<T>, write: (value: T) => string) =>
    Array.from({ length: 300 }, (_, nth) => write(drawn(arbitrary, nth).value));
  const bodies = BASES.flatMap((body) =>
    Array.from({ length: 13 }, (_, nth) => {
      const made = few(malformedBodies(body, nth), ({ bytes }) => Buffer.from(bytes).toString('latin1'));
      const [{ title }] = [drawn(malformedBodies(body, nth), 0).value];
      return `${json(body).slice(0, 12)} ${title}: ${summary(made)}`;
    }),
  );
  const junk = (['text', 'size', 'value'] as const).map(
    (part) => `${part}: ${summary(few(JUNK, (one) => json(one[part])))}`,
  );
  expectGolden('drawn-values.txt', lines([...junk, ...bodies]));
});

const BASES: Json[] = [{ a: 'x', b: 1, c: true, kind: 'a', x: 1, id: 3, 'x-1': 2 }, [1, 2, 'three'], 'text', 42, null];

test('each schema is varied in the same way, validly and invalidly', () =>
  expectGolden(
    'schema-variations.txt',
    each((pointer) => {
      const own = sample(contract, pointer, 'full');
      const roots = own === undefined ? BASES.slice(0, 1) : [own];
      return roots.flatMap((root) => [
        ...validVariations(contract, pointer, root).map(({ title, value }) => `valid: ${title}: ${written(value)}`),
        ...invalidVariations(contract, pointer, root).map(({ title, value }) => `invalid: ${title}: ${written(value)}`),
        ...invalidValues(contract, pointer, root).flatMap(({ at: place, kind, make }, nth) => {
          const made = make(drawn(JUNK, nth).value);
          return made ? [`drawn: ${place} ${kind}: ${made.title}: ${written(made.value)}`] : [];
        }),
      ]);
    }),
  ));

test('what each schema says of values is the same', () =>
  expectGolden(
    'schema-errors.txt',
    each((pointer) =>
      BASES.flatMap((value) => {
        const [answered, sent] = [responseErrors(contract, pointer, value), requestErrors(contract, pointer, value)];
        const line = (errors: typeof sent) =>
          errors.map((error) => `${error.at} ${error.message}`).join('; ') || 'valid';
        return [
          `${written(value).slice(0, 12)}: ${line(answered)}`,
          ...(line(answered) === line(sent) ? [] : [`  sent: ${line(sent)}`]),
        ];
      }),
    ),
  ));

test('each schema is made concrete for random values in the same way', () =>
  expectGolden(
    'schema-concrete.txt',
    each((pointer, nth) => [
      ...[1, 2].map((seed) => written(concreteSchema(contract, pointer, createRandom(seed, nth)) as Json)),
      summary(
        Array.from({ length: MANY }, (_, seed) =>
          json(concreteSchema(contract, pointer, createRandom(seed + 3, nth)) as Json),
        ),
      ),
    ]),
  ));

test('the types of each schema are the same', async () =>
  expectGolden('schema-types.ts.txt', await generateTypes(contract)));

test('the same texts are made for patterns', () => {
  const patterns = [
    ...[
      '',
      '^$',
      'a',
      '^a*$',
      '^a+b?$',
      '^a{3}$',
      '^a{2,4}$',
      '^a{2,}$',
      '^(ab|c)+$',
      '^[a-f0-9]{8}$',
      '^[^abc]$',
      '^\\d+\\.\\d{2}$',
    ],
    ...[
      '^\\S+\\s\\S+$',
      '\\bword\\b',
      '^(?=a)a.$',
      '^(?!a).$',
      '^(?<n>a)\\k<n>$',
      '^(a)(b)?\\1$',
      '^.{5}$',
      '^\\w{3}-\\W$',
      '^[\\d-]+$',
    ],
    ...[
      '^\\u0041\\x42$',
      '^\\p{L}+$',
      '^\\P{L}$',
      '^[\\p{Lu}_]+$',
      '^😀$',
      '(',
      '[z-a]',
      'a{3,2}',
      '^a|b$',
      '^(?:|x)$',
      '^\\/x$',
      '^[.]$',
    ],
  ];
  const limits = [
    {},
    { minLength: 3 },
    { maxLength: 2 },
    { minLength: 4, maxLength: 4 },
    { fillers: ['https://x.example/', 'zz'] },
  ];
  expectGolden(
    'pattern-samples.txt',
    lines(
      patterns.map(
        (pattern) => `${pattern}: ${limits.map((limit) => written(samplePattern(pattern, limit))).join(' | ')}`,
      ),
    ),
  );
});
