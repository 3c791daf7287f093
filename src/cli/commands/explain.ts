import type { Contract, Operation } from '../../model/contract.ts';
import type { Case } from '../../model/case.ts';
import type { Leaf } from '../../model/binding.ts';
import { analyze } from '../../bindings/analyze.ts';
import { byOperation, unspecified } from '../../cases/plan.ts';
import { plan } from '../../run/phases/plan.ts';
import { MASK } from '../../contract/mask-known-values.ts';
import { isSecretMember } from '../../contract/secrets.ts';
import { plain, plural, show } from '../../text/wording.ts';
import { formatSource } from '../../report/pretty/pretty.ts';
import { resourcesOf } from '../../contract/resources/resources.ts';
import { chooseOperations } from '../../run/operation-filter.ts';
import { CONTRACTS_OPTION, loadNamed } from '../config/contracts.ts';
import { DONE_EXITS, EXIT } from '../terminal/exit-codes.ts';
import { explainFeeders, explainResources, explainRole } from '../explain-resources.ts';
import { table, type Command } from '../options/options.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Shows what is sent, where values come from, and how answers are compared.',
  operands: '[contract…]',
  maxOperands: Infinity,
  exits: DONE_EXITS,
  options: {
    ...CONTRACTS_OPTION,
    operation: { value: 'GLOB', about: 'Only the operations of that id; a * stands for any text.', multiple: true },
  },
  examples: [
    'assay explain cloud-foundry-v3-packages',
    "assay explain cloud-foundry-v3-packages --operation 'create*'",
  ],
  async run(given, io) {
    for (const contract of await loadNamed(given, io)) {
      io.out(`${plain(`${contract.name}  ${contract.title}`)}\n`);
      const only = given.list('operation');
      const chosen = chooseOperations(contract, only.length > 0 ? { only: { operation: only } } : undefined);
      const resources = resourcesOf(contract);
      const order = resources.inOrder(contract.operations);
      const kept = only.length > 0 ? [] : explainResources(contract, resources);
      if (kept.length > 0)
        io.out(plain(`\n  Resources, in the order in which they are asked for\n${table(kept, WIDTH, WIDEST)}\n`, true));
      const cases = byOperation(plan(chosen, { phases: ['coverage'], allow: ['all'] }));
      for (const operation of chosen.operations) {
        io.out(
          plain(
            `\n  ${operation.method} ${operation.path}\n${explainRole(contract, resources, operation, order)}`,
            true,
          ),
        );
        const fed = explainFeeders(resources, operation);
        if (fed.length > 0) io.out(plain(`${table(fed, WIDTH, WIDEST)}\n`, true));
        io.out(plain(explainOperation(chosen, operation, cases.get(operation) ?? []), true));
      }
      const open = unspecified(contract);
      if (open.length > 0)
        io.out(
          `\n  Left open by the documents, so never sent:\n${open.map(({ says }) => `    ${plain(says)}\n`).join('')}`,
        );
      io.out('\n');
    }
    return EXIT.conforms;
  },
};

/** Columns of the listing, and how wide the first one may be. */
const WIDTH = 120;
const WIDEST = 44;

function explainOperation(contract: Contract, operation: Operation, cases: Case[]): string {
  const examples = operation.examples.map((example) => {
    const leaves = analyze(contract, operation, example).map((leaf) => explainLeaf(contract, leaf));
    const answered = example.response ? `answered with ${example.response.status}` : 'with no documented answer';
    return `\n    ${example.name}, ${answered}\n${leaves.length > 0 ? `${table(leaves, WIDTH, WIDEST)}\n` : ''}`;
  });
  return [
    examples.join('') || '    no documented example\n',
    `\n    ${plural(cases.length, 'further case')}, each a valid request with one change\n`,
    ...(cases.length > 0
      ? [
          `${table(
            cases.map((testCase) => explainCase(contract, testCase)),
            WIDTH,
            WIDEST,
          )}\n`,
        ]
      : []),
  ].join('');
}

/** What is sent, what has to come of it, and the clause that it is about. */
function explainCase(contract: Contract, { title, expect }: Case): [string, string] {
  const clause = expect.kind === 'documented' ? expect.example.pointer : expect.clause;
  return [`    ${title.replace(/^a request /, '')}`, `${expect.kind}: ${formatClause(contract, clause)}`];
}

/** A leaf, its kind and why, its documented value, and who says so. */
function explainLeaf(contract: Contract, { place, kind, because, value, identifies, clause }: Leaf): [string, string] {
  const name = place.in === 'header' ? `header ${place.name}` : `body${place.pointer}`;
  const shown = isSecretMember(contract, clause) ? MASK : show(value);
  const fresh = identifies ? ', and names what was created, so that each creation has another' : '';
  return [`    ${name}`, `${kind}: ${because}${fresh}. Documented as ${shown}. ${formatClause(contract, clause)}`];
}

function formatClause(contract: Contract, clause: string): string {
  const statement = contract.statement(clause);
  return statement ? formatSource(statement).replace('\n', ' ') : clause;
}
