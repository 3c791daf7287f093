import type { Contract } from '../../model/contract.ts';
import type { IndexedMock } from '../../docs/index-page.ts';
import type { Pages, ServedMock } from '../../mock/server/server.ts';
import { escapeHtml } from '../../text/html.ts';
import { exampleCurl } from './example-request.ts';

/** A page as the mock serves it. */
export interface Page {
  status: number;
  type: string;
  body: string;
}

const HTML = 'text/html; charset=utf-8';

/**
 * The pages under `/__assay/`: the index, and a page and a source for each contract. Rendering a page takes a second or two,
 * so a page is rendered at its first request, and kept for as long as the contract.
 */
export function docsPages(): Pages {
  const rendered = new WeakMap<Contract, Promise<Page>>();

  async function render(file: string, contracts: Contract[], mock: ServedMock | undefined): Promise<Page | undefined> {
    const { renderIndex, renderPage } = await import('../../docs/pages.ts');
    if (file === '' || file === 'index.html')
      return { status: 200, type: HTML, body: renderIndex(contracts, mock && served(contracts, mock)) };
    const contract = contracts.find(({ name }) => file === `${name}.html` || file === `${name}.openapi.json`);
    if (!contract) return undefined;
    if (file.endsWith('.json'))
      return { status: 200, type: 'application/json', body: `${JSON.stringify(contract.document, null, 2)}\n` };
    const page =
      rendered.get(contract) ??
      renderPage(contract).then(
        (body) => ({ status: 200, type: HTML, body }),
        (error: Error) => ({
          status: 500,
          type: HTML,
          body: `<!doctype html><title>No page</title><p>${escapeHtml(error.message)}`,
        }),
      );
    rendered.set(contract, page);
    return page;
  }

  return (path, contracts, mock) => render(path.replace(/^\/__assay\/?/, ''), contracts, mock);
}

/** What the index says of the mock that serves it. */
function served(contracts: Contract[], { origin, hasJournal }: ServedMock): IndexedMock {
  return { origin, curl: exampleCurl(contracts, origin), ...(hasJournal && { requests: '/__assay/requests' }) };
}
