/*
 * The script of pages that list things, as a browser runs it: a filter over what carries the class `item`, keys that step
 * through what is shown, and buttons that copy. Without it everything is there, and what needs it stays hidden. It reads texts
 * and sets texts, and makes no markup.
 */
'use strict';
/** What is long stands open where there is room for it. */
if (matchMedia('(max-width: 52rem)').matches)
  for (const details of document.querySelectorAll('details.long')) details.open = false;
const form = document.querySelector('form.filter');
const items = [...document.querySelectorAll('.item')];
const groups = [...document.querySelectorAll('.group')].map((element) => ({
  element,
  items: [...element.querySelectorAll('.item')],
  wasOpen: element.open,
}));
/** The entries of tables of contents, each with what it leads to. */
const references = [...document.querySelectorAll('.contents li')].map((entry) => ({
  entry,
  target: document.getElementById(entry.querySelector('a').getAttribute('href').slice(1)),
}));
const texts = new Map();

function textOf(item) {
  if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
  return texts.get(item);
}

function filter() {
  const words = form.elements.text.value.toLowerCase().split(/\s+/).filter(Boolean);
  const chosen = [...form.querySelectorAll('select')].filter(({ value }) => value !== '');
  const isActive = words.length > 0 || chosen.length > 0;
  const shown = new Set();
  for (const item of items) {
    const fits =
      chosen.every(({ name, value }) => item.dataset[name] === value) &&
      words.every((word) => textOf(item).includes(word));
    item.hidden = !fits;
    if (fits) shown.add(item);
  }
  for (const { element, items: within, wasOpen } of groups) {
    element.hidden = isActive && !within.some((item) => shown.has(item));
    if (element.localName === 'details') element.open = isActive || wasOpen;
  }
  for (const { entry, target } of references) entry.hidden = target?.hidden ?? false;
  form.querySelector('[role=status]').textContent = isActive
    ? shown.size === 0
      ? 'Nothing fits.'
      : shown.size + ' of ' + items.length + ' shown'
    : '';
}

/** Moves the focus to the next item that is shown, or to the one before. */
function step(by) {
  const shown = items.filter((item) => item.getClientRects().length > 0);
  const at = shown.findIndex((item) => item.contains(document.activeElement));
  const next = at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by;
  const item = shown[next];
  if (!item) return;
  (item.querySelector('a') ?? item).focus({ preventScroll: true });
  item.scrollIntoView({ block: 'start' });
}

const KEYS = {
  '/': () => form.elements.text.focus(),
  j: () => step(1),
  k: () => step(-1),
};

function press(event) {
  const { key, target } = event;
  if (key === 'Escape' && form.contains(target)) {
    form.reset();
    filter();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input, select, textarea')) return;
  if (!Object.hasOwn(KEYS, key) || !form.elements.keys.checked) return;
  event.preventDefault();
  KEYS[key]();
}

/** Copies a text; where a page may not write to the clipboard, as over plain HTTP, by selecting it. */
async function copy(code) {
  try {
    await navigator.clipboard.writeText(code.textContent);
    return true;
  } catch {
    getSelection().selectAllChildren(code);
    return document.execCommand('copy');
  }
}

function onCopy(button) {
  const label = button.textContent;
  button.addEventListener('click', async () => {
    const isCopied = await copy(button.closest('.copyable').querySelector('code'));
    button.textContent = isCopied ? 'Copied' : 'Press Ctrl-C';
  });
  button.addEventListener('blur', () => void (button.textContent = label));
  button.hidden = false;
}

/** Opens what is folded around the place that the address names. */
function unfold() {
  const place = document.getElementById(location.hash.slice(1));
  if (!place) return;
  for (let element = place.querySelector('details') ?? place; element; element = element.parentElement)
    if (element.localName === 'details') element.open = true;
  place.scrollIntoView();
}

for (const button of document.querySelectorAll('button.copy')) onCopy(button);
if (form) {
  form.hidden = false;
  form.addEventListener('input', filter);
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', press);
  // A browser keeps what was typed when it loads a page again.
  filter();
}
addEventListener('hashchange', unfold);
unfold();
