import { plain } from '../text/wording.ts';

/** A text inside an HTML block, on one line, split where GitHub would make a mention, an issue or a link. */
export function inert(text: string): string {
  return text
    .split(/(?<=[@#]|:(?=\/\/)|\bwww(?=\.))/i)
    .map(refer)
    .join('<!-- -->');
}

/** A text inside a line of Markdown, in `code`, where GitHub makes no mentions. */
export function code(text: string): string {
  return `<code>${refer(text)}</code>`;
}

/** Punctuation as character references, which are never markup (CommonMark §2.5). */
function refer(text: string): string {
  return plain(text, true).replace(/[^\p{L}\p{N} ,;()/@-]/gu, (character) => `&#${character.codePointAt(0)};`);
}
