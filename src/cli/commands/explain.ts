import type { Contract, Leaf, Operation } from '../../model.ts';
import { analyse } from '../../binding/analyse.ts';
import { unspecified } from '../../cases/plan.ts';
import { isSecretMember, MASK } from '../../contract/secrets.ts';
import { show } from '../../contract/text.ts';
import { saySource } from '../../report/pretty.ts';
import { CONTRACTS_OPTION, loadNamed } from '../contracts.ts';
import { EXIT } from '../exit-codes.ts';
import { table, type Command } from '../options.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Shows what would be sent, and how each documented value is compared.',
  operands: '[contract…]',
  maxOperands: Infinity,
  options: CONTRACTS_OPTION,
  examples: ['assay explain cloud-foundry-v3-packages'],
  async run(given, io) {
    for (const contract of await loadNamed(given)) {
      io.out(`${contract.name}  ${contract.title}\n`);
      for (const operation of contract.operations) io.out(explainOperation(contract, operation));
      const open = unspecified(contract);
      if (open.length > 0) io.out(`\n  Left open by the documents, so never sent:\n${open.map(({ says }) => `    ${says}\n`).join('')}`);
      io.out('\n');
    }
    return EXIT.conforms;
  },
};

function explainOperation(contract: Contract, operation: Operation): string {
  const examples = operation.examples.map((example) => {
    const leaves = analyse(contract, operation, example).map((leaf) => explainLeaf(contract, leaf));
    return `\n    ${example.name}${example.response ? `, answered with ${example.response.status}` : ', with no documented answer'}\n${leaves.join('')}`;
  });
  return `\n  ${operation.method} ${operation.path}\n${examples.join('') || '    no documented example\n'}`;
}

function explainLeaf(contract: Contract, { place, kind, because, value, identifies, clause }: Leaf): string {
  const name = place.in === 'header' ? `header ${place.name}` : `body${place.pointer}`;
  const statement = contract.statement(clause);
  const source = statement ? ` [${saySource(statement).split('\n')[1]?.replace(/^\(|\)$/g, '')}]` : '';
  return `${table([[`    ${name}`, `${kind}: ${because}${identifies ? '; it names what was created, so it is fresh each time' : ''}. ${isSecretMember(contract, clause) ? MASK : show(value)}${source}`]], 110)}\n`;
}
