import type { Contract } from '../../model/contract.ts';
import type { IndexedMock } from '../../docs/index-page.ts';
import type { Pages, ServedMock } from '../../mock/server/server.ts';
import { escapeHtml } from '../../text/html.ts';
import { exampleCurl, exampleRequest } from './example-request.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

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
    const { renderIndex, renderPage, tryItPanel } = await import('../../docs/pages.ts');
    if (file === '' || file === 'index.html')
      return page(HTML, renderIndex(contracts, mock && served(contracts, mock)));
    const asked = /^try\/([^/]+)\/([^/]+)$/.exec(file);
    if (asked) return exampleOf(contracts, asked[1] as string, asked[2] as string);
    const wanted = decode(file);
    const contract = contracts.find(({ name }) => wanted === `${name}.html` || wanted === `${name}.openapi.json`);
    if (!contract) return undefined;
    if (file.endsWith('.json')) return page('application/json', `${JSON.stringify(contract.document, null, 2)}\n`);
    const whole =
      rendered.get(contract) ??
      renderPage(contract, tryItPanel(contract, `/__assay/try/${percentEncode(contract.name)}/`)).then(
        (body) => page(HTML, body),
        (error: Error) => ({
          status: 500,
          type: HTML,
          body: `<!doctype html><title>No page</title><p>${escapeHtml(error.message)}`,
        }),
      );
    rendered.set(contract, whole);
    return whole;
  }

  return (path, contracts, mock) => render(path.replace(/^\/__assay\/?/, ''), contracts, mock);
}

/** An example request for an operation, both as they stand in the path. */
function exampleOf(contracts: Contract[], name: string, id: string): Page | undefined {
  const contract = contracts.find((one) => one.name === decode(name));
  const operation = contract?.operations.find((one) => one.id === decode(id));
  const request = contract && operation && exampleRequest(contract, operation);
  return request && page('application/json', JSON.stringify(request));
}

function page(type: string, body: string): Page {
  return { status: 200, type, body };
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** What the index says of the mock that serves it. */
function served(contracts: Contract[], { origin, hasJournal }: ServedMock): IndexedMock {
  return { origin, curl: exampleCurl(contracts, origin), ...(hasJournal && { requests: '/__assay/requests' }) };
}
