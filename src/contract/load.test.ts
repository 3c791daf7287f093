/** Reading documents of several files and servers: what is followed, what is refused, and where things stand. */
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import type { Contract, ResponseObject } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { unusableInResponse } from './unusable-schemas.ts';
import { loadContract, type LoadOptions } from './load.ts';

const folder = temporaryFolder('load');

function write(name: string, text: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const placeOf = (contract: Contract, pointer: Pointer) => {
  const { file, line, column } = contract.locate(pointer);
  return `${file.replace(`${folder}/`, '')}:${line}:${column}`;
};

/** One operation whose response refers to something. */
const referring = (ref: string) =>
  `openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths:\n  /a:\n    get:\n      responses:\n        '200':\n          $ref: '${ref}'\n`;

describe('a document of several files, in OpenAPI 3.0', () => {
  const load = () => {
    write(
      'many/openapi.yaml',
      `openapi: 3.0.3
info: { title: Pets, version: '1' }
paths:
  /pets: { $ref: 'paths/pets.yaml' }
  /pets/{id}:
    get:
      parameters:
        - { name: id, in: path, required: true, schema: { type: integer } }
      responses:
        '200':
          description: ok
          content:
            application/json:
              schema: { $ref: 'schemas/pet.json' }
              example: { name: Rex }
`,
    );
    write(
      'many/paths/pets.yaml',
      `post:
  responses:
    '201':
      description: made
      content:
        application/json:
          schema:
            $ref: ../schemas/pet.json
`,
    );
    write(
      'many/schemas/pet.json',
      `{
  "type": "object",
  "properties": {
    "name": { "type": "string", "nullable": true, "example": "Rex" },
    "age": { "type": "integer",
      "minimum": 0, "exclusiveMinimum": true },
    "example": {
      "type": "string", "format": "byte" }
  }
}
`,
    );
    return loadContract(join(folder, 'many/openapi.yaml'));
  };

  test('each clause stands where it was written, upgraded or not', async () => {
    const contract = await load();
    const schema = '#/components/schemas/pet';
    const example = '#/paths/~1pets~1{id}/get/responses/200/content/application~1json';
    expect(
      Object.fromEntries(
        [
          '#/paths/~1pets/post/responses/201/description',
          '#/paths/~1pets~1{id}/get',
          `${schema}/properties/name/type`,
          `${schema}/properties/name/examples/0`,
          `${schema}/properties/age/exclusiveMinimum`,
          `${schema}/properties/example/contentEncoding`,
          `${example}/examples/default/value/name`,
        ].map((pointer) => [pointer.replace(schema, '').replace(example, ''), placeOf(contract, pointer)]),
      ),
    ).toEqual({
      '#/paths/~1pets/post/responses/201/description': 'many/paths/pets.yaml:4:7',
      '#/paths/~1pets~1{id}/get': 'many/openapi.yaml:6:5',
      '/properties/name/type': 'many/schemas/pet.json:4:15',
      '/properties/name/examples/0': 'many/schemas/pet.json:4:51',
      '/properties/age/exclusiveMinimum': 'many/schemas/pet.json:6:21',
      '/properties/example/contentEncoding': 'many/schemas/pet.json:8:25',
      '/examples/default/value/name': 'many/openapi.yaml:15:26',
    });
    expect(contract.files.map((file) => file.replace(`${folder}/`, '')).sort()).toEqual([
      'many/openapi.yaml',
      'many/paths/pets.yaml',
      'many/schemas/pet.json',
    ]);
  });

  test('an error of a value names the file whose clause it breaks', async () => {
    const contract = await load();
    const [error] = contract.validate('#/components/schemas/pet', { age: 0 });
    expect(placeOf(contract, error?.pointer ?? '')).toBe('many/schemas/pet.json:6:21');
    expect(contract.accepts('#/components/schemas/pet', { name: null })).toBe(true);
  });
});

describe('references that are not followed', () => {
  type Row = [what: string, ref: string, options: LoadOptions, says: RegExp, hint: RegExp];
  test.each<Row>([
    [
      'another server',
      'https://127.0.0.1:1/x.yaml#/X',
      {},
      /refers to https:\/\/127.0.0.1:1\/x.yaml#\/X: it is not fetched/,
      /--allow-remote-refs/,
    ],
    ['a file: URL', 'file:///etc/passwd', {}, /a file: URL is not followed/, /relative path/],
    [
      'a place in the document, without the #',
      '/info',
      {},
      /an absolute path is not followed/,
      /Did you mean #\/info,/,
    ],
    ['an absolute path', '/etc/passwd', {}, /an absolute path is not followed/, /relative path/],
    [
      'a file outside of the folder of the contract',
      '../outside.yaml',
      { confined: true },
      /outside of the contract/,
      /Move it into the folder/,
    ],
    [
      'a link that leads out of the folder',
      'link.yaml',
      { confined: true },
      /outside of the contract/,
      /Move it into the folder/,
    ],
    ['a folder', '.', {}, /it is no file/, /Correct the \$ref/],
    ['a file that does not exist', 'nope.yaml', {}, /there is no such file/, /Correct the \$ref/],
    [
      'a place that does not exist',
      'part.yaml#/nope',
      {},
      /refers to part.yaml#\/nope, which is not there/,
      /Correct the \$ref/,
    ],
  ])('leaves out a reference to %s, with its place, and says how to mend it', async (_, ref, options, says, hint) => {
    write('outside.yaml', 'description: outside\n');
    write('bounded/part.yaml', 'description: inside\n');
    rmSync(join(folder, 'bounded/link.yaml'), { force: true });
    symlinkSync('../outside.yaml', join(folder, 'bounded/link.yaml'));
    const file = write('bounded/openapi.yaml', referring(ref));
    const contract = await loadContract(file, undefined, options);
    const [note] = contract.warnings;
    expect(note?.place).toMatchObject({ file, line: 7 });
    expect(note?.message).toMatch(says);
    const [unusable] = unusableInResponse(contract, contract.operations[0]?.responses[0] as ResponseObject);
    expect(unusable?.message).toMatch(/^#\/paths\/~1a\/get\/responses\/200/);
    expect(unusable?.hint).toMatch(hint);
    expect(JSON.stringify(contract.document)).not.toContain('side"');
  });

  test.each([
    ['that leads out of the folder, where the document was given by its path', '../outside.yaml', {}],
    ['within the folder', 'part.yaml', { confined: true }],
  ])('follows a reference %s', async (_, ref, options) => {
    write('outside.yaml', 'description: outside\n');
    write('bounded/part.yaml', 'description: inside\n');
    const contract = await loadContract(write('bounded/openapi.yaml', referring(ref)), undefined, options);
    expect(JSON.stringify(contract.document)).toContain('side"');
  });

  test.each([
    ['broken YAML', 'description: [\nheaders: {}\n', '2:1'],
    ['a key that stands twice', 'description: x\nheaders: {}\ndescription: y\n', '3:1'],
  ])('%s in a second file is reported with that file', async (_, text, place) => {
    const second = write('second/part.yaml', text);
    const file = write('second/openapi.yaml', referring('part.yaml'));
    await expect(loadContract(file)).rejects.toThrow(`${second}:${place} `);
  });

  test('a $ref that leads nowhere in a second file is told with that file', async () => {
    const second = write('second/part.yaml', "description: x\nheaders:\n  A:\n    $ref: '#/nope'\n");
    const { warnings } = await loadContract(write('second/openapi.yaml', referring('part.yaml')));
    expect(warnings.map(({ message }) => message)).toEqual([
      'refers to #/nope, which is not there: what needs it was left out',
    ]);
    expect(warnings[0]?.place).toMatchObject({ file: second, line: 3 });
  });
});

describe('a document from a URL', () => {
  const asked: IncomingMessage[] = [];
  let answers: Record<string, (response: ServerResponse) => void> = {};
  const server = createServer((request, response) => {
    asked.push(request);
    const answer = answers[request.url ?? ''];
    if (answer) answer(response);
    else response.writeHead(404).end('<html>');
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise((resolve) => (server.close(() => resolve(undefined)), server.closeAllConnections())));
  const text = (body: string) => (response: ServerResponse) => void response.end(body);
  const redirect = (to: string) => (response: ServerResponse) => void response.writeHead(302, { Location: to }).end();

  test('relative references lead to its server, with --allow-remote-refs', async () => {
    answers = {
      '/v1/openapi.yaml': text(referring('part.yaml')),
      '/v1/part.yaml': text('description: from the server\n'),
    };
    const { warnings } = await loadContract(`${url}/v1/openapi.yaml`);
    expect(warnings[0]?.message).toContain('refers to part.yaml: it is not fetched without leave');
    const contract = await loadContract(`${url}/v1/openapi.yaml`, undefined, { allowRemoteRefs: true });
    expect(JSON.stringify(contract.document)).toContain('from the server');
    expect(contract).toMatchObject({ name: 'v1', file: `${url}/v1/openapi.yaml`, files: [] });
  });

  test('sends a token to its own origin only, not to where that redirects or refers', async () => {
    const elsewhere = url.replace('127.0.0.1', 'localhost');
    answers = {
      '/a.yaml': redirect(`${elsewhere}/b.yaml`),
      '/b.yaml': text(referring('c.yaml')),
      '/c.yaml': text('description: c\n'),
    };
    asked.length = 0;
    await loadContract(`${url}/a.yaml`, undefined, {
      allowRemoteRefs: true,
      headers: [['Authorization', 'bearer secret']],
    });
    expect(asked.map(({ url: path, headers: { authorization } }) => [path, authorization])).toEqual([
      ['/a.yaml', 'bearer secret'],
      ['/b.yaml', undefined],
      ['/c.yaml', undefined],
    ]);
  });

  test('reads a compressed document', async () => {
    const body = gzipSync(
      referring('#/components/responses/x') + 'components: { responses: { x: { description: x } } }\n',
    );
    answers = { '/z': (response) => void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(body) };
    expect(await loadContract(`${url}/z`)).toMatchObject({ name: 'z', operations: [{ path: '/a' }] });
  });

  test.each<[what: string, answers: typeof answers, options: LoadOptions, says: RegExp]>([
    ['that is not there', {}, {}, /answers 404/],
    ['that redirects without end', { '/x': redirect('/x') }, {}, /redirects more than 5 times/],
    ['that redirects to a file', { '/x': redirect('file:///etc/passwd') }, {}, /redirects to what is no http/],
    ['that is too long', { '/x': text('x'.repeat(2_000)) }, { maxBytes: 1_000 }, /more than 0 MB/],
    [
      'that grows too long',
      {
        '/x': (response) =>
          void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('x'.repeat(100_000))),
      },
      { maxBytes: 10_000 },
      /more than 0 MB/,
    ],
    ['that never ends', { '/x': (response) => void response.write('x') }, { timeout: 100 }, /does not answer in 0.1 s/],
    ['that is a page', { '/x': text('<!doctype html><title>x</title>') }, {}, /is a web page/],
  ])('refuses a document %s', async (_, given, options, says) => {
    answers = given;
    await expect(loadContract(`${url}/x`, undefined, options)).rejects.toThrow(says);
  });

  test('a document that refers to a file gets nothing of it', async () => {
    answers = { '/x': text(referring('file:///etc/passwd')) };
    const { warnings, document } = await loadContract(`${url}/x`, undefined, { allowRemoteRefs: true });
    expect(warnings[0]?.message).toContain('a file: URL is not followed');
    expect(JSON.stringify(document)).not.toContain('root:');
  });

  test('an error shows no query of a URL, as it may be a token', async () => {
    await expect(loadContract(`${url}/x?token=secret`)).rejects.toThrow(/\/x\?… answers/);
  });
});

describe('a reference in data is data', () => {
  test('a reference in data is not followed while the document is read', async () => {
    const leads = join(folder, 'secret.json');
    writeFileSync(leads, '{ "type": "string", "description": "a secret of this machine" }');
    const contract = await loadContract(
      write(
        'data/openapi.yaml',
        `${referring('#/components/responses/x')}components:\n  responses:\n    x:\n      description: x\n      x-more: { $ref: '${leads}' }\n      content: { application/json: { schema: { type: object }, example: { $ref: '${leads}' } } }\n`,
      ),
    );
    expect(contract.document).toMatchObject({
      components: { responses: { x: { content: { 'application/json': { example: { $ref: leads } } } } } },
    });
  });
});
