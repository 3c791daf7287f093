/** The style of the report page, light and dark; text and surfaces contrast by 4.5 to 1 and more. */
export const REPORT_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1b1f27; --soft: #576071; --line: #dfe3ea; --link: #0b57c2; --well: #f3f5f8;
  --bad: #a8202c; --bad-well: #fdecee; --good: #14653a; --good-well: #e5f5ec; --unsure: #7a4b00; --unsure-well: #fdf3dc; --idle: #a9b1bf;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1a1e26; --text: #e7eaf0; --soft: #a2acbd; --line: #303743; --link: #8ab6ff; --well: #14181f;
    --bad: #ff9aa2; --bad-well: #3d1f26; --good: #6fd39b; --good-well: #17332a; --unsure: #f0b460; --unsure-well: #3a2d15; --idle: #56607a;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; }
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
body > header, main, body > footer { max-width: 76rem; margin: 0 auto; padding: 0 1.25rem; }
body > header { padding-top: 2.25rem; }
h1, h2, h3, h4, p, dl, dd, figure, ul { margin: 0; padding: 0; }
h1 { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .8rem; margin: .4rem 0 .45rem; font-size: 1.9rem; line-height: 1.25; letter-spacing: -.02em; }
h2 { margin: 2.6rem 0 .9rem; font-size: 1.3rem; letter-spacing: -.01em; }
h3 { margin: 1.6rem 0 .7rem; font-size: 1rem; font-weight: 400; }
h3 b { font: 700 .9rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
li { overflow-wrap: anywhere; } h4 { font-size: 1.05rem; line-height: 1.4; overflow-wrap: anywhere; }
small { color: var(--soft); font-size: .85rem; font-weight: 400; }
.soft { color: var(--soft); font-size: .93rem; overflow-wrap: anywhere; }
code, pre { font: .84rem/1.6 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; border-radius: 4px; }
nav { display: flex; flex-wrap: wrap; gap: .5rem 1.4rem; margin-top: .8rem; }
nav a { text-decoration: none; } nav a:hover { text-decoration: underline; }
.run { padding-bottom: 2.5rem; } .run + .run { padding-top: 2.5rem; border-top: 1px solid var(--line); }
.pill { display: inline-block; padding: .1rem .7rem; border-radius: 99px; font-size: .95rem; font-weight: 650; letter-spacing: 0; white-space: nowrap; }
nav .pill { font-size: .8rem; padding: 0 .55rem; }
.pill.violates { color: var(--bad); background: var(--bad-well); } .pill.conforms { color: var(--good); background: var(--good-well); } .pill.undecided { color: var(--unsure); background: var(--unsure-well); }
.tiles { display: flex; flex-wrap: wrap; gap: .7rem; margin-top: 1.3rem; }
.tiles div { display: flex; flex-direction: column-reverse; min-width: 7.5rem; padding: .7rem 1rem .6rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.tiles dt { color: var(--soft); font-size: .88rem; } .tiles dd { font-size: 1.5rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tiles .bad dd { color: var(--bad); } .tiles .unsure dd { color: var(--unsure); }
.finding { margin: 0 0 1.1rem; padding: 1.15rem 1.4rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--idle); border-radius: 12px; }
.finding.violation { border-left-color: var(--bad); } .finding.undecided { border-left-color: var(--unsure); } .finding.note { border-left-color: var(--link); }
.finding > .soft::first-letter { text-transform: uppercase; }
.finding.waived h4 { display: inline; color: var(--soft); font-weight: 500; } .finding.waived summary { padding: 0; font-weight: 400; }
.says { margin-top: .9rem; padding-left: .9rem; border-left: 3px solid var(--line); } cite { color: var(--soft); font-size: .88rem; font-style: normal; }
.says cite { display: block; }
.difference { display: flex; flex-wrap: wrap; gap: .3rem 2.2rem; margin-top: .9rem; }
.difference dt, .facts dt { color: var(--soft); font-size: .85rem; } .difference dd { overflow-wrap: anywhere; }
.want code { color: var(--good); } .have code { color: var(--bad); }
.note .want code, .note .have code { color: inherit; }
ol { margin: 0 0 1.4rem; padding: 0; list-style: none; columns: 2 26rem; column-gap: 2.5rem; font-size: .95rem; }
ol li { padding: .12rem 0 .12rem 1.4rem; text-indent: -1.4rem; break-inside: avoid; overflow-wrap: anywhere; } ol b { display: inline-block; width: 1.4rem; text-indent: 0; } ol a { color: inherit; text-decoration-color: var(--idle); }
ol .violation b { color: var(--bad); } ol .note b { color: var(--link); } ol .waived { color: var(--soft); }
.hint { margin-top: .7rem; }
.exchange { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .9rem; margin-top: 1.1rem; align-items: start; }
figure { min-width: 0; } figcaption { margin-bottom: .3rem; color: var(--soft); font-size: .85rem; }
pre { margin: 0; padding: .7rem 0; background: var(--well); border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap; }
pre code { font-size: .8rem; }
.exchange pre { padding: .7rem .9rem; }
.exchange mark, .exchange ins, .exchange del, .exchange i { display: inline-block; width: calc(100% + 1.8rem); margin: 0 -.9rem; padding: 0 .9rem; color: inherit; text-decoration: none; vertical-align: top; }
.exchange mark { box-shadow: inset 3px 0 var(--unsure); background: var(--unsure-well); }
.response mark { box-shadow: inset 3px 0 var(--bad); background: var(--bad-well); }
.exchange i { padding-left: 1.6rem; color: var(--unsure); background: var(--unsure-well); box-shadow: inset 3px 0 var(--unsure); font-style: normal; }
.exchange ins, .exchange del { font-weight: 600; padding-left: 1.6rem; }
.exchange ins { color: var(--good); background: var(--good-well); box-shadow: inset 3px 0 var(--good); } .exchange ins::before { content: "+ "; }
.exchange del { color: var(--bad); background: var(--bad-well); box-shadow: inset 3px 0 var(--bad); } .exchange del::before { content: "\\2212\\00a0"; }
figure p { margin-top: .35rem; }
.facts { display: grid; grid-template-columns: 6.5rem minmax(0, 1fr); gap: .35rem .9rem; margin-top: 1.1rem; align-items: baseline; font-size: .93rem; }
.facts dd { overflow-wrap: anywhere; } .curl { padding: .5rem .8rem; }
.bar { display: flex; gap: 3px; height: 10px; margin-bottom: .6rem; overflow: hidden; border-radius: 99px; }
.bar span { flex-basis: 0; } .bar .good { background: var(--good); } .bar .bad { background: var(--bad); } .bar .idle { background: var(--idle); }
details { margin-top: .6rem; } .finding details { margin: 0; }
summary { padding: .55rem 0; font-weight: 600; cursor: pointer; }
.list { border-top: 1px solid var(--line); } .list:last-child { border-bottom: 1px solid var(--line); } .list { margin: 0; } .statements + .list, h2 ~ .list { margin-top: 0; }
.list ul { padding: 0 0 .9rem 1.2rem; } .plain { list-style: none; } .plain .bad { color: var(--bad); }
.statements { list-style: none; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.statements li { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .8rem; padding: .65rem 1.2rem; } .statements li + li { border-top: 1px solid var(--line); }
.statements cite, .statements code { display: block; } .statements code { color: var(--soft); font-size: .78rem; }
.statements b { font-size: .88rem; line-height: 1.75; } .statements .good b { color: var(--good); } .statements .bad b { color: var(--bad); } .statements .idle b { color: var(--soft); font-weight: 500; }
.wide { overflow-x: auto; margin-bottom: .9rem; } table { width: 100%; border-collapse: collapse; font-size: .9rem; }
th, td { padding: .4rem .8rem .4rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; } th { color: var(--soft); font-weight: 500; }
td:nth-child(2) { min-width: 16rem; overflow-wrap: anywhere; } td:first-child { white-space: nowrap; } td:nth-child(n+5), th:nth-child(n+5) { text-align: right; font-variant-numeric: tabular-nums; }
tr.violates td:first-child { color: var(--bad); } tr.conforms td:first-child { color: var(--good); } tr.undecided td:first-child { color: var(--unsure); }
body > footer { padding-bottom: 3rem; color: var(--soft); font-size: .9rem; }
@media (max-width: 52rem) {
  .exchange { grid-template-columns: minmax(0, 1fr); } .finding { padding: 1rem 1.05rem; }
  h1 { font-size: 1.5rem; } .tiles div { flex: 1 1 40%; min-width: 0; }
  .facts, .statements li { grid-template-columns: minmax(0, 1fr); gap: .1rem; } .facts dd { margin-bottom: .4rem; }
}
@media print {
  body { background: none; font-size: 11pt; } body > header, main, body > footer { max-width: none; padding: 0; }
  .finding, .tiles div, .statements { break-inside: avoid-page; } .statements, .finding { break-inside: auto; } h2, h3, h4 { break-after: avoid; }
  .pill, mark, ins, del, .bar span { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; block-size: auto; }
}
`;
