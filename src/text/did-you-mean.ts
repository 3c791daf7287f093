/** Longer segments are not compared by letters: the cost is the product of the lengths. */
const COMPARED = 64;

/** The most pairs of words that are compared by letters for one path: a document may have thousands of templates. */
const COMPARISONS = 1_000;

/** The search for one path: the differences of each segment from earlier words, and how many more words may be compared. */
interface Search {
  wanted: string[];
  known: Map<string, number>[];
  left: number;
}

/**
 * Finds the path template that is most similar to a mistyped path without its query; undefined if none is near.
 * The templates are split at the first look-up.
 */
export function createNearest(templates: readonly string[]): (path: string) => string | undefined {
  let segments: string[][] | undefined;
  return (path) => {
    segments ??= templates.map((template) => template.split('/').slice(1));
    const wanted = path.split('/').slice(1);
    const search: Search = { wanted, known: wanted.map(() => new Map<string, number>()), left: COMPARISONS };
    let nearest: number | undefined;
    let least = Math.max(1, wanted.length / 2);
    for (const [index, template] of segments.entries()) {
      const cost = distance(search, template, least);
      if (cost >= least) continue;
      least = cost;
      nearest = index;
    }
    // A target without a slash (`*`) has no segments.
    return wanted.length > 0 && nearest !== undefined ? templates[nearest] : undefined;
  };
}

/** The cost of a template: 0.9 for each segment too many or too few, up to 1 for a segment that differs, 0.1 for a parameter. */
function distance(search: Search, template: string[], limit: number): number {
  const { wanted, known } = search;
  let cost = Math.abs(wanted.length - template.length) * 0.9;
  for (let index = 0; index < Math.min(wanted.length, template.length) && cost < limit; index += 1) {
    const text = wanted[index] ?? '';
    const word = template[index] ?? '';
    if (text === word) continue;
    let differs = known[index]?.get(word);
    if (differs === undefined) {
      if (cost + leastDifference(text, word) >= limit || search.left <= 0) return Infinity;
      search.left -= 1;
      differs = difference(text, word);
      known[index]?.set(word, differs);
    }
    cost += differs;
  }
  return cost;
}

/** The smallest possible difference of two segments of these lengths. */
function leastDifference(text: string, template: string): number {
  if (template.includes('{')) return 0;
  return costOf(Math.abs(text.length - template.length), template);
}

function difference(text: string, template: string): number {
  if (text === template) return 0;
  if (template.includes('{')) return text === '' ? 1 : /^\{[^{}]*\}$/.test(template) ? 0.1 : 0.3;
  if (text.length > COMPARED || template.length > COMPARED) return 1;
  return costOf(edits(text.toLowerCase(), template.toLowerCase()), template);
}

/** The cost of so many letters: 1 where half of them differ, and at least two. */
function costOf(letters: number, template: string): number {
  return Math.min(1, letters / Math.max(2, template.length / 2));
}

/** The Levenshtein distance: the number of letters to add, drop or change. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(
        Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)),
      );
    }
    row = next;
  }
  return row.at(-1) as number;
}

/** The most similar word to a mistyped one, or undefined if none is near. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const [nearest] = words
    .map((candidate) => ({ candidate, cost: difference(word, candidate) }))
    .sort((a, b) => a.cost - b.cost);
  return nearest && nearest.cost <= 0.8 ? nearest.candidate : undefined;
}
