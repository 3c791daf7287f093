import { PAGE_STYLE } from '../../text/page/style.ts';

/** The style of the report page: what all pages have, and its own. */
export const REPORT_STYLE = `${PAGE_STYLE}
h2 { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .8rem; margin: .4rem 0 .45rem; font-size: 1.6rem; line-height: 1.3; letter-spacing: -.02em; }
h3 { margin: 2.6rem 0 .9rem; font-size: 1.3rem; letter-spacing: -.01em; } summary h3 { display: inline; margin: 0; font-size: 1rem; letter-spacing: 0; }
h4 { margin: 1.6rem 0 .7rem; font-size: 1rem; font-weight: 400; } h4 b { font: 700 .9rem ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
h5, .undecided h4 { margin: 0; font-size: 1.05rem; font-weight: 650; line-height: 1.4; }
.anchor { padding: 0 .3rem; color: var(--soft); text-decoration: none; font-weight: 400; } .anchor:hover { color: var(--link); }

.overview { margin-top: 1rem; } .overview caption { padding-bottom: .3rem; color: var(--soft); text-align: left; font-size: .88rem; } .overview th[scope=row] { min-width: 9rem; font-size: .95rem; } .overview td:nth-child(n+3) { font-variant-numeric: tabular-nums; } .overview .bad { color: var(--bad); font-weight: 650; } .overview .unsure { color: var(--unsure); font-weight: 650; }
.parts ul { display: flex; flex-wrap: wrap; gap: .3rem 1.4rem; margin-top: 1.2rem; padding: 0; list-style: none; font-size: .95rem; }
.run { padding-bottom: 2.5rem; } .run + .run { padding-top: 2.5rem; border-top: 1px solid var(--line); }
.tiles { display: flex; flex-wrap: wrap; gap: .7rem; margin-top: 1.3rem; }
.tiles div { display: flex; flex-direction: column-reverse; min-width: 7.5rem; padding: .7rem 1rem .6rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.tiles dt { color: var(--soft); font-size: .88rem; } .tiles dd { font-size: 1.5rem; font-weight: 650; line-height: 1.25; font-variant-numeric: tabular-nums; }
.tiles .bad dd { color: var(--bad); } .tiles .unsure dd { color: var(--unsure); }
/* What is out of sight is not laid out before it is needed, so that a thousand of them open at once. */
.finding { content-visibility: auto; contain-intrinsic-size: auto 30rem; margin: 0 0 1.1rem; padding: 1.15rem 1.4rem 1.25rem; background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--idle); border-radius: 12px; }
.finding.violation { border-left-color: var(--bad); } .finding.undecided { border-left-color: var(--unsure); } .finding.note { border-left-color: var(--link); }
.finding > .soft::first-letter { text-transform: uppercase; }
.finding.waived h5 { color: var(--soft); font-weight: 500; } .finding.waived summary { padding: 0; color: var(--soft); font-size: .93rem; font-weight: 400; }
.says { margin-top: .9rem; padding-left: .9rem; border-left: 3px solid var(--line); } cite { color: var(--soft); font-size: .88rem; font-style: normal; }
.says cite { display: block; }
.difference { display: flex; flex-wrap: wrap; gap: .3rem 2.2rem; margin-top: .9rem; }
.difference dt { color: var(--soft); font-size: .85rem; } .difference dd { overflow-wrap: anywhere; }
.want code { color: var(--good); } .have code { color: var(--bad); }
.note .want code, .note .have code { color: inherit; }
.contents { margin: 0 0 1.4rem; padding: 0; list-style: none; columns: 2 26rem; column-gap: 2.5rem; font-size: .95rem; }
.contents li { padding: .12rem 0 .12rem 1.4rem; text-indent: -1.4rem; break-inside: avoid; overflow-wrap: anywhere; } .contents > li > b { display: inline-block; width: 1.4rem; text-indent: 0; } .contents a { color: inherit; text-decoration-color: var(--idle); }
.contents .violation b { color: var(--bad); } .contents .note b { color: var(--link); } .contents .waived { color: var(--soft); }
.hint { margin-top: .7rem; }
.exchange { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: .9rem; margin-top: 1.1rem; align-items: start; }
figure { min-width: 0; } figcaption { margin-bottom: .3rem; color: var(--soft); font-size: .85rem; }
.exchange pre { padding: .7rem .9rem; }
.exchange mark, .exchange ins, .exchange del, .exchange i { display: inline-block; width: calc(100% + 1.8rem); margin: 0 -.9rem; padding: 0 .9rem; color: inherit; text-decoration: none; vertical-align: top; }
.exchange mark { box-shadow: inset 3px 0 var(--unsure); background: var(--unsure-well); }
.response mark { box-shadow: inset 3px 0 var(--bad); background: var(--bad-well); }
.exchange i { padding-left: 1.6rem; color: var(--unsure); background: var(--unsure-well); box-shadow: inset 3px 0 var(--unsure); font-style: normal; }
.exchange ins, .exchange del { font-weight: 600; padding-left: 1.6rem; }
.exchange ins { color: var(--good); background: var(--good-well); box-shadow: inset 3px 0 var(--good); } .exchange ins::before { content: "+ "; }
.exchange del { color: var(--bad); background: var(--bad-well); box-shadow: inset 3px 0 var(--bad); } .exchange del::before { content: "\\2212\\00a0"; }
figure p { margin-top: .35rem; }
.bar { display: block; width: 100%; height: 10px; margin-bottom: .6rem; border-radius: 99px; } .bar .good { fill: var(--good); } .bar .bad { fill: var(--bad); } .bar .idle { fill: var(--idle); }
details { margin-top: .6rem; } .finding details { margin: 0; }
.list { border-top: 1px solid var(--line); } .list:last-child { border-bottom: 1px solid var(--line); } .list { margin: 0; } .list[id] { scroll-margin-top: 1rem; }
.list ul { padding: 0 0 .9rem 1.2rem; } .plain { list-style: none; } .plain .bad { color: var(--bad); }
.statements { list-style: none; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
.statements li { display: grid; grid-template-columns: 8rem minmax(0, 1fr); gap: .8rem; padding: .65rem 1.2rem; } .statements li + li { border-top: 1px solid var(--line); }
.statements cite, .statements code { display: block; } .statements code { color: var(--soft); font-size: .78rem; }
.statements b { font-size: .88rem; line-height: 1.75; } .statements .good b { color: var(--good); } .statements .bad b { color: var(--bad); } .statements .idle b { color: var(--soft); font-weight: 500; }
.cases td:nth-child(2) { min-width: 16rem; } td:first-child { white-space: nowrap; } .cases :is(td, th):nth-child(n+5) { text-align: right; font-variant-numeric: tabular-nums; }
tr.violates td:first-child { color: var(--bad); } tr.conforms td:first-child { color: var(--good); } tr.undecided td:first-child { color: var(--unsure); }
@media (max-width: 52rem) {
  .exchange { grid-template-columns: minmax(0, 1fr); } .finding { padding: 1rem 1.05rem; }
  h2 { font-size: 1.35rem; } .tiles div { flex: 1 1 40%; min-width: 0; }
  .overview { font-size: .95rem; } .overview caption { display: block; } .overview th { display: block; } .overview td:nth-child(3)::before { content: "violations "; } .overview td:nth-child(4)::before { content: "notes "; } .overview td:nth-child(5)::before { content: "undecided "; } .overview td:nth-child(6)::before { content: "cases "; } .overview td:nth-child(7)::before { content: "answered "; }
  .cases td:nth-child(2) { display: block; min-width: 0; } .cases td:nth-child(5)::before { content: "status "; } .cases td:nth-child(6)::after { content: " ms"; }
  .statements li { grid-template-columns: minmax(0, 1fr); gap: .1rem; }
}
@media print {
  .tiles div { break-inside: avoid-page; } .finding { content-visibility: visible; }
  mark, ins, del, .bar rect { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}
`;
