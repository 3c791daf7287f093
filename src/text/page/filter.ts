import { html, type Html } from '../html.ts';

/** Something to choose one value of. */
export interface Facet {
  /** The name of the attribute `data-…` of the items that has its value: a word in lower case. */
  name: string;
  label: string;
  values: readonly string[];
}

/** The most values of one choice: a list of more is no longer read, and the search finds them. */
const MAX_VALUES = 2_000;

/**
 * The form that narrows a page to what one looks for: by words, and by one value of each facet. The page's script shows it,
 * and filters the elements of the class `item`; those of the class `group` are hidden where nothing in them is left.
 * @param hint what to search for, `a path, a message, a word`
 */
export function drawFilter(label: string, hint: string, facets: Facet[] = []): Html {
  const useful = facets.filter(({ values }) => values.length > 1);
  return html`<form class="filter" role="search" aria-label="${label}" hidden>
<label class="text">${label} <input name="text" type="search" autocomplete="off" spellcheck="false" placeholder="${hint}"></label>
${useful.map(drawFacet)}<label class="keys"><input type="checkbox" name="keys" checked> Keys: <kbd>/</kbd> search, <kbd>j</kbd> <kbd>k</kbd> step, <kbd>Esc</kbd> all</label>
<p role="status"></p>
</form>`;
}

function drawFacet({ name, label, values }: Facet): Html {
  return html`<label>${label} <select name="${name}"><option value="">all</option>${values.slice(0, MAX_VALUES).map((value) => html`<option>${value}</option>`)}</select></label>
`;
}
