import type { Contract, Discrepancy, SourceDocument, Statement } from '../model/contract.ts';
import { html, type Html } from '../text/html.ts';
import { drawCopyable } from '../text/page/copyable.ts';
import { drawFilter } from '../text/page/filter.ts';
import { drawHead, drawScript } from '../text/page/head.ts';
import { pageScript } from '../text/page/script.ts';
import { plural } from '../text/wording.ts';
import { defaultBasePath } from '../contract/servers.ts';
import { INDEX_STYLE } from './index-style.ts';
import { areaOf, presentOperations } from './operation-list.ts';
import { percentEncode } from '../http/percent-encoding.ts';

/** The mock that serves the page. */
export interface IndexedMock {
  /** `http://127.0.0.1:4010`. */
  origin: string;
  /** A command line with a first request. */
  curl: string;
  /** The page of the requests that came, where they are kept. */
  requests?: string;
}

/** From this number of operations on there is a filter. */
const MANY = 4;

/**
 * The page that lists the contracts with links to their pages, in one file.
 * @param mock the mock that serves it, if one does
 */
export function renderIndex(contracts: Contract[], mock?: IndexedMock): string {
  const operations = contracts.flatMap((contract) => contract.operations);
  const script = pageScript();
  return html`<!doctype html>
<html lang="en">
${drawHead({ title: 'API contracts', style: INDEX_STYLE, script })}
<body>
<header>
<h1>API contracts</h1>
<p>${introduce(contracts)}</p>
</header>
<main>
${mock ? presentMock(mock) : ''}
${
  operations.length < MANY
    ? ''
    : drawFilter('Search the operations', 'a path, a name, a word', [
        { name: 'method', label: 'Method', values: distinct(operations.map(({ method }) => method)) },
        { name: 'area', label: 'Area', values: distinct(operations.map(areaOf)) },
        { name: 'contract', label: 'Contract', values: contracts.map(({ name }) => name) },
      ])
}
${contracts.map((contract) => presentContract(contract, mock))}
</main>
<footer>Rendered by assay. These pages run their own scripts alone, and send nothing to anybody${mock ? ' but this mock' : ''}.</footer>
${drawScript(script)}
</body>
</html>
`.markup;
}

const distinct = (words: string[]) => [...new Set(words)].sort();

/** Only what was written from the documents of a vendor is spoken of as such. */
function introduce(contracts: Contract[]): string {
  const written = contracts.filter(({ documents }) => documents.size > 0).length;
  if (written === 0)
    return 'What each contract documents: its operations, a reference with examples, and the OpenAPI document.';
  const who =
    written === contracts.length
      ? 'Each contract is'
      : `${written} of ${plural(contracts.length, 'contract')} ${written === 1 ? 'is' : 'are'}`;
  return `${who} written from the documents of an API. Here is what it was written from, where its documents disagree, and what was decided.`;
}

function presentMock({ origin, curl, requests }: IndexedMock): Html {
  return html`<section class="mock" aria-labelledby="mock"><h2 id="mock">The mock answers at <code>${origin}</code></h2>
${drawCopyable(curl)}
${requests === undefined ? '' : html`<p><a href="${requests}">The requests that came</a></p>`}
</section>`;
}

function presentContract(contract: Contract, mock: IndexedMock | undefined): Html {
  const { title, version, summary, operations, documents, discrepancies, remarks } = contract;
  const file = percentEncode(contract.name);
  const bases = mock ? distinct(operations.map((operation) => defaultBasePath(contract, operation))) : [];
  const hasDocuments = documents.size > 0;
  return html`<article class="group" aria-labelledby="${file}">
<h2 id="${file}"><a href="./${file}.html">${title}</a>${version ? html` <small>version ${version}</small>` : ''}</h2>
${summary ? html`<p>${summary}</p>` : ''}
${mock ? html`<p class="soft">At ${bases.slice(0, 3).map((base) => html`<code>${mock.origin}${base}</code> `)}${bases.length > 3 ? `and ${plural(bases.length - 3, 'more place')}` : ''}</p>` : ''}
<nav aria-label="${title}"><a href="./${file}.html">Reference with examples</a> <a href="./${file}.openapi.json">OpenAPI document (JSON)</a></nav>
<h3>${plural(operations.length, 'operation')}</h3>
${presentOperations(contract)}
${hasDocuments ? presentDocuments([...documents.values()]) : ''}
${presentEntries(hasDocuments ? 'Where they disagree' : 'Where it disagrees', 'discrepancy', discrepancies, contract)}
${presentEntries(hasDocuments ? 'What else is odd in them, or missing' : 'What else is odd, or missing', 'remark', remarks, contract)}
${presentInferences(contract.statements(), hasDocuments ? 'What was read into them' : 'What was inferred')}
</article>
`;
}

function presentDocuments(documents: SourceDocument[]): Html {
  const entry = ({
    title,
    publisher,
    about,
  }: SourceDocument) => html`<li>${publisher ? `${publisher}: ` : ''}<cite>${title}</cite> <span>${about}</span></li>
`;
  return html`<h3>Written from</h3>
<ul class="documents">
${documents.map(entry)}
</ul>`;
}

function presentEntries(
  heading: string,
  kind: 'discrepancy' | 'remark',
  entries: Discrepancy[],
  { documents }: Contract,
): Html {
  if (entries.length === 0) return html``;
  const between = (ids: string[]) => ids.map((id) => documents.get(id)?.title ?? id).join('; ');
  const entry = ({ about, between: ids, says, known, decision }: Discrepancy) => html`<section class="entry">
<h4>${about}</h4>
<dl>
${row('Found in', between(ids))}${row('Says', says)}${row('Known', known)}${row('Decision', decision)}</dl>
</section>
`;
  return html`<details open class="long">
<summary>${heading} <small>${entries.length} ${entries.length === 1 ? kind : MANY_OF[kind]}</small></summary>
${entries.map(entry)}
</details>`;
}

const MANY_OF = { discrepancy: 'discrepancies', remark: 'remarks' };

/** What the documents leave open and the contract had to decide. */
function presentInferences(statements: Statement[], heading: string): Html {
  const inferred = statements.filter(({ kind }) => kind === 'inferred');
  if (inferred.length === 0) return html``;
  const entry = ({
    pointer,
    says,
    carried,
  }: Statement) => html`<li class="entry">${says}${carried ? html` Carried by ${carried}.` : ''}<br><code>${pointer}</code></li>
`;
  return html`<details>
<summary>${heading} <small>${plural(inferred.length, 'clause')}</small></summary>
<ul>
${inferred.map(entry)}
</ul>
</details>`;
}

function row(name: string, value: string | undefined): Html {
  return value ? html`<dt>${name}</dt><dd>${value}</dd>` : html``;
}
