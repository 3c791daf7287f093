import { reasonPhrase } from '../../http/reason-phrases.ts';
import type { Result, Run } from '../../model/run.ts';
import type { Finding } from '../../model/finding.ts';
import { html, type Html } from '../../text/html.ts';
import { isWithin } from '../../json/pointer.ts';
import { isSecretHeader } from '../../contract/secrets.ts';
import { cut, plain } from '../../text/wording.ts';
import { placeIn, printJson } from '../code-frame.ts';
import { safe } from '../wording.ts';
import { MAX_BODY, maskedRequest, maskedResponse, type MaskedBody, type MaskedMessage } from '../masked-messages.ts';

/** The most lines of a body, and the most characters of a line. */
const MAX_ROWS = 60;
const MAX_WIDTH = 500;

/** A line of a message: `start`, `header content-type` or `body#/a/b`, as a finding names its place. */
interface Row {
  text: string;
  place: string;
  /** Whether it is the closing bracket of that place. */
  closes?: boolean;
}

/** A mark in a message: the place, and what is told below it. */
interface Mark {
  place: string;
  note: Html;
}

/** The request and the response of a finding's case, side by side, with marks at the finding's places. */
export function drawExchange(run: Run, finding: Finding, result: Result): Html {
  const { expect, operation, title } = result.case;
  const whole = (place: string) => (place === 'body' ? 'body#' : place);
  const asked = /^request ?(.*)/.exec(finding.at)?.[1] ?? (finding.at === 'credentials' ? 'credentials' : undefined);
  const changed = asked ?? (expect.kind === 'documented' ? undefined : /^request (.+)/.exec(expect.at)?.[1]);
  const difference = html`<ins>expected ${plain(finding.expected)}</ins>\n<del>got ${plain(finding.actual)}</del>\n`;
  const request = maskedRequest(run, result);
  const response = maskedResponse(run, result);
  const startLine = `${request.method} ${request.path}`;
  const credentials =
    changed === 'credentials' ? request.headers.find(([name]) => isSecretHeader(name, operation))?.[0] : undefined;
  const toMark = credentials ? `header ${credentials}` : changed;
  return html`<div class="exchange">
${drawMessage('Request', startLine, request, toMark === undefined ? undefined : { place: whole(toMark), note: html`<i>${safe(run, title)}</i>\n` })}
${
  response
    ? drawMessage(
        'Response',
        `${response.status} ${reasonPhrase(response.status) ?? ''}`.trim(),
        response,
        { place: whole(finding.at), note: difference },
        response.incomplete,
      )
    : html`<figure><figcaption>Response</figcaption><p class="soft">None came.</p></figure>`
}
</div>`;
}

function drawMessage(
  title: string,
  startLine: string,
  message: MaskedMessage,
  mark: Mark | undefined,
  incomplete?: string,
): Html {
  const head: Row[] = [
    { text: startLine, place: 'start' },
    ...message.headers.map(([name, value]) => ({ text: `${name}: ${value}`, place: `header ${name.toLowerCase()}` })),
  ];
  const { rows, remark } = bodyRows(message.body);
  const place = mark && placeOf(mark.place, message.body);
  // A wrong value is marked completely; an object that lacks a member is marked on its first line.
  const isWhole = place === mark?.place;
  const isMarked = (row: Row) =>
    place !== undefined && ((row.place === place && !row.closes) || (isWhole && isWithin(row.place, place)));
  const shown = around(rows, rows.findIndex(isMarked));
  const all = rows.length > 0 ? [...head, { text: '', place: 'blank' }, ...shown.rows] : head;
  const last = all.findLastIndex(isMarked);
  // A missing value has no line, so its text comes after the header fields or the body.
  const noteAt = last >= 0 ? last : place?.startsWith('header') ? head.length - 1 : all.length - 1;
  const lines = all.map(
    (row, index) => html`${drawRow(row, isMarked(row))}${index === noteAt && mark ? mark.note : ''}`,
  );
  const remarks = [shown.remark, remark, incomplete].filter((text) => text !== undefined);
  return html`<figure class="${title.toLowerCase()}">
<figcaption>${title}</figcaption>
<pre tabindex="0" aria-label="${title}"><code>${lines}</code></pre>
${remarks.map((text) => html`<p class="soft">${plain(text)}</p>`)}
</figure>`;
}

function drawRow({ text }: Row, isMarked: boolean): Html {
  const shown = cut(plain(text), MAX_WIDTH);
  return isMarked ? html`<mark>${shown || ' '}</mark>\n` : html`${shown}\n`;
}

/** The line of a place; the start line for places without a line. */
function placeOf(place: string, body: MaskedBody): string {
  if (place.startsWith('header ')) return place.toLowerCase();
  if (!place.startsWith('body#')) return 'start';
  // A text that is not parsed has no places but the whole.
  return body.kind === 'json' ? `body${placeIn(body.value, place.slice('body'.length))}` : place;
}

function bodyRows(body: MaskedBody): { rows: Row[]; remark?: string | undefined } {
  const { kind, size, isCut } = body;
  if (kind === 'none') return { rows: [] };
  if (kind === 'bytes') return { rows: [], remark: `A body of ${size} bytes that are no text.` };
  const remark = isCut ? `The body has ${size} bytes, of which ${MAX_BODY} were looked at here.` : undefined;
  const lines = kind === 'json' ? printJson(body.value) : undefined;
  const rows =
    lines?.map((line) => ({ ...line, place: `body${line.place}` })) ??
    body.text.split('\n').map((text) => ({ text, place: 'body#' }));
  return { rows, remark };
}

/** The rows around the marked one, or the first. */
function around(rows: Row[], marked: number): { rows: Row[]; remark?: string } {
  if (rows.length <= MAX_ROWS) return { rows };
  const start = Math.min(Math.max(0, marked - MAX_ROWS / 2), rows.length - MAX_ROWS);
  return {
    rows: rows.slice(start, start + MAX_ROWS),
    remark: `Lines ${start + 1} to ${start + MAX_ROWS} of the ${rows.length} of the body.`,
  };
}
