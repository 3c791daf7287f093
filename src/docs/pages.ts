import { ContractError, UsageError } from '../errors.ts';
import type { Contract } from '../model/contract.ts';
import { renderIndex } from './index-page.ts';
import { sanitize } from './sanitize.ts';
import { runRedoc } from './redoc.ts';
import type { Panel } from './try-it/panel.ts';
import { addContentSecurityPolicy } from './content-security-policy.ts';

export { renderIndex } from './index-page.ts';
export { tryItPanel } from './try-it/panel.ts';

/**
 * The rendered documentation as texts by file name: `index.html`, and for each contract
 * `<name>.html` and its source `<name>.openapi.json`. None of the pages needs the network.
 * @throws UsageError for two contracts with the same name, ContractError for one that Redoc cannot render
 */
export async function renderPages(contracts: Contract[]): Promise<Map<string, string>> {
  const files = new Map([['index.html', renderIndex(contracts)]]);
  for (const { name } of contracts) {
    if (files.has(`${name}.html`))
      throw new UsageError(`two pages would be called ${name}.html`, 'Rename one of the contracts.');
    files.set(`${name}.html`, '');
  }
  const pages = await Promise.all(contracts.map((contract) => renderPage(contract)));
  contracts.forEach((contract, index) => {
    files.set(`${contract.name}.html`, pages[index] ?? '');
    files.set(`${contract.name}.openapi.json`, `${JSON.stringify(contract.document, null, 2)}\n`);
  });
  return files;
}

/**
 * The page of one contract, without external files.
 * @param panel what a server adds to it, which may ask that server
 * @throws ContractError if Redoc cannot render it
 */
export async function renderPage(contract: Contract, panel?: Panel): Promise<string> {
  try {
    return addContentSecurityPolicy(await runRedoc(sanitize(contract)), panel);
  } catch (error) {
    const { stderr } = error as { stderr?: string };
    const why = (stderr || String(error)).trim().split('\n').at(-1);
    throw new ContractError(`has no page: ${why}`, contract.locate('#'), 'See what `npx redocly lint` says of it.');
  }
}
