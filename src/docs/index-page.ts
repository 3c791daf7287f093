import type { Contract, Discrepancy, Operation, SourceDocument, Statement } from '../model/contract.ts';
import { html, type Html } from '../text/html.ts';
import { INDEX_STYLE } from './index-style.ts';
import { drawHead } from '../text/page/head.ts';

/** The page that lists the contracts with links to their pages; one file, without scripts. */
export function renderIndex(contracts: Contract[]): string {
  return html`<!doctype html>
<html lang="en">
${drawHead({ title: 'API contracts', style: INDEX_STYLE })}
<body>
<header>
<h1>API contracts</h1>
<p>Each contract is written from the documents of an API. Here is what it was written from, where its documents disagree, and what was decided.</p>
</header>
<main>
${contracts.map(presentContract)}
</main>
<footer>Rendered by assay. These pages send nothing over the network.</footer>
</body>
</html>
`.markup;
}

function presentContract(contract: Contract): Html {
  const { title, version, summary, operations, documents, discrepancies } = contract;
  const file = encodeURIComponent(contract.name);
  return html`<article>
<h2><a href="./${file}.html">${title}</a>${version ? html` <small>version ${version}</small>` : ''}</h2>
${summary ? html`<p>${summary}</p>` : ''}
<h3>Operations</h3>
<ul class="operations">
${operations.map(presentOperation)}
</ul>
${documents.size > 0 ? presentDocuments([...documents.values()]) : ''}
${presentEntries('Where they disagree', 'discrepancy', discrepancies, contract)}
${presentEntries('What else is odd in them, or missing', 'remark', contract.remarks, contract)}
${presentInferences(contract.statements())}
<nav aria-label="${title}"><a href="./${file}.html">Reference with examples</a> <a href="./${file}.openapi.json">OpenAPI document (JSON)</a></nav>
</article>
`;
}

function presentOperation({ method, path, summary, examples }: Operation): Html {
  const about = [summary, count(examples.length, 'documented example')].filter(Boolean).join(' · ');
  return html`<li><b class="method ${method.toLowerCase()}">${method}</b> <div><code>${path}</code> <span>${about}</span></div></li>
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
  return html`<details open>
<summary>${heading} <small>${count(entries.length, kind, kind === 'remark' ? 'remarks' : 'discrepancies')}</small></summary>
${entries.map(entry)}
</details>`;
}

/** What the documents leave open and the contract had to decide. */
function presentInferences(statements: Statement[]): Html {
  const inferred = statements.filter(({ kind }) => kind === 'inferred');
  if (inferred.length === 0) return html``;
  const entry = ({
    pointer,
    says,
    carried,
  }: Statement) => html`<li class="entry">${says}${carried ? html` Carried by ${carried}.` : ''}<br><code>${pointer}</code></li>
`;
  return html`<details>
<summary>What was read into them <small>${count(inferred.length, 'clause')}</small></summary>
<ul>
${inferred.map(entry)}
</ul>
</details>`;
}

function row(name: string, value: string | undefined): Html {
  return value ? html`<dt>${name}</dt><dd>${value}</dd>` : html``;
}

function count(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`;
}
