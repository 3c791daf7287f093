/** The style of the panel, whose colours follow the switch of Redoc's page. Nothing outside of the panel is touched. */
export const PANEL_STYLE = `
#assay-try { --card: #fff; --text: #1b1f27; --soft: #576071; --edge: #7d8798; --well: #f3f5f8; --link: #0b57c2; --on-link: #fff; position: fixed; right: 1rem; bottom: 1rem; z-index: 1000; display: flex; flex-direction: column; align-items: end; gap: .6rem; width: min(34rem, calc(100vw - 2rem)); pointer-events: none; font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; color: var(--text); }
.dark #assay-try { --card: #1a1e26; --text: #e7eaf0; --soft: #a2acbd; --edge: #78839a; --well: #14181f; --link: #8ab6ff; --on-link: #12151b; color-scheme: dark; }
#assay-try * { box-sizing: border-box; }
#assay-try > * { pointer-events: auto; }
#assay-try form { width: 100%; max-height: calc(100vh - 6rem); margin: 0; padding: 1rem 1.1rem; overflow: auto; background: var(--card); border: 1px solid var(--edge); border-radius: 12px; box-shadow: 0 8px 30px #0003; }
#assay-try [hidden] { display: none; }
#assay-try label { display: block; margin-bottom: .6rem; color: var(--soft); font-size: .85rem; }
#assay-try .line { display: flex; gap: .6rem; } #assay-try .path { flex: 1; min-width: 0; }
#assay-try :is(input, select, textarea) { display: block; width: 100%; margin: .15rem 0 0; padding: .4rem .6rem; background: var(--well); color: var(--text); border: 1px solid var(--edge); border-radius: 8px; font: .85rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
#assay-try textarea { resize: vertical; } #assay-try :disabled { opacity: .5; }
#assay-try button { padding: .5rem 1.1rem; background: var(--link); color: var(--on-link); border: 0; border-radius: 99px; font: 600 .95rem system-ui, sans-serif; cursor: pointer; }
#assay-try :focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
#assay-try p { min-height: 1.5em; margin: .6rem 0 0; font-weight: 600; }
#assay-try pre { max-height: 18rem; margin: .4rem 0 0; padding: .7rem .9rem; overflow: auto; background: var(--well); border: 1px solid var(--edge); border-radius: 8px; white-space: pre-wrap; overflow-wrap: anywhere; font: .82rem/1.55 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; }
@media print { #assay-try { display: none; } }
`;
