import { join } from 'node:path';
import type { Contract, SourceLocation } from '../../model/contract.ts';
import { defaultBasePath } from '../../contract/servers.ts';
import { formatLocation, UsageError } from '../../errors.ts';
import { isUrl } from '../../document/reference-policy.ts';
import { listGaps } from '../../contract/documentation-gaps.ts';
import { lintDocument, type LintProblem } from '../../document/lint.ts';
import { readDocument } from '../../document/read.ts';
import { isObject } from '../../json/pointer.ts';
import { plain, plural } from '../../text/wording.ts';
import { readConfig } from '../config/config.ts';
import { contractsFrom } from '../config/contracts.ts';
import { checkItself, findLoose } from '../init/first-check.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import { readOverrides } from '../values/overrides.ts';
import type { Io } from '../terminal/io.ts';
import { formatWarnings } from '../repair-notes.ts';
import { besides, DETAIL_OPTIONS, readDetail, type Detail } from '../options/detail-options.ts';
import type { Command } from '../options/options.ts';
import { checkName, contractText, nameFor, refuseToOverwrite, setUp } from '../init/write-contract.ts';

/** At most so many places are listed for one kind of problem. */
const LISTED = 3;
const LISTED_RULES = 10;

export const init: Command = {
  name: 'init',
  summary: 'Sets up a contract from any OpenAPI document, and says what it lacks.',
  operands: 'FILE_OR_URL',
  maxOperands: 1,
  exits: DONE_EXITS,
  options: {
    name: {
      value: 'NAME',
      about: 'The name of the contract, of its folder and of its types.',
      default: 'from its title',
    },
    contracts: { value: 'DIR', about: 'Folder of contracts; made if it is missing.', default: 'openapi' },
    force: { about: 'Replaces a contract of that name.' },
    header: {
      value: "'Name: value'",
      about: 'A header field for the URL, such as a token; sent to its origin alone, never printed.',
      multiple: true,
      short: 'H',
    },
    'allow-remote-refs': { about: 'Fetches what $refs name on other servers.' },
    ...DETAIL_OPTIONS,
  },
  examples: ['assay init petstore.yaml', 'assay init https://api.example.org/openapi.json --name example'],
  stopsItself: true,
  async run(given, io) {
    const detail = readDetail(given);
    const told = besides(io, detail);
    const [source] = given.operands;
    if (source === undefined)
      throw new UsageError('init needs a document', 'Give its path or URL: assay init openapi.yaml');
    const { headers } = readOverrides(given.list('header'), []);
    if (headers.length > 0 && !isUrl(source))
      throw new UsageError('--header is for a URL, and the document is a file', 'Leave it out.');
    const named = given.text('name');
    if (named !== undefined) checkName(named);
    const from = contractsFrom(given, await readConfig(), told);
    const folder = from.folder ?? 'openapi';
    told.stage?.({ what: `${isUrl(source) ? 'fetching' : 'reading'} the document` });
    const { folder: _, ...options } = from;
    const read = await readDocument(source, new Set(), {
      ...options,
      headers,
      confined: isUrl(source),
      isStrict: true,
    });
    const title = isObject(read.document['info']) ? read.document['info']['title'] : undefined;
    const name = named ?? nameFor(typeof title === 'string' ? title : '', source);
    if (!given.has('force')) await refuseToOverwrite(join(folder, name), join('generated', `${name}.ts`), source);
    told.stage?.({ what: 'writing the contract and its types' });
    const { contract, types, noTypes } = await setUp(
      name,
      contractText(read, source),
      read.isJson,
      folder,
      'generated',
    );
    const how = read.converted
      ? 'converted from Swagger 2.0'
      : read.bundled
        ? 'with all that it refers to'
        : 'as it is';
    const width = Math.max(contract.file.length, types.length) + 2;
    io.out(`${name}: ${plain(contract.title)}, ${plural(contract.operations.length, 'operation')}\n`);
    io.out(
      `  ${contract.file.padEnd(width)}the document, ${how}\n  ${noTypes === undefined ? `${types.padEnd(width)}its types` : plain(`no types: ${noTypes}`)}\n`,
    );
    if (detail === 'quiet') return EXIT.conforms;
    // What was brought together has lost some of what was sloppy in its parts.
    const before = read.bundled
      ? read.warnings.filter(({ message }) => !contract.warnings.some((note) => note.message === message))
      : [];
    const warnings = [
      ...before.map((warning) => ({ ...warning, place: read.locate(warning.pointer) })),
      ...contract.warnings,
    ];
    if (warnings.length > 0)
      io.out(
        `\n${plural(warnings.length, 'note')}: the document is sloppy there, and was read all the same\n${formatWarnings(warnings)}`,
      );

    await printLint(contract, io, detail);
    if (!io.stop.aborted) await printOwnCheck(contract, io, detail);
    await printGaps(contract, io, detail);
    const [first] = contract.operations;
    const base = first ? defaultBasePath(contract, first) : '';
    const where = given.text('contracts') === undefined ? '' : ` --contracts ${folder}`;
    io.out(
      `\nNext\n  npx assay mock ${name}${where}\n  npx assay check ${name}${where} --target http://127.0.0.1:4010${plain(base)}\n`,
    );
    return EXIT.conforms;
  },
};

/** How many places are listed. */
function mostOf(detail: Detail): number {
  return detail === 'verbose' ? Infinity : LISTED;
}

async function printLint(contract: Contract, io: Io, detail: Detail): Promise<void> {
  io.stage?.({ what: 'linting' });
  const problems = await lintDocument(contract.file).catch((error: Error) => error);
  if (problems instanceof Error) {
    io.out(`\nLint (Redocly, recommended): it failed: ${plain(problems.message)}\n`);
    return;
  }
  const errors = problems.filter(({ severity }) => severity === 'error');
  io.out(
    `\nLint (Redocly, recommended): ${plural(errors.length, 'error')}, ${plural(problems.length - errors.length, 'warning')}\n`,
  );
  if (detail === 'verbose') {
    for (const { place, message, rule } of errors) io.out(`  ${plain(`${formatLine(place)} ${message} (${rule})`)}\n`);
    return;
  }
  const rules = [...new Set(errors.map(({ rule }) => rule))];
  for (const rule of rules.slice(0, LISTED_RULES)) {
    const broken = errors.filter((problem) => problem.rule === rule);
    const [{ place, message }] = broken as [LintProblem];
    const more = broken.length > 1 ? `, ${broken.length} times` : '';
    io.out(`  ${plain(`${formatLine(place)} ${message} (${rule}${more})`)}\n`);
  }
  if (errors.length > Math.min(rules.length, LISTED_RULES))
    io.out(`  … npx redocly lint ${contract.file} lists all of them\n`);
}

async function printOwnCheck(contract: Contract, io: Io, detail: Detail): Promise<void> {
  const most = mostOf(detail);
  const { run, of, all } = await checkItself(contract, io.stop, (count, cases) =>
    io.stage?.({ what: 'checking its own mock', done: { count, noun: 'case', of: cases } }),
  );
  const sampled = of < all ? `, ${of} of ${all} operations sampled` : '';
  const { verdict, findings, results, undecided } = run;
  io.out(`\nIts own mock: ${verdict}, ${plural(results.length, 'case')}${sampled}\n`);
  const says = [
    ...findings.map(({ place, message, at }) => `${formatLine(place)} ${message} (${at})`),
    ...undecided.map(({ operation, reason }) => `${operation === undefined ? '' : `${operation}: `}${reason}`),
  ];
  for (const line of [...new Set(says)].slice(0, most)) io.out(`  ${plain(line)}\n`);
  if (says.length > most) io.out(`  … npx assay check ${contract.name} lists all of them\n`);
}

async function printGaps(contract: Contract, io: Io, detail: Detail): Promise<void> {
  const most = mostOf(detail);
  const gaps = listGaps(contract).map(({ lacks, of, total, places, hint }) => {
    const shown = places.slice(0, most).map(({ label, pointer }) => {
      const { file, line } = contract.locate(pointer);
      return `    ${file}:${line} ${label}\n`;
    });
    const more = places.length > most ? `    … ${places.length - most} more\n` : '';
    return `  ${places.length} of ${total} ${of} ${lacks}. ${hint}\n${shown.join('')}${more}`;
  });
  const loose = io.stop.aborted
    ? undefined
    : await findLoose(contract, io.stop, (count, tried) =>
        io.stage?.({ what: 'changing one thing at a time', done: { count, noun: 'change', of: tried } }),
      );
  if (loose?.undecided !== undefined)
    gaps.push(`  Which of its clauses are too loose was not tried: ${loose.undecided}.\n`);
  else if (loose && loose.places.length > 0) {
    const shown = loose.places.slice(0, most).map(({ pointer, label }) => {
      const { file, line } = contract.locate(pointer);
      return `    ${file}:${line} ${label}\n`;
    });
    const more = loose.places.length > most ? `    … npx assay mutate ${contract.name} lists all of them\n` : '';
    gaps.push(
      `  ${plural(loose.places.length, 'fault')} of ${loose.tried} that no check would notice${loose.bound}.\n${shown.join('')}${more}`,
    );
  } else if (loose && loose.tried > 0)
    gaps.push(`  Of ${plural(loose.tried, 'fault')} put into its mock, each was noticed${loose.bound}.\n`);
  io.out(
    gaps.length > 0
      ? `\nMissing for a strong contract\n${plain(gaps.join(''), true)}`
      : '\nNothing is missing for a strong contract.\n',
  );
}

/** `openapi.yaml:12`. */
function formatLine(place: SourceLocation): string {
  return place.pointer === undefined ? `${place.file}:${place.line}` : formatLocation(place);
}
