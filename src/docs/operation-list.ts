import type { Contract, Operation } from '../model/contract.ts';
import { html, type Html } from '../text/html.ts';
import { plural } from '../text/wording.ts';
import { percentEncode } from '../http/percent-encoding.ts';

/** Up to this number of operations a contract shows all of them; more are folded by area. */
const MOST_SHOWN = 30;

/** The operations of a contract, each with a link to its place in the contract's page. */
export function presentOperations({ name, operations }: Contract): Html {
  const list = (shown: Operation[]) => html`<ul class="operations">
${shown.map((operation) => presentOperation(name, operation))}</ul>`;
  if (operations.length <= MOST_SHOWN) return list(operations);
  const areas = new Map<string, Operation[]>();
  for (const operation of operations) {
    const area = areaOf(operation);
    const own = areas.get(area);
    if (own) own.push(operation);
    else areas.set(area, [operation]);
  }
  return html`${[...areas].map(
    ([
      area,
      own,
    ]) => html`<details class="group"><summary>${area} <small>${plural(own.length, 'operation')}</small></summary>
${list(own)}</details>
`,
  )}`;
}

/** What an operation belongs to: its first tag, else the first part of its path that is no parameter. */
export function areaOf({ tags: [tag], path }: Pick<Operation, 'tags' | 'path'>): string {
  return tag ?? path.split('/').find((part) => part !== '' && !part.startsWith('{')) ?? '/';
}

/** The place of an operation in the page that Redoc makes of its contract. */
export function placeOf({ id }: Pick<Operation, 'id'>): string {
  return `#/operation/${percentEncode(id)}`;
}

function presentOperation(contract: string, operation: Operation): Html {
  const { method, path, summary, examples } = operation;
  const about = [summary, ...(examples.length > 0 ? [plural(examples.length, 'documented example')] : [])]
    .filter(Boolean)
    .join(' · ');
  return html`<li class="item" data-method="${method}" data-area="${areaOf(operation)}" data-contract="${contract}"><a href="./${percentEncode(contract)}.html${placeOf(operation)}"><b class="method ${method.toLowerCase()}">${method}</b> <code>${path}</code></a> <span>${about}</span></li>
`;
}
