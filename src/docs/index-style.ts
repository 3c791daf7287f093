/** The style of the index page, light and dark; text and surfaces contrast by 4.5 to 1 and more. */
export const INDEX_STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #fff; --text: #1b1f27; --soft: #576071; --line: #dfe3ea; --link: #0b57c2; --mark: #eef1f6;
  --post: #14653a; --get: #0b57c2; --put: #8a4b00; --delete: #a8202c;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1a1e26; --text: #e7eaf0; --soft: #a2acbd; --line: #303743; --link: #8ab6ff; --mark: #252b36;
    --post: #6fd39b; --get: #8ab6ff; --put: #f0b460; --delete: #ff9aa2;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
header, main, footer { max-width: 60rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3.5rem; padding-bottom: 1.75rem; }
h1 { margin: 0 0 .4rem; font-size: 2.1rem; line-height: 1.2; letter-spacing: -.02em; }
header p { margin: 0; max-width: 44rem; color: var(--soft); }
article { margin: 0 0 1.75rem; padding: 1.6rem 1.75rem 1.4rem; background: var(--card); border: 1px solid var(--line); border-radius: 12px; }
h2 { margin: 0; font-size: 1.4rem; line-height: 1.3; letter-spacing: -.01em; }
h2 small { margin-left: .35rem; color: var(--soft); font-size: .85rem; font-weight: 400; letter-spacing: 0; }
h3 { margin: 1.7rem 0 .6rem; color: var(--soft); font-size: .85rem; font-weight: 600; }
p { margin: .35rem 0 0; }
a { color: var(--link); text-underline-offset: .15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 3px; }
code { font: .9em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; overflow-wrap: anywhere; }
ul { margin: 0; padding: 0; list-style: none; }
.operations li { display: grid; grid-template-columns: 4.5rem 1fr; padding: .5rem 0; border-top: 1px solid var(--line); }
.operations li:last-child { border-bottom: 1px solid var(--line); }
.operations span { display: block; color: var(--soft); font-size: .93rem; }
.method { font: 700 .82rem/1.85 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; color: var(--soft); }
.post { color: var(--post); } .get { color: var(--get); } .put, .patch { color: var(--put); } .delete { color: var(--delete); }
.documents li { margin-bottom: .5rem; }
cite { font-weight: 600; font-style: normal; }
.documents span { display: block; color: var(--soft); font-size: .93rem; }
details { margin-top: 1.4rem; border-top: 1px solid var(--line); }
details + details { margin-top: 0; }
summary { padding: .7rem 0; font-weight: 600; cursor: pointer; }
summary small { margin-left: .35rem; color: var(--soft); font-weight: 400; font-size: .85rem; }
details[open] { padding-bottom: .6rem; }
.entry { padding: .85rem 1rem; margin-bottom: .6rem; background: var(--mark); border-radius: 8px; }
.entry h4 { margin: 0 0 .3rem; font-size: 1rem; }
.entry h4::first-letter { text-transform: uppercase; }
.entry dl { display: grid; grid-template-columns: 5.5rem 1fr; gap: .25rem .75rem; margin: 0; font-size: .95rem; }
.entry dt { color: var(--soft); } .entry dd { margin: 0; }
nav { display: flex; flex-wrap: wrap; gap: .4rem 1.4rem; margin-top: 1.1rem; }
footer { padding-bottom: 3rem; color: var(--soft); font-size: .9rem; }
@media (max-width: 36rem) {
  header { padding-top: 2rem; } article { padding: 1.2rem 1.1rem; }
  .operations li, .entry dl { grid-template-columns: 1fr; } .entry dd { margin-bottom: .35rem; }
}
@media print { body { background: none; } article { break-inside: auto; border: 0; padding: 0; } }
`;
