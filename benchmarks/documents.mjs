/**
 * The cost of large documents: generated ones with 10 to 10,000 operations, and GitHub's. The time to read grows with the
 * document; later steps should grow with the operations that are used. Run with `npm run benchmark:documents`, after a build.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { middle, table } from './harness.mjs';

const SELF = fileURLToPath(import.meta.url);
const BIN = fileURLToPath(new URL('../dist/cli/bin.js', import.meta.url));
const GITHUB = fileURLToPath(new URL('node_modules/@octokit/openapi/generated/api.github.com.json', import.meta.url));
const SIZES = [10, 100, 1_000, 10_000];
const ROUNDS = 3;
/** Lets a process end with its largest resident memory, in KiB. */
const TELL_MEMORY = `data:text/javascript,${encodeURIComponent("process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))")}`;

/** A document of so many operations, four for each resource: shared parameters, headers, schemas and errors, and an example each. */
function documentOf(operations) {
  const paths = {};
  const schemas = {
    Problem: {
      type: 'object',
      required: ['message'],
      properties: { message: { type: 'string' }, errors: { type: 'array', items: { type: 'string' } } },
    },
    Link: { type: 'object', required: ['href'], properties: { href: { type: 'string', format: 'uri-reference' } } },
  };
  const ref = (kind, name) => ({ $ref: `#/components/${kind}/${name}` });
  const json = (schema, example) => ({ 'application/json': { schema, examples: { shown: { value: example } } } });
  for (let index = 0; index < Math.ceil(operations / 4); index += 1) {
    const name = `Thing${index}`;
    const shown = {
      id: `thing-${index}`,
      name: `thing number ${index}`,
      size: index,
      state: 'READY',
      links: { self: { href: `/v1/things${index}/thing-${index}` } },
    };
    schemas[`${name}Draft`] = {
      type: 'object',
      required: ['name', 'size'],
      additionalProperties: false,
      properties: {
        name: { type: 'string', minLength: 1, maxLength: 60 },
        size: { type: 'integer', minimum: 0 },
        state: { enum: ['READY', 'STOPPED'] },
      },
    };
    schemas[name] = {
      allOf: [ref('schemas', `${name}Draft`)],
      required: ['id', 'links'],
      properties: {
        id: { type: 'string' },
        name: {},
        size: {},
        state: {},
        links: { type: 'object', additionalProperties: ref('schemas', 'Link') },
      },
    };
    delete schemas[`${name}Draft`].additionalProperties;
    const errors = { 400: ref('responses', 'Bad'), 401: ref('responses', 'Bad'), 422: ref('responses', 'Bad') };
    const one = {
      description: 'one',
      headers: { 'X-Request-Id': ref('headers', 'RequestId') },
      content: json(ref('schemas', name), shown),
    };
    const body = {
      required: true,
      content: json(ref('schemas', `${name}Draft`), { name: shown.name, size: shown.size, state: 'READY' }),
    };
    const id = {
      name: 'id',
      in: 'path',
      required: true,
      schema: { type: 'string' },
      examples: { shown: { value: shown.id } },
    };
    const operation = (verb, more) => ({
      operationId: `${verb}${name}`,
      summary: `${verb} ${name}`,
      parameters: [ref('parameters', 'Trace')],
      ...more,
    });
    paths[`/v1/things${index}`] = {
      get: operation('list', {
        parameters: [ref('parameters', 'Trace'), ref('parameters', 'Page')],
        responses: {
          200: { description: 'all', content: json({ type: 'array', items: ref('schemas', name) }, [shown]) },
          ...errors,
        },
      }),
      post: operation('create', { requestBody: body, responses: { 201: one, ...errors } }),
    };
    paths[`/v1/things${index}/{id}`] = {
      parameters: [id],
      get: operation('get', { responses: { 200: one, ...errors } }),
      put: operation('replace', { requestBody: body, responses: { 200: one, ...errors } }),
    };
  }
  return {
    openapi: '3.1.0',
    info: { title: `${operations} operations`, version: '1' },
    security: [{ token: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      headers: { RequestId: { schema: { type: 'string' }, example: 'b1946ac9' } },
      parameters: {
        Trace: { name: 'X-Trace', in: 'header', schema: { type: 'string', maxLength: 64 } },
        Page: { name: 'page', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 1000 } },
      },
      responses: { Bad: { description: 'bad', content: json(ref('schemas', 'Problem'), { message: 'no' }) } },
    },
  };
}

/** In a process of its own, so that each starts cold: prints what it measured as JSON. */
async function measure(file) {
  const started = performance.now();
  const { check, createMock, inProcessTarget, loadContract } = await modules();
  const imported = performance.now();
  const contract = await loadContract(file);
  const loaded = performance.now();
  const operation = contract.operations[Math.floor(contract.operations.length / 2)];
  const mock = createMock([contract]);
  const [first] = await answer(mock, contract, operation);
  const answered = performance.now();
  const memory = process.memoryUsage.rss();
  // A few operations, repeatedly, like a test suite.
  const used = contract.operations.filter((_, index) => index % Math.ceil(contract.operations.length / 10) === 0);
  for (const one of used) await answer(mock, contract, one);
  const rate = await perSecond(() => answer(mock, contract, used[Math.floor(Math.random() * used.length)]));
  const nowhere = await perSecond(() => mock.handle({ method: 'GET', path: '/v1/nothing/here', headers: [] }));
  const checking = performance.now();
  const run = await check(
    { ...contract, operations: [operation] },
    inProcessTarget('mock', (request) => mock.handle(request)),
  );
  const checked = performance.now() - checking;
  process.stdout.write(
    JSON.stringify({
      load: loaded - imported,
      first: answered - started,
      status: first,
      memory,
      rate,
      nowhere,
      check: checked,
      cases: run.results.length,
      operations: contract.operations.length,
    }),
  );
}

async function modules() {
  const [{ check, createMock, loadContract }, { inProcessTarget }] = await Promise.all([
    import('../dist/index.js'),
    import('../dist/exchange/in-process-target.js'),
  ]);
  return { check, createMock, loadContract, inProcessTarget };
}

const requests = new Map();

/** The status of the answer to the first case of an operation. */
async function answer(mock, contract, operation) {
  let request = requests.get(operation);
  if (!request) {
    const { plan } = await import('../dist/index.js');
    [{ request }] = plan({ ...contract, operations: [operation] });
    requests.set(operation, request);
  }
  const { status } = await mock.handle(request);
  return [status];
}

async function perSecond(run) {
  const until = performance.now() + 1_000;
  let count = 0;
  for (; performance.now() < until; count += 1) await run();
  return count;
}

/** The median of each number over several processes. */
function measured(file) {
  const rounds = Array.from({ length: ROUNDS }, () =>
    JSON.parse(execFileSync(process.execPath, [SELF, '--measure', file], { encoding: 'utf8', maxBuffer: 1e8 })),
  );
  return Object.fromEntries(Object.keys(rounds[0]).map((key) => [key, middle(rounds.map((round) => round[key]))]));
}

const ms = (value) => `${Math.round(value).toLocaleString('en')} ms`;
const mb = (value) => `${Math.round(value / 1e6)} MB`;
const count = (value) => Math.round(value).toLocaleString('en');
const HEADINGS = [
  'document',
  'operations',
  'load',
  'first answer',
  'memory then',
  'requests/s',
  '404/s',
  'check of one operation',
];
const row = (name, found) => [
  name,
  count(found.operations),
  ms(found.load),
  ms(found.first),
  mb(found.memory),
  count(found.rate),
  count(found.nowhere),
  `${ms(found.check)}, ${found.cases} cases`,
];

if (process.argv[2] === '--measure') await measure(process.argv[3]);
else {
  const folder = mkdtempSync(join(tmpdir(), 'assay-documents-'));
  try {
    const found = SIZES.map((size) => {
      const file = join(folder, `${size}.json`);
      writeFileSync(file, JSON.stringify(documentOf(size)));
      return measured(file);
    });
    const rows = found.map((one, index) => row(`generated, ${count(SIZES[index])}`, one));
    const github = existsSync(GITHUB) ? measured(GITHUB) : undefined;
    table('Documents, each in a process of its own', HEADINGS, github ? [...rows, row("GitHub's", github)] : rows);
    const [, , thousand, tenThousand] = found;
    const each = (key) => ((tenThousand[key] - thousand[key]) / 9_000) * 1_000;
    table(
      'From 1,000 to 10,000 operations',
      ['what', 'for each operation more'],
      [
        ['load', `${each('load').toFixed(0)} µs`],
        ['first answer', `${each('first').toFixed(0)} µs`],
        ['memory', `${(each('memory') / 1e6).toFixed(1)} kB`],
        ['check of one operation', `${each('check').toFixed(1)} µs`],
      ],
    );
    if (github) {
      const started = performance.now();
      const { stdout, stderr } = spawnSync(
        process.execPath,
        [`--import=${TELL_MEMORY}`, BIN, 'check', GITHUB, '--report', 'json'],
        {
          encoding: 'utf8',
          maxBuffer: 1e9,
        },
      );
      const [run] = JSON.parse(stdout).runs;
      const notes = run.findings.filter(({ severity }) => severity === 'note').length;
      table(
        "assay check of the whole of GitHub's document against its own mock",
        ['cases', 'verdict', 'violations', 'notes', 'undecided', 'time', 'memory at most'],
        [
          [
            count(run.cases.length),
            run.verdict,
            count(run.findings.length - notes),
            count(notes),
            count(run.undecided.length),
            ms(performance.now() - started),
            mb(Number(/(\d+)\s*$/.exec(stderr)?.[1]) * 1024),
          ],
        ],
      );
    } else process.stdout.write("\nGitHub's document is not installed: npm ci --prefix benchmarks\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
}
