/** The style of the journal's page, light and dark; text and surfaces contrast by 4.5 to 1 and more. */
export const JOURNAL_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1b1f27; --soft: #576071; --line: #dfe3ea; --link: #0b57c2; --mark: #eef1f6;
  --good: #14653a; --warn: #8a4b00; --bad: #a8202c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1a1e26; --text: #e7eaf0; --soft: #a2acbd; --line: #303743; --link: #8ab6ff; --mark: #252b36;
    --good: #6fd39b; --warn: #f0b460; --bad: #ff9aa2;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main { max-width: 78rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 2.25rem; padding-bottom: 1rem; }
h1 { margin: 0 0 .25rem; font-size: 1.7rem; line-height: 1.2; letter-spacing: -.02em; }
header p { margin: 0; color: var(--soft); }
a { color: var(--link); }
form { display: flex; flex-wrap: wrap; gap: .6rem; align-items: end; margin-top: 1.1rem; }
label { flex: 1 1 18rem; color: var(--soft); font-size: .85rem; }
input, button { font: inherit; color: inherit; border-radius: 8px; border: 1px solid var(--line); background: var(--card); padding: .45rem .7rem; }
input { display: block; width: 100%; margin-top: .2rem; font-size: .95rem; color: var(--text); }
button { cursor: pointer; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
#state { min-height: 1.5em; margin: .6rem 0 0; color: var(--soft); font-size: .9rem; }
#state.bad { color: var(--bad); }
.frame { margin-bottom: 3rem; overflow-x: auto; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
table { width: 100%; border-collapse: collapse; }
th { padding: .55rem .8rem; color: var(--soft); font-size: .8rem; font-weight: 600; text-align: left; }
td { padding: .35rem .8rem; border-top: 1px solid var(--line); vertical-align: top; white-space: nowrap; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
td.what { width: 60%; white-space: normal; }
td.what button { width: 100%; padding: .1rem .2rem; border: 0; background: none; text-align: left; overflow-wrap: anywhere; unicode-bidi: isolate; }
td.what b { display: inline-block; min-width: 4.2rem; }
td.what, pre, dd, .status { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .9rem; }
.soft { color: var(--soft); }
.s2 { color: var(--good); } .s3 { color: var(--soft); } .s4 { color: var(--warn); } .s5, .s0 { color: var(--bad); }
.chaos { margin-left: .4rem; padding: 0 .35rem; border: 1px solid currentColor; border-radius: 5px; font-size: .78rem; }
tr.details td { padding: .2rem 1rem 1.2rem; background: var(--mark); white-space: normal; }
.sides { display: grid; grid-template-columns: 1fr 1fr; gap: 1.5rem; }
h2 { margin: .8rem 0 .4rem; font-size: .95rem; } h3 { margin: .9rem 0 .3rem; color: var(--soft); font-size: .8rem; }
dl { display: grid; grid-template-columns: minmax(7rem, auto) 1fr; gap: .1rem .8rem; margin: 0; }
dt { color: var(--soft); overflow-wrap: anywhere; } dd { margin: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
pre { max-height: 28rem; margin: 0; padding: .7rem .8rem; overflow: auto; background: var(--card); border: 1px solid var(--line); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; }
ul { margin: 0; padding-left: 1.1rem; }
[hidden] { display: none !important; }
#empty { padding: 2.5rem 1rem; color: var(--soft); text-align: center; }
@media (max-width: 52rem) { .sides { grid-template-columns: 1fr; } .wide { display: none; } }
`;
