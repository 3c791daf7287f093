/**
 * Components whose names are encoded in references, such as `Map«string»`: all that is made of a
 * document is as with plain names.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import type { Contract } from '../../src/model/contract.ts';
import type { Response } from '../../src/model/exchange.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { coverageCases } from '../../src/cases/coverage/coverage.ts';
import { exampleCases } from '../../src/cases/examples.ts';
import { makeCases } from '../../src/cases/plan.ts';
import { loadContract } from '../../src/contract/load.ts';
import { sanitize } from '../../src/docs/sanitize.ts';
import { generateTypes } from '../../src/docs/typescript-types.ts';
import { parseText } from '../../src/document/parse.ts';
import { isObject } from '../../src/json/pointer.ts';
import { createMock } from '../../src/mock/mock.ts';
import { caseLines, here, lines, pretty } from './golden.ts';
import { SCHEMAS, SHARED } from './schemas.ts';

/** What each name of a component gets at its end: as it is, also in a pointer, and in a reference. */
const MORE = { plain: '«é »', reference: '%C2%AB%C3%A9%20%C2%BB' };

const yaml = (name: string) => parseText(readFileSync(here(name), 'utf8'), name).value as JsonObject;
const DOCUMENTS: Record<string, JsonObject> = {
  library: yaml('library.yaml'),
  lending: yaml('lending.yaml'),
  'with references of each kind': {
    openapi: '3.1.0',
    info: { title: 'References', version: '1', 'x-documents': { doc: { title: 'A page', url: 'https://a.org' } } },
    paths: {
      '/things/{id}': { $ref: '#/components/pathItems/Item' },
      '/owners': {
        post: {
          operationId: 'addOwner',
          parameters: [{ $ref: '#/components/parameters/Trace' }],
          requestBody: { $ref: '#/components/requestBodies/Owner' },
          responses: { 201: { $ref: '#/components/responses/Owner' }, 400: { $ref: '#/components/responses/Problem' } },
          callbacks: { done: { $ref: '#/components/callbacks/Done' } },
        },
      },
    },
    webhooks: { news: { $ref: '#/components/pathItems/News' } },
    components: {
      pathItems: {
        Item: {
          parameters: [{ $ref: '#/components/parameters/Id' }],
          get: { operationId: 'getThing', responses: { 200: { $ref: '#/components/responses/Thing' } } },
        },
        News: {
          post: {
            operationId: 'news',
            requestBody: { $ref: '#/components/requestBodies/Owner' },
            responses: { 204: { description: 'Taken.' } },
          },
        },
      },
      parameters: {
        Id: { name: 'id', in: 'path', required: true, schema: { $ref: '#/components/schemas/Id' }, example: 7 },
        Trace: {
          name: 'X-Trace',
          in: 'header',
          examples: { one: { $ref: '#/components/examples/Trace' } },
          schema: { type: 'string' },
        },
      },
      headers: { Rate: { required: true, schema: { $ref: '#/components/schemas/Id' }, description: 'How often.' } },
      requestBodies: {
        Owner: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Owner' },
              examples: { one: { $ref: '#/components/examples/Owner' } },
            },
            'multipart/form-data': {
              schema: { $ref: '#/components/schemas/Owner' },
              encoding: { file: { headers: { 'X-Rate': { $ref: '#/components/headers/Rate' } } } },
            },
          },
        },
      },
      responses: {
        Owner: {
          description: 'Made.',
          headers: { Location: { schema: { type: 'string' } }, 'X-Rate': { $ref: '#/components/headers/Rate' } },
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/Owner' },
              examples: { one: { $ref: '#/components/examples/Owner' } },
            },
            'application/xml': { schema: { $ref: '#/components/schemas/Owner/properties/pets' } },
          },
          links: { thing: { $ref: '#/components/links/Thing' } },
        },
        Thing: {
          description: 'A thing.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Any' } } },
        },
        Problem: {
          description: 'Why not.',
          content: { 'application/json': { schema: { $ref: '#/components/schemas/Owner/definitions/problem' } } },
        },
      },
      links: { Thing: { operationId: 'getThing', parameters: { id: '$response.body#/id' } } },
      callbacks: {
        Done: {
          '{$request.body#/url}': {
            post: {
              requestBody: { $ref: '#/components/requestBodies/Owner' },
              responses: { 204: { description: '' } },
            },
          },
        },
      },
      examples: {
        Owner: { value: { id: 7, name: 'Ann', url: 'http://a.example', pets: [{ kind: 'Cat' }] } },
        Trace: { value: 'abc' },
      },
      schemas: {
        Id: { type: 'integer', minimum: 1, 'x-source': { document: 'doc', at: 'Ids', says: 'A number.' } },
        Owner: {
          type: 'object',
          required: ['name'],
          properties: {
            id: { allOf: [{ $ref: '#/components/schemas/Id' }], readOnly: true, 'x-inferred': 'It counts.' },
            name: { type: 'string', minLength: 1 },
            url: { type: 'string', format: 'uri' },
            file: { type: 'string', format: 'binary' },
            pets: { type: 'array', items: { $ref: '#/components/schemas/Any' } },
            first: { $ref: '#/components/schemas/Owner/properties/name' },
            parent: { anyOf: [{ $ref: '#/components/schemas/Owner' }, { type: 'null' }] },
          },
          additionalProperties: false,
          definitions: {
            problem: { type: 'object', properties: { why: { $ref: '#/components/schemas/Owner/properties/name' } } },
          },
        },
        Any: {
          oneOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }],
          discriminator: {
            propertyName: 'kind',
            mapping: { Cat: '#/components/schemas/Cat', Dog: '#/components/schemas/Dog' },
          },
        },
        Cat: {
          type: 'object',
          properties: { kind: { type: 'string' }, lives: { $ref: '#/components/schemas/Id' } },
          required: ['kind'],
        },
        Dog: {
          allOf: [
            { $ref: '#/components/schemas/Cat' },
            { properties: { barks: { type: 'boolean' } }, required: ['barks'] },
          ],
        },
      },
    },
  },
  schemas: {
    openapi: '3.1.0',
    info: { title: 'Schemas', version: '1' },
    paths: Object.fromEntries(
      Object.keys(SCHEMAS).map((_, nth) => [
        `/s${nth}`,
        {
          post: {
            requestBody: { content: { 'application/json': { schema: { $ref: `#/components/schemas/S${nth}` } } } },
            responses: {
              200: {
                description: '',
                content: { 'application/json': { schema: { $ref: `#/components/schemas/S${nth}` } } },
              },
            },
          },
        },
      ]),
    ),
    components: {
      schemas: { ...SHARED, ...Object.fromEntries(Object.values(SCHEMAS).map((one, nth) => [`S${nth}`, one])) },
    },
  },
};

/** A document with other names of its schemas, parameters, responses, examples, headers, bodies and links. */
function renamed(document: JsonObject): JsonObject {
  const groups = isObject(document['components']) ? document['components'] : {};
  const components = Object.fromEntries(
    Object.entries(groups).map(([group, all]): [string, Json] => [
      group,
      // Others name a security scheme without a reference.
      group === 'securitySchemes' || !isObject(all)
        ? all
        : Object.fromEntries(Object.entries(all).map(([name, one]) => [`${name}${MORE.plain}`, one])),
    ]),
  );
  const redirect = (node: Json): Json => {
    if (typeof node === 'string')
      return node.replace(/^(#\/components\/(?!securitySchemes)[^/]+\/[^/]+)(.*)$/, `$1${MORE.reference}$2`);
    if (Array.isArray(node)) return node.map(redirect);
    return isObject(node) ? Object.fromEntries(Object.entries(node).map(([name, one]) => [name, redirect(one)])) : node;
  };
  return redirect({ ...document, components }) as JsonObject;
}

const folder = mkdtempSync(join(tmpdir(), 'assay-renamed-'));
afterAll(() => rmSync(folder, { recursive: true }));

function load(document: JsonObject): Promise<Contract> {
  const file = join(folder, 'openapi.json');
  writeFileSync(file, JSON.stringify(document));
  return loadContract(file, 'test');
}

/** What types have at the end of a name: of one that they take over, and of one that was made of it. */
const IN_TYPES = [/\\u00AB\\u00E9 \\u00BB/g, /_(?=_|")/g];

/** A text without what the names have at their ends. */
function plain(what: string, text: string): string {
  const all = text.replaceAll(MORE.reference, '').replaceAll(MORE.plain, '');
  // A name that needs none has no quotes there.
  return what === 'types'
    ? IN_TYPES.reduce((some, more) => some.replace(more, ''), all).replace(/"(\w+)"(?=\??:)/g, '$1')
    : all;
}

/** All of an answer but its length. */
const answerOf = ({ status, headers, body }: Response) =>
  [
    status,
    ...headers.flatMap(([name, value]) => (name === 'Content-Length' ? [] : [`${name}: ${value}`])),
    Buffer.from(body).toString('utf8'),
  ].join('\n  ');

async function madeOf(contract: Contract): Promise<Record<string, string>> {
  const { handle } = createMock([contract], { seed: 1, now: () => new Date('2026-01-31T12:00:00Z') });
  const cases = makeCases(contract, [exampleCases, coverageCases]);
  const answers: string[] = [];
  for (const one of cases) answers.push(one.id, answerOf(await handle(one.request)));
  return {
    operations: pretty(contract.operations),
    sources: pretty(contract.statements()),
    warnings: pretty(contract.warnings),
    pages: pretty(sanitize(contract)),
    cases: lines(cases.flatMap(caseLines)),
    answers: lines(answers),
    // The tool that makes the types does not decode the references of a discriminator.
    ...(!JSON.stringify(contract.document).includes('discriminator') && { types: await generateTypes(contract) }),
  };
}

test.each(Object.keys(DOCUMENTS))('names that have to be encoded change nothing of the document %s', async (name) => {
  const document = DOCUMENTS[name] as JsonObject;
  const usual = await madeOf(await load(document));
  const odd = await madeOf(await load(renamed(document)));
  expect(JSON.stringify(renamed(document))).toContain(MORE.reference);
  for (const [what, text] of Object.entries(odd))
    expect([what, plain(what, text)]).toEqual([what, plain(what, usual[what] ?? '')]);
});
