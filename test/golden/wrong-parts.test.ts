/** Documents in which one part is something else: what conversions, repairs and the reading of one make of it. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { openapi30 } from '../../src/document/convert/openapi-3.0.ts';
import { swagger2 } from '../../src/document/convert/swagger-2.ts';
import { parseText } from '../../src/document/parse.ts';
import { repairDocument } from '../../src/document/repair/repair-document.ts';
import { isObject, joinPointer } from '../../src/json/pointer.ts';
import { expectGolden, here, lines, shown } from './golden.ts';
import { places, withOtherParts } from './grids.ts';

const read = (name: string) => parseText(readFileSync(here(name), 'utf8'), name).value as JsonObject;

/** OpenAPI 3.0 with what later versions say otherwise. */
const OPENAPI_30: JsonObject = {
  openapi: '3.0.3',
  info: { title: 'Pets', version: '1' },
  'x-webhooks': { new: { post: { responses: { '204': { description: 'Taken.' } } } } },
  paths: {
    '/pets': {
      $ref: '#/x-shared',
      post: {
        parameters: [
          { name: 'a', in: 'query', example: 1, schema: { $ref: '#/components/schemas/Pet', nullable: true } },
        ],
        requestBody: {
          content: {
            'application/octet-stream': { schema: { type: 'string', format: 'binary' }, example: 'x' },
            'application/json': { example: { nullable: true, example: 1 }, schema: { type: 'string', format: 'byte' } },
            'multipart/form-data': {
              schema: { properties: { f: { type: 'string', format: 'binary', nullable: true } } },
            },
          },
        },
        responses: { '200': { $ref: '#/components/responses/Ok', headers: {} } },
      },
    },
  },
  components: {
    responses: {
      Ok: { description: 'Fine.', content: { 'text/plain': { examples: { one: { value: { nullable: true } } } } } },
    },
    schemas: {
      Pet: {
        nullable: true,
        oneOf: [{ type: 'string' }, { $ref: '#/components/schemas/Age' }],
        discriminator: { propertyName: 'kind' },
        description: 'A pet.',
      },
      Age: {
        type: 'integer',
        minimum: 0,
        exclusiveMinimum: true,
        maximum: 9,
        exclusiveMaximum: false,
        example: 3,
        nullable: true,
      },
      Odd: {
        type: 'object',
        properties: {
          example: { type: 'string', example: 'x' },
          nullable: { type: 'boolean' },
          default: { enum: [1], nullable: true },
        },
        default: { nullable: true, example: 1 },
        additionalProperties: { nullable: true, allOf: [{ type: 'object' }] },
      },
    },
  },
};

/** What is otherwise in one value than in another, each with its place. */
function differences(before: Json | undefined, now: Json | undefined, at = '#'): string[] {
  if (JSON.stringify(before) === JSON.stringify(now)) return [];
  if (now === undefined) return [`${at} gone`];
  if (isObject(before) && isObject(now))
    return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) =>
      differences(before[name], now[name], joinPointer(at, name)),
    );
  if (Array.isArray(before) && Array.isArray(now) && before.length === now.length)
    return now.flatMap((item, nth) => differences(before[nth], item, joinPointer(at, nth)));
  const text = shown(JSON.stringify(now)).slice(1, -1).replaceAll('\\"', '"');
  return [`${at} = ${text.length > 160 ? `${text.slice(0, 150)}…` : text}`];
}

interface Made {
  document: Json;
  told: string[];
}

/** What is made of a document with each of its parts changed: each second one lost, and each something else, which takes turns. */
async function told(right: JsonObject, make: (document: JsonObject) => Made | Promise<Made>): Promise<string[]> {
  const made = await make(structuredClone(right));
  const before = new Set(made.told);
  const all = [...withOtherParts(right)];
  const each = Math.round(all.length / (places(right).length - 1));
  const turns = all.filter((_, nth) => {
    const [place, other] = [Math.floor(nth / each), nth % each];
    return (other === 0 && place % 2 === 0) || other === 1 + ((place * 5) % (each - 1));
  });
  const rows: string[] = [];
  for (const [what, changed] of turns) {
    const input = changed as JsonObject;
    const untouched = JSON.stringify(input);
    let now: string[];
    try {
      const result = await make(structuredClone(input));
      const after = new Set(result.told);
      now = [
        ...differences(made.document, result.document),
        ...result.told.filter((line) => !before.has(line)),
        ...made.told.filter((line) => !after.has(line)).map((line) => `no longer ${line}`),
      ];
    } catch (error) {
      now = [`fails: ${String((error as Error).message).slice(0, 200)}`];
    }
    expect(JSON.stringify(input)).toBe(untouched);
    rows.push(what, ...now.slice(0, 5).map((line) => `  ${line}`));
  }
  return [...made.told, ...rows];
}

test('Swagger 2.0 with a wrong part is converted in the same way', async () =>
  expectGolden(
    'wrong-swagger.txt',
    lines(
      await told(read('swagger.yaml'), async (swagger) => {
        const { document, before, warnings = [] } = await swagger2.convert(swagger);
        return {
          document,
          told: [
            ...places(document)
              .map((at) => `${at} ← ${before(at)}`)
              .filter((line) => !/^(\S+) ← \1$/.test(line)),
            ...warnings.map(({ pointer, message }) => `warns ${pointer} ${message}`),
          ],
        };
      }),
    ),
  ));

test('OpenAPI 3.0 with a wrong part is converted in the same way', async () =>
  expectGolden(
    'wrong-openapi-3.0.txt',
    lines(
      await told(OPENAPI_30, async (given) => {
        const { document, before } = await openapi30.convert(given);
        return {
          document,
          told: places(document)
            .map((at) => `${at} ← ${before(at)}`)
            .filter((line) => !/^(\S+) ← \1$/.test(line)),
        };
      }),
    ),
  ));

test('a sloppy document with a wrong part is repaired in the same way', async () =>
  expectGolden(
    'wrong-repaired.txt',
    lines(
      await told(read('sloppy.yaml'), (document) => {
        const { warnings, moves } = repairDocument(document, '3.1.0');
        return {
          document,
          told: [
            ...warnings.map(({ pointer, message, from }) => `warns ${pointer} ${message} ${from ?? ''}`.trim()),
            ...[...moves].map(([to, from]) => `${to} ← ${from}`),
          ],
        };
      }),
    ),
  ));
