import { PAGE_STYLE } from '../text/page/style.ts';

/** The style of the index page: what all pages have, and its own. */
export const INDEX_STYLE = `${PAGE_STYLE}
:root { --post: var(--good); --get: var(--link); --put: var(--unsure); --delete: var(--bad); }
body > header, main, body > footer { max-width: 64rem; }
header p { max-width: 46rem; color: var(--soft); }
article, .mock { margin: 0 0 1.75rem; padding: 1.5rem 1.75rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.mock .copyable { margin: .8rem 0; }
h2 { margin: 0; font-size: 1.4rem; line-height: 1.3; letter-spacing: -.01em; } .mock h2 { font-size: 1.15rem; } h2 code { font-size: 1em; }
h2 small { margin-left: .35rem; }
h3 { margin: 1.5rem 0 .6rem; color: var(--soft); font-size: .85rem; font-weight: 600; }
p { margin: .35rem 0 0; }
ul { list-style: none; }
.operations li { padding: .5rem 0; border-top: 1px solid var(--line); }
.operations li:last-child { border-bottom: 1px solid var(--line); }
.operations a { display: grid; grid-template-columns: 4.5rem minmax(0, 1fr); color: inherit; text-decoration: none; } .operations code { color: var(--link); font-size: .9em; } .operations a:hover code { text-decoration: underline; }
.operations span { display: block; margin-left: 4.5rem; color: var(--soft); font-size: .93rem; }
.method { font: 700 .82rem/1.85 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--soft); }
.post { color: var(--post); } .get { color: var(--get); } .put, .patch { color: var(--put); } .delete { color: var(--delete); }
.documents li { margin-bottom: .5rem; }
cite { font-weight: 600; font-style: normal; }
.documents span { display: block; color: var(--soft); font-size: .93rem; }
details { border-top: 1px solid var(--line); } .operations + details, .documents + details, h3 + details { margin-top: 1.4rem; }
summary { padding: .7rem 0; }
summary small { margin-left: .35rem; }
details[open] { padding-bottom: .6rem; }
.entry { padding: .85rem 1rem; margin-bottom: .6rem; background: var(--well); border-radius: 8px; }
.entry h4 { margin: 0 0 .3rem; font-size: 1rem; }
.entry h4::first-letter { text-transform: uppercase; }
.entry dl { display: grid; grid-template-columns: 5.5rem minmax(0, 1fr); gap: .25rem .75rem; font-size: .95rem; }
.entry dt { color: var(--soft); }
nav { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; margin-top: .8rem; }
@media (max-width: 52rem) {
  article, .mock { padding: 1.1rem 1rem; }
  .operations a, .entry dl { grid-template-columns: minmax(0, 1fr); } .operations span { margin-left: 0; } .entry dd { margin-bottom: .35rem; }
}
@media print { article { break-inside: auto; border: 0; padding: 0; } }
`;
