import { html, type Html } from '../html.ts';
import { formatPolicy } from './policy.ts';

/** The head of a page, and the script that it runs. */
export interface PageHead {
  title: string;
  style: string;
  /** The text of the one script, which stands at the end of the body. */
  script?: string;
}

/** The head of a page in one file: it fetches nothing, runs its own script alone, and no text becomes markup in it. */
export function drawHead({ title, style, script }: PageHead): Html {
  // No script may turn a text into markup either: there is no policy of Trusted Types that would let it.
  const policy = `${formatPolicy({ scripts: script === undefined ? [] : [script], styles: [style] })}; require-trusted-types-for 'script'; trusted-types 'none'`;
  return html`<head>
<meta charset="utf-8">
${{ markup: `<meta http-equiv="Content-Security-Policy" content="${policy}">` }}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<link rel="icon" href="data:,">
${{ markup: `<style>${style}</style>` }}
</head>`;
}

/** The script of a page: its text and tags have to be exactly those that the policy names by their hash. */
export function drawScript(script: string): Html {
  return { markup: `<script>${script}</script>` };
}
