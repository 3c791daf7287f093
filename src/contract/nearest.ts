/** Longer segments are not compared letter by letter: the cost is their product. */
const COMPARED = 64;

/**
 * The path template that a mistyped path most likely means, or undefined where none is near.
 * @param path without its query
 */
export function nearestPath(path: string, templates: readonly string[]): string | undefined {
  const wanted = path.split('/').slice(1);
  let nearest: string | undefined;
  let least = Infinity;
  for (const template of templates) {
    const cost = distance(wanted, template.split('/').slice(1), least);
    if (cost >= least) continue;
    least = cost;
    nearest = template;
  }
  // Of nothing at all, nothing is near.
  return wanted.length > 0 && least < Math.max(1, wanted.length / 2) ? nearest : undefined;
}

/** Almost one for each segment too many or too few, less for one that differs in some letters, hardly anything for a parameter. */
function distance(wanted: string[], template: string[], limit: number): number {
  let cost = Math.abs(wanted.length - template.length) * 0.9;
  for (let index = 0; index < Math.min(wanted.length, template.length) && cost < limit; index += 1)
    cost += difference(wanted[index] ?? '', template[index] ?? '');
  return cost;
}

function difference(text: string, template: string): number {
  if (text === template) return 0;
  if (template.includes('{')) return text === '' ? 1 : /^\{[^{}]*\}$/.test(template) ? 0.1 : 0.3;
  if (text.length > COMPARED || template.length > COMPARED) return 1;
  return Math.min(1, edits(text.toLowerCase(), template.toLowerCase()) / Math.max(2, template.length / 2));
}

/** Levenshtein's distance: how many letters to add, drop or change. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The word that a mistyped one most likely means, or undefined where none is near. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const [nearest] = words.map((candidate) => ({ candidate, cost: difference(word, candidate) })).sort((a, b) => a.cost - b.cost);
  return nearest && nearest.cost <= 0.8 ? nearest.candidate : undefined;
}
