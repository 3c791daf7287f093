/** The command line, by way of `main`: what it says, to whom, and what it ends with. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { beginCommand, runCommand, type Said } from '../../test/support/command.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { CHECK_EXITS, exitHelp, type ExitMeanings } from './terminal/exit-codes.ts';
import type { Command } from './options/options.ts';

const folder = temporaryFolder('cli');
const cleanups: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanups.splice(0)) await clean();
});

const run = (...args: string[]) => runCommand(args);
const begin = (...args: string[]) => beginCommand(args);

/** A usage or contract error: exit 2, one line that says what is wrong and at most one that mends it, and no stack. */
function expectUsageError({ code, out, err }: Said): void {
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^assay: [^\n]+\n( {2}[^\n]+\n)?$/);
  expect(err).not.toMatch(/\n\s+at |node_modules|Error:/);
}

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function serve(
  answer: (
    request: IncomingMessage,
    body: string,
  ) => { status: number; headers?: Record<string, string>; body?: unknown },
): Promise<{ url: string; requests: IncomingMessage[] }> {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      requests.push(request);
      const { status, headers = {}, body: content } = answer(request, body);
      response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      response.end(JSON.stringify(content ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  cleanups.push(() => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

const IMAGES = 'openstack-image-v1';
const PACKAGES = 'cloud-foundry-v3-packages';
const COMMANDS = readdirSync('src/cli/commands')
  .filter((file) => !file.includes('.test'))
  .map((file) => file.replace(/\.ts$/, ''));

describe('help', () => {
  test('the overview names every command and tells the exit codes', async () => {
    const { code, out, err } = await run('--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const name of COMMANDS) expect(out).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    expectExitCodes(out);
  });

  test.each(COMMANDS)('%s --help names every flag with its default, and tells the exit codes', async (name) => {
    const command = ((await import(`./commands/${name}.ts`)) as Record<string, Command>)[name] as Command;
    const { code, out, err } = await run(name, '--help');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const words = out.replace(/\s+/g, ' ');
    for (const [flag, { value, default: standard }] of Object.entries(command.options)) {
      expect(out).toMatch(new RegExp(`^ +(-\\w, )?--${flag}${value ? ' ' : '\\b'}`, 'm'));
      if (standard) expect(words).toContain(`(default: ${standard})`);
    }
    expect(out).toMatch(/^ +-h, --help /m);
    expectExitCodes(out, command.exits);
  });

  const fits = async (line: string) =>
    expect((await run(...line.split(' '))).out.split('\n').filter((text) => text.length > 80)).toEqual([]);
  test.each(['--help', ...COMMANDS.map((name) => `${name} --help`)])('%s fits 80 columns', fits);

  test('no command prints the overview and ends with 2', async () => {
    expect(await run()).toMatchObject({ code: 2, out: expect.stringContaining('Usage: assay <command>') });
  });

  test('--version prints the version of package.json', async () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
    expect(await run('--version')).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  function expectExitCodes(out: string, exits: ExitMeanings = CHECK_EXITS): void {
    expect(out.replace(/\s+/g, ' ')).toContain(exitHelp(exits));
  }

  test.each([
    ['help', 'check'],
    ['check', '--help'],
  ])('%s %s shows the help of check', async (...args) => {
    expect(await run(...args)).toEqual({ code: 0, err: '', out: expect.stringMatching(/^Checks a server/) });
  });

  test.each(['--version', '-V', '-v'])('%s prints the version', async (flag) => {
    expect(await run(flag)).toEqual({ code: 0, err: '', out: expect.stringMatching(/^\d+\.\d+\.\d+\S*\n$/) });
  });
});

describe('usage errors name the mistake, and what was probably meant', () => {
  test.each<[what: string, args: string[], says: string, hint: string]>([
    ['a command', ['chekc'], 'chekc', 'Did you mean check?'],
    ['a command like no other', ['zzzzzz'], 'zzzzzz', 'There are: check'],
    ['a member of every object', ['constructor'], 'constructor', 'There are: check'],
    ['a flag', ['check', '--traget', 'x'], '--traget', 'Did you mean --target?'],
    ['a flag of another command', ['list', '--port', '1'], '--port', 'list --help'],
    ['a contract', ['check', 'nope'], 'nope', IMAGES],
    ['a file', ['check', 'nope.yaml'], 'nope.yaml', 'OpenAPI document'],
    ['a folder of contracts', ['list', '--contracts', 'nope'], 'nope', '--contracts DIR'],
    ['a format', ['check', '--report', 'jsn'], 'jsn', 'Did you mean json?'],
    ['a mode', ['mock', '--mode', 'eco'], 'eco', 'Did you mean echo?'],
    ['a port', ['mock', '--port', '99999'], '99999', '--port'],
    ['a delay', ['mock', '--delay', 'soon'], '--delay soon', '--delay 200ms..1s'],
    ['a share of chaos', ['mock', '--chaos', '5'], '--chaos 5', '--chaos 5%'],
    ['a length of the journal', ['mock', '--journal', 'all'], '--journal all', '--journal 1'],
    ['a size', ['start', '--max-body', 'lots'], '--max-body lots', '--max-body 10MB'],
    ['a target', ['check', '--target', 'ftp://example.org'], 'ftp://example.org', 'http'],
    ['a value that is missing', ['check', '--target'], '--target', '--target=URL'],
    ['a value for a switch', ['check', '--strict=yes'], '--strict', 'check --help'],
    ['a time', ['check', '--timeout', 'soon'], 'soon', '--timeout'],
    ['a setting', ['check', '--set', 'guid'], 'guid', '--set guid=VALUE'],
    ['a report without a file', ['check', '--report', 'json='], 'json=', '--report json='],
    ['a report in no folder', ['check', '--report', 'json=nope/report.json'], 'nope', 'Make the folder'],
    ['a filter that matches nothing', ['check', IMAGES, '--method', 'GET'], '--method GET', 'There are: POST'],
    ['two reports on stdout', ['check', '--report', 'json', '--report', 'pretty'], 'stdout', '=FILE'],
    ['a header without a colon', ['check', '--header', 'nocolon'], 'nocolon', "'Name: value'"],
    ['a header with a space in its name', ['check', '--header', 'Bad Name: x'], 'Bad Name', "'Name: value'"],
  ])('refuses %s', async (_, args, says, hint) => {
    const said = await run(...args);
    expectUsageError(said);
    const [first, second] = said.err.split('\n');
    expect(first).toContain(says);
    expect(second).toContain(hint);
  });

  test('refuses a header with a control character without showing its value', async () => {
    const said = await run('check', '--header', 'Authorization: bearer s3cr3t\nX: y');
    expectUsageError(said);
    expect(said.err).toContain('Authorization');
    expect(said.err).not.toContain('s3cr3t');
  });

  test('refuses a URL with a password without showing it', async () => {
    const said = await run('check', '--target', 'http://root:s3cr3t@127.0.0.1');
    expectUsageError(said);
    expect(said.err).not.toContain('s3cr3t');
  });
});

describe('a contract that cannot be used is said with its file, line and column', () => {
  const operation = (schema: string) => `openapi: 3.1.0
info: { title: x, version: "1" }
paths:
  /a:
    get:
      responses:
        "200":
          description: ok
          content:
            application/json:
              example: { a: 1 }
              schema:
                ${schema}
`;

  type Row = [what: string, text: string, place: string, says: string];

  const rows: Row[] = [
    ['broken YAML', 'openapi: 3.1.0\ninfo: {title: x\npaths: {}\n', '3:1', 'YAML'],
    ['broken JSON', '{"openapi": "3.1.0",\n "info": {"title": "x"}', '2:24', 'must end'],
    ['no info', 'openapi: 3.1.0\npaths: {}\n', '1:1', '#/info'],
    ['Swagger 1.2', 'swagger: "1.2"\ninfo: { title: x, version: "1" }\npaths: {}\n', '1:1', 'Swagger 1.2'],
    ['OpenAPI 4', 'openapi: 4.0.0\n', '1:1', '4.0.0'],
    ['no OpenAPI', 'hello: world\n', '1:1', 'OpenAPI'],
    ['a list', '- hello\n', '1:1', 'OpenAPI'],
    ['nothing', '', '1:1', 'OpenAPI'],
    [
      'an alias that holds itself',
      'openapi: 3.1.0\ninfo: { title: x, version: "1" }\npaths: {}\nx-a: &a [*a]\n',
      '\\d+:\\d+',
      'YAML',
    ],
  ];

  test.each([
    ['a type that is none', 'type: strin', 'type must be'],
    ['a pattern that is none', 'pattern: "("', 'Invalid regular expression'],
    ['a dialect that is not known', '$schema: https://example.com/dialect', 'its dialect https://example.com/dialect'],
    ['a wrong $ref', '$ref: "#/components/schemas/Nope"', 'refers to #/components/schemas/Nope, which is not there'],
    ['a $ref to a file that is not there', '$ref: "./nope.yaml#/x"', './nope.yaml#/x: there is no such file'],
  ])('%s leaves the run undecided, and other schemas are still checked', async (what, schema, says) => {
    const file = write(`${what.replace(/\W/g, '-')}.yaml`, operation(schema));
    const { code, out } = await run('check', file);
    expect(code).toBe(3);
    expect(out).toContain(says);
    expect(out).toMatch(new RegExp(`${file}:1[1-4]:\\d+`));
  });

  const told = async (what: string, text: string, place: string, says: string) => {
    const file = write(`${what.replace(/\W/g, '-')}.yaml`, text);
    const said = await run('check', file);
    expectUsageError(said);
    expect(said.err).toMatch(new RegExp(`^assay: ${file}:${place} `));
    expect(said.err).toContain(says);
  };

  test.each(rows)('refuses %s', told);
});

describe('check', () => {
  test('finds that the embedded mock conforms', async () => {
    const { code, out, err } = await run('check', IMAGES);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^✓ conforms {2}0 violations/m);
  });

  test('takes a path as well as a name', async () => {
    expect(await run('check', `openapi/${IMAGES}/openapi.yaml`)).toMatchObject({ code: 0 });
  });

  test('a target that is not there is undecided', async () => {
    const { code, out } = await run('check', IMAGES, '--target', 'http://127.0.0.1:1', '--phases', 'examples');
    expect(code).toBe(3);
    expect(out).toContain('nothing listens there');
    expect(out).toMatch(/^\? undecided/m);
  });

  test('a finding has its place, what the document says, and a line to repeat it', async () => {
    const target = await serve(() => ({ status: 201, body: { location: '/v1/images/1' } }));
    const { code, out } = await run('check', IMAGES, '--target', `${target.url}/base/`, '--phases', 'examples');
    expect(code).toBe(1);
    expect(out).toMatch(/✗ answers with another status .*\n +at +status\n +expected +202\n +got +201/);
    expect(out).toContain('The operation answers 202 with the location of the image.');
    expect(out).toContain('(Create Image - OpenStack Image API v1 — Response codes)');
    expect(out).toContain('#/paths/~1v1~1images/post/responses/202');
    expect(out).toMatch(/openapi\.yaml:\d+:\d+/);
    expect(out).toContain(`curl -sS -i '${target.url}/base/v1/images'`);
    expect(target.requests.every(({ url }) => url === '/base/v1/images')).toBe(true);
  });

  test('headers and settings reach the target, and no secret reaches the report', async () => {
    const target = await serve(() => ({ status: 500 }));
    const { code, out } = await run(
      'check',
      PACKAGES,
      '--target',
      target.url,
      '--header',
      'Authorization: bearer s3cr3t',
      '--header',
      'X-Api-Key: s3cr3t-too',
      '--set',
      'guid=my app',
      '--phases',
      'examples',
    );
    expect(code).toBe(1);
    expect(target.requests[0]?.headers).toMatchObject({ authorization: 'bearer s3cr3t', 'x-api-key': 's3cr3t-too' });
    expect(target.requests[0]?.url).toBe('/v3/apps/my%20app/packages');
    expect(out).not.toMatch(/s3cr3t|very secret/);
    expect(out).toContain('"Authorization: bearer $TOKEN"');
  });

  test('credentials that are refused are undecided', async () => {
    const target = await serve(() => ({ status: 401 }));
    const { code, out } = await run('check', PACKAGES, '--target', target.url, '--phases', 'examples');
    expect(code).toBe(3);
    expect(out).toContain("--header 'Authorization: …'");
  });

  test('a header that HTTP cannot carry does not end the run with a stack', async () => {
    const target = await serve(() => ({ status: 202, body: { location: '/v1/images/1' } }));
    const { code } = await run('check', IMAGES, '--target', target.url, '--header', 'X-Name: ☃');
    expect([2, 3]).toContain(code);
  });

  test('--dry-run sends nothing and shows no secret', async () => {
    const target = await serve(() => ({ status: 500 }));
    const { code, out, err } = await run(
      'check',
      PACKAGES,
      '--target',
      target.url,
      '--header',
      'Authorization: bearer s3cr3t',
      '--dry-run',
    );
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringMatching(/^assay: \d+ requests to .* create or change/),
    });
    expect(target.requests).toEqual([]);
    expect(out.trimEnd().split('\n').length).toBeGreaterThan(10);
    for (const line of out.trimEnd().split('\n')) expect(line).toMatch(/^curl -sS -i /);
    expect(out).toContain(`'${target.url}/v3/apps/`);
    expect(out).not.toMatch(/s3cr3t|very secret/);
  });

  test('--report json=FILE writes it beside the pretty report', async () => {
    const file = join(folder, 'report.json');
    const { code, out } = await run('check', IMAGES, '--report', `json=${file}`);
    expect(code).toBe(0);
    expect(out).toContain('✓ conforms');
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ verdict: 'conforms' });
  });

  test('a report that cannot be written leaves nothing behind', async () => {
    const own = join(folder, 'reports');
    mkdirSync(join(own, 'report.json'), { recursive: true });
    const { code, err } = await run('check', IMAGES, '--report', `json=${join(own, 'report.json')}`);
    expect(code).toBe(2);
    expect(err).toMatch(/^assay: .*report\.json cannot be written/);
    expect(readdirSync(own)).toEqual(['report.json']);
    expect(readdirSync(join(own, 'report.json'))).toEqual([]);
  });

  test('a missing folder is reported before anything is sent', async () => {
    const target = await serve(() => ({ status: 500 }));
    expectUsageError(
      await run('check', IMAGES, '--target', target.url, '--report', `json=${join(folder, 'missing', 'report.json')}`),
    );
    expect(target.requests).toEqual([]);
  });

  test('a run that is stopped is undecided', async () => {
    const command = begin(
      'check',
      IMAGES,
      '--target',
      (await serve(() => (command.stop(), { status: 202, body: { location: '/v1/images/1' } }))).url,
    );
    expect(await command.ended).toMatchObject({ code: 3, out: expect.stringContaining('stopped') });
  });
});

describe('a run that is over before its server answers', () => {
  const silent = async () => {
    const server = createServer(() => {});
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    cleanups.push(() => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const check = (...args: string[]) => run('check', IMAGES, '--phases', 'examples', ...args);

  test('is stopped after --max-time, and undecided', async () => {
    const { code, out } = await check('--target', await silent(), '--timeout', '3600', '--max-time', '0.2');
    expect(code).toBe(3);
    expect(out).toContain('stopped');
  });

  test('waits for --timeout, and is undecided', async () => {
    const { code, out } = await check('--target', await silent(), '--timeout', '0.2');
    expect(code).toBe(3);
    expect(out).toContain('no answer within 0.2 s');
    expect(out).not.toContain('stopped');
  });
});

describe('types and docs', () => {
  test('types --check ends with 1 where a file is not what its contract gives', async () => {
    const out = join(folder, 'types');
    expect(await run('types', IMAGES, '--out', out)).toMatchObject({ code: 0 });
    expect(await run('types', IMAGES, '--out', out, '--check')).toMatchObject({
      code: 0,
      out: '1 file of types up to date\n',
      err: '',
    });
    writeFileSync(join(out, `${IMAGES}.ts`), '// edited\n');
    expect(await run('types', IMAGES, '--out', out, '--check')).toMatchObject({
      code: 1,
      err: expect.stringContaining(`${IMAGES}.ts`),
    });
    expect(readFileSync(join(out, `${IMAGES}.ts`), 'utf8')).toBe('// edited\n');
  });

  const refused = async (name: string) => {
    const file = write('a-file', '');
    expectUsageError(await run(name, IMAGES, '--out', file));
    expectUsageError(await run(name, IMAGES, '--out', join(file, 'below')));
  };
  test('docs refuses a folder that cannot be made', () => refused('docs'));
  test('types refuses a folder that cannot be made', () => refused('types'));
});

describe('list and explain', () => {
  test('list names each contract, its file and its operations', async () => {
    const { code, out } = await run('list');
    expect(code).toBe(0);
    expect(out).toContain(`${PACKAGES}  Cloud Foundry v3 packages\n`);
    expect(out).toContain('  POST /v3/apps/{guid}/packages  (2 examples)\n');
  });

  test('list --json is JSON', async () => {
    expect(JSON.parse((await run('list', PACKAGES, IMAGES, '--json')).out)).toMatchObject([
      { name: PACKAGES },
      { name: IMAGES },
    ]);
  });

  test('explain says what kind each value is, and shows no secret', async () => {
    const { code, out } = await run('explain', PACKAGES);
    expect(code).toBe(0);
    expect(out).toMatch(/body#\/links\/app\/href +bound: /);
    expect(out).toMatch(/body#\/guid +volatile: /);
    expect(out).toMatch(/body#\/state +literal: /);
    expect(out).not.toContain('very secret');
  });
});

describe('what explain shows of resources', () => {
  const PETSTORE = 'examples/petstore.yaml';

  test('is what creates and reads them, and where an answer names them', async () => {
    const { out } = await run('explain', PETSTORE);
    expect(out).toContain(
      '    pet  /pets/{id}, created by addPet, read by getPet. addPet names it in header Location: it is where the thing is.\n',
    );
    expect(out).toContain('  POST /pets\n    creates a pet, asked as number 1 of 2 operations\n');
  });

  test('is what feeds a parameter, and why, of the chosen operations alone', async () => {
    const { out } = await run('explain', PETSTORE, '--operation', 'get*');
    expect(out).not.toContain('POST /pets');
    expect(out).toContain(
      'reads a pet, asked as number 2 of 2 operations\n      {id}  from header Location of addPet (it is where the thing is), then body#/id of addPet (the same name)\n',
    );
  });

  test('is why nothing feeds a parameter', async () => {
    const { out } = await run('explain', IMAGES, PACKAGES);
    expect(out).toContain('{guid}  from no answer: nothing lists or creates an app\n');
  });
});

describe('mock and start', () => {
  test.each([
    ['mock', 'Ctrl-C stops'],
    ['start', 'Ctrl-C stops'],
  ])('%s ends with 0 when it is stopped, and lets go of its port', async (name, ready) => {
    const command = begin(name, '--port', '0');
    await command.until(ready);
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(command.said.out)?.[0] as string;
    expect((await fetch(`${url}/__assay/`)).status).toBe(200);
    command.stop();
    expect(await command.ended).toMatchObject({ code: 0, err: '' });
    await expect(fetch(url)).rejects.toThrow();
  });

  test('start prints the verdict of each contract', async () => {
    const command = begin('start', '--port', '0');
    await command.until('Ctrl-C stops');
    command.stop();
    await command.ended;
    for (const name of [PACKAGES, IMAGES]) expect(command.said.out).toMatch(new RegExp(`^${name} .* conforms$`, 'm'));
    expect(command.said.out).toContain("curl -sS -i 'http://127.0.0.1:");
  });

  test.each(['mock', 'start'])('%s on a port in use says so in one line', async (name) => {
    const { url } = await serve(() => ({ status: 200 }));
    const { port } = new URL(url);
    const said = await run(name, '--port', port);
    expectUsageError(said);
    expect(said.err).toContain(port);
    expect(said.err).toContain('--port');
  });

  test('static mode answers with the documented body', async () => {
    const command = begin('mock', PACKAGES, '--mode', 'static', '--port', '0');
    await command.until('Ctrl-C stops');
    const url = /http:\/\/127\.0\.0\.1:\d+/.exec(command.said.out)?.[0] as string;
    const answer = await fetch(`${url}/v3/apps/any/packages`, {
      method: 'POST',
      headers: { Authorization: 'bearer x', 'Content-Type': 'application/json' },
      body: '{"type":"docker","data":{"image":"another"}}',
    });
    expect(answer.status).toBe(201);
    expect(await answer.json()).toMatchObject({
      guid: '4cb65058-f04f-458f-aca1-5f4e43de6407',
      data: { image: 'registry/image:latest' },
    });
    command.stop();
    await command.ended;
  });
});
