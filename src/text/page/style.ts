/**
 * What all pages look alike in, light and dark: colours, type, links, the filter, pills and tables. Texts and surfaces contrast by
 * 4.5 to 1 and more. A page adds its own rules to it.
 */
export const PAGE_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1b1f27; --soft: #576071; --line: #dfe3ea; --edge: #7d8798; --link: #0b57c2; --well: #f3f5f8;
  --bad: #a8202c; --bad-well: #fdecee; --good: #14653a; --good-well: #e5f5ec; --unsure: #7a4b00; --unsure-well: #fdf3dc; --idle: #a9b1bf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1a1e26; --text: #e7eaf0; --soft: #a2acbd; --line: #303743; --edge: #78839a; --link: #8ab6ff; --well: #14181f;
    --bad: #ff9aa2; --bad-well: #3d1f26; --good: #6fd39b; --good-well: #17332a; --unsure: #f0b460; --unsure-well: #3a2d15; --idle: #56607a;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
html { scroll-behavior: smooth; scroll-padding-top: 1rem; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
body > header, main, body > footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { padding-top: 2.25rem; padding-bottom: 1.3rem; }
body > footer { padding-top: 1.5rem; padding-bottom: 3rem; color: var(--soft); font-size: .9rem; }
h1, h2, h3, h4, h5, p, dl, dd, figure, ul { margin: 0; padding: 0; }
h1 { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .8rem; margin: .2rem 0 .45rem; font-size: 1.9rem; line-height: 1.25; letter-spacing: -.02em; }
h1, h2, h3, h4, h5, li, dd, td, th { overflow-wrap: anywhere; }
small { color: var(--soft); font-size: .85rem; font-weight: 400; letter-spacing: 0; }
.soft { color: var(--soft); font-size: .93rem; overflow-wrap: anywhere; }
code, pre, kbd { font: .84rem/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
pre { margin: 0; padding: .7rem 0; background: var(--well); border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap; }
pre code { font-size: .8rem; }
summary { padding: .55rem 0; font-weight: 600; cursor: pointer; }
.pill { display: inline-block; padding: .1rem .7rem; border-radius: 99px; font-size: .95rem; font-weight: 650; letter-spacing: 0; white-space: nowrap; }
td .pill, nav .pill, li > .pill { font-size: .8rem; padding: 0 .55rem; }
.pill.violates, .pill.breaks, .pill.survived { color: var(--bad); background: var(--bad-well); } .pill.conforms, .pill.keeps, .pill.killed { color: var(--good); background: var(--good-well); } .pill.undecided { color: var(--unsure); background: var(--unsure-well); }
.wide { overflow-x: auto; margin-bottom: .9rem; } table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; } th { color: var(--soft); font-weight: 500; }
.facts { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .35rem .9rem; margin-top: 1.1rem; align-items: baseline; font-size: .93rem; }
.facts dt { color: var(--soft); font-size: .85rem; } .facts dd { min-width: 0; }
.filter { z-index: 1; display: flex; flex-wrap: wrap; gap: .6rem .8rem; align-items: end; margin: 0 0 1.6rem; padding: .8rem 1rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.filter label { min-width: 0; max-width: 16rem; color: var(--soft); font-size: .85rem; } .filter .text { flex: 1 1 16rem; max-width: none; }
.filter input:not([type=checkbox]), .filter select { display: block; width: 100%; margin-top: .15rem; min-height: 2.4rem; padding: .4rem .6rem; background: var(--page); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; font: inherit; font-size: .93rem; text-overflow: ellipsis; }
.filter .keys { flex: 0 1 auto; max-width: none; } .filter .keys input { margin: 0 .3rem 0 0; vertical-align: -.1em; }
.filter p { flex: 1 1 auto; font-weight: 600; font-size: .93rem; }
kbd { padding: 0 .3rem; border: 1px solid var(--edge); border-radius: 4px; font-size: .8rem; }
.copyable { display: flex; gap: .5rem; align-items: start; min-width: 0; } .copyable pre { flex: 1 1 auto; min-width: 0; } .curl { padding: .5rem .8rem; }
.copy { flex: none; padding: .35rem .7rem; background: var(--card); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; font: inherit; font-size: .85rem; cursor: pointer; }
@media (min-width: 52rem) and (min-height: 40rem) and (scripting: enabled) {
  .filter { position: sticky; top: 0; } html:has(.filter) { scroll-padding-top: 9rem; }
}
@media (max-width: 52rem) {
  body > header, main, body > footer { padding-left: .9rem; padding-right: .9rem; }
  h1 { font-size: 1.5rem; } .facts { grid-template-columns: minmax(0, 1fr); gap: .1rem; } .facts dd { margin-bottom: .4rem; }
  /* A table becomes a list: a row is an entry, and its cells follow each other. */
  .stacked, .stacked tbody, .stacked tr { display: block; } .stacked thead { display: none; } .stacked tr { padding: .5rem 0; border-bottom: 1px solid var(--line); }
  .stacked :is(td, th) { display: inline-block; min-width: 0; padding: .05rem .9rem .05rem 0; border: 0; text-align: left; } .stacked :is(td, th)::before { color: var(--soft); font-weight: 400; }
  .filter label { flex: 1 1 40%; max-width: none; } .filter p { flex-basis: 100%; } .keys { display: none; } .copyable { flex-direction: column; align-items: stretch; } .copy { align-self: start; }
}
@media print {
  body { background: none; font-size: 11pt; } body > header, main, body > footer { max-width: none; padding: 0; }
  .filter, .copy, .anchor { display: none !important; }
  h2, h3, h4, h5 { break-after: avoid; } .pill { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
