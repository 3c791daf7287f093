import type { Run } from '../model/run.ts';
import { html } from '../text/html.ts';
import { tally, worst } from './summary.ts';

const COLOURS = { conforms: '#2e7d32', violates: '#b71c1c', undecided: '#8a6100' } as const;

/** Pixels of a letter of the font at its size, as wide as one gets: text that is too narrow is better than text that is cut. */
const LETTER = 6.6;
const PADDING = 12;

/** An SVG of one line: the verdict, and how many sentences of the documents hold. */
export function badge(runs: Run[]): string {
  const verdict = worst(runs);
  const all = runs.map((run) => tally(run).statements);
  const sum = (name: keyof (typeof all)[number]) => all.reduce((total, counts) => total + counts[name], 0);
  const [verified, broken, open] = [sum('verified'), sum('broken'), sum('not exercised')];
  const of = verified + broken + open;
  const left = 'assay';
  const right = of === 0 ? verdict : `${verdict}, ${verified} of ${of} sentences`;
  const [own, other] = [left, right].map((text) => Math.round(text.length * LETTER + PADDING)) as [number, number];
  const label = `${left}: ${right}`;
  const { markup } =
    html`<svg xmlns="http://www.w3.org/2000/svg" width="${own + other}" height="20" role="img" aria-label="${label}">
<title>${label}</title>
<rect width="${own}" height="20" fill="#444"/>
<rect x="${own}" width="${other}" height="20" fill="${COLOURS[verdict]}"/>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="${own / 2}" y="14">${left}</text>
<text x="${own + other / 2}" y="14">${right}</text>
</g>
</svg>`;
  return `${markup}\n`;
}
