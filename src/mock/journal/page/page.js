/*
 * The script of the journal's page, as a browser runs it. It puts what a client sent into the page as text alone;
 * the page's policy would let nothing else through.
 */
'use strict';
const LIST = '/__assay/requests';
const SHOWN = 300;
const addressFilter = new URLSearchParams(location.search);
const rows = document.getElementById('rows');
const state = document.getElementById('state');
const empty = document.getElementById('empty');
const filterBox = document.getElementById('filter');
let newest = 0;
let total = 0;
let timer;

function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children.filter((child) => child !== undefined && child !== ''));
  return element;
}

function showState(text, isBad) {
  if (state.textContent !== text) state.textContent = text;
  state.className = isBad ? 'bad' : '';
}

function target({ path, query }) {
  const pairs = Object.entries(query).flatMap(([name, values]) => [values].flat().map((value) => [name, value]));
  return path + (pairs.length > 0 ? '?' + pairs.map(([name, value]) => name + '=' + value).join('&') : '');
}

function headersOf({ headers }) {
  const list = make('dl');
  for (const [name, value] of Object.entries(headers)) list.append(make('dt', '', name), make('dd', '', value));
  return list;
}

function bodyOf({ body, bodyAs, bodySize, truncated }) {
  if (bodySize === 0) return [];
  const about = bodyAs === 'base64' ? ', in Base64' : '';
  const title = 'Body (' + bodySize + ' bytes' + about + (truncated ? ', only its beginning was kept' : '') + ')';
  if (body === undefined) return [make('h3', '', title)];
  const text = make('pre', '', bodyAs === 'json' ? JSON.stringify(body, null, 2) : body);
  text.tabIndex = 0;
  return [make('h3', '', title), text];
}

function side(title, message) {
  return make('section', '', make('h2', '', title), make('h3', '', 'Headers'), headersOf(message), ...bodyOf(message));
}

function describe(entry) {
  const errors = (entry.errors ?? []).map(({ at, message, statement }) =>
    make('li', '', at + ' ' + message + (statement ? ' — ' + statement.says : '')),
  );
  const { response } = entry;
  const answered = response
    ? side('Response: ' + entry.status, response)
    : make('section', '', make('h2', '', 'Response'), 'None: ' + whyUnanswered(entry) + '.');
  const parts = [make('div', 'sides', side('Request', entry), answered)];
  if (errors.length > 0) parts.unshift(make('h2', '', 'Why it was refused'), make('ul', '', ...errors));
  return parts;
}

function whyUnanswered({ chaos, left }) {
  return chaos ? 'chaos reset the connection' : left ? 'the client left' : 'it could not be sent';
}

function rowOf(entry) {
  const { id, time, method, status, operation, contract, duration, chaos, delay } = entry;
  const where = target(entry);
  const button = make('button', '', make('b', '', method), ' ', where);
  button.type = 'button';
  button.setAttribute('aria-expanded', 'false');
  const code = make('td', 'status s' + Math.floor((status ?? 0) / 100), String(status ?? '—'));
  if (chaos) code.append(make('span', 'chaos', chaos));
  const row = make(
    'tr',
    'entry',
    make('td', 'number soft', String(id)),
    make('td', 'wide soft', new Date(time).toLocaleTimeString()),
    make('td', 'what', button),
    code,
    make('td', 'wide soft', operation ?? ''),
    make('td', 'number soft wide', duration.toFixed(duration < 10 ? 1 : 0) + ' ms' + (delay ? ' (held back)' : '')),
  );
  row.dataset.words = [method, where, status ?? '', Math.floor((status ?? 0) / 100) + 'xx', operation, contract, chaos]
    .join(' ')
    .toLowerCase();
  button.addEventListener('click', () => toggle(row, button, entry));
  return row;
}

function toggle(row, button, entry) {
  const isOpen = row.nextElementSibling?.className === 'details';
  button.setAttribute('aria-expanded', String(!isOpen));
  if (isOpen) return row.nextElementSibling.remove();
  const cell = make('td', '', ...describe(entry));
  cell.colSpan = 6;
  row.after(make('tr', 'details', cell));
}

function applyFilter() {
  const words = filterBox.value.toLowerCase().split(/\s+/).filter(Boolean);
  let seen = 0;
  for (const row of rows.querySelectorAll('tr.entry')) {
    const fits = words.every((word) => row.dataset.words.includes(word));
    row.hidden = !fits;
    if (row.nextElementSibling?.className === 'details') row.nextElementSibling.hidden = !fits;
    if (fits) seen += 1;
  }
  empty.hidden = seen > 0;
  empty.textContent =
    rows.children.length > 0
      ? 'No request fits the filter.'
      : 'Nothing yet. What is sent to ' + location.origin + ' shows here.';
  return seen;
}

function clearRows() {
  rows.replaceChildren();
  newest = 0;
  total = 0;
}

async function fetchNew() {
  const query = new URLSearchParams(addressFilter);
  query.set('since', String(newest));
  query.set('limit', String(SHOWN));
  const response = await fetch(LIST + '?' + query, { headers: { Accept: 'application/json' }, cache: 'no-store' });
  const listed = await response.json();
  if (!response.ok) return showState(listed.detail, true);
  // Fewer than before: another page cleared them, or the mock was started again.
  if (listed.total < total) {
    clearRows();
    return fetchNew();
  }
  total = listed.total;
  for (const entry of listed.requests) {
    rows.prepend(rowOf(entry));
    newest = entry.id;
  }
  const entries = rows.querySelectorAll('tr.entry');
  for (const row of [...entries].slice(SHOWN)) {
    if (row.nextElementSibling?.className === 'details') row.nextElementSibling.remove();
    row.remove();
  }
  const seen = applyFilter();
  showState(
    total +
      (total === 1 ? ' request came' : ' requests came') +
      (seen < total ? ', ' + seen + ' shown' : '') +
      '. The list is live.',
  );
}

async function attempt(act) {
  try {
    await act();
  } catch {
    showState('The mock does not answer. Trying again.', true);
  }
}

// One after the other, so that no answer adds rows that a later request has cleared.
let queue = Promise.resolve();
function poll(first) {
  clearTimeout(timer);
  queue = queue.then(() =>
    attempt(async () => {
      await first?.();
      if (!document.hidden) await fetchNew();
    }),
  );
  timer = setTimeout(poll, 1000);
}

filterBox.addEventListener('input', applyFilter);
document.getElementById('clear').addEventListener('click', () =>
  poll(async () => {
    await fetch(LIST, { method: 'DELETE' });
    clearRows();
  }),
);
document.getElementById('tools').addEventListener('submit', (event) => event.preventDefault());
document.addEventListener('visibilitychange', () => poll());
poll();
