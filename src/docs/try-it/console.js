/*
 * The panel of a contract's page that sends a request to the mock which serves the page, as a browser runs it. What comes back is
 * put into the page as text alone, and the page's policy lets it ask no other server.
 */
'use strict';
{
  const panel = document.getElementById('assay-try');
  const opener = panel.querySelector('[aria-controls]');
  const form = panel.querySelector('form');
  const state = panel.querySelector('[role=status]');
  const answer = panel.querySelector('pre');
  const { operation, method, path, headers, body } = form.elements;
  /** The most characters of an answer that are shown. */
  const SHOWN = 100_000;
  /** What a page may not set (Fetch §2.2.2). */
  const FORBIDDEN =
    /^(accept-charset|accept-encoding|connection|content-length|cookie|date|host|te|trailer|transfer-encoding|upgrade)$/i;

  /** The operation that the address names, as Redoc writes it: `#/pets/getpet`. */
  function current() {
    const place = decodeURIComponent(location.hash.slice(1).split('#', 1)[0]).toLowerCase();
    const fits = [...operation.options].filter(({ value }) => place.endsWith('/' + value.toLowerCase()));
    return fits.sort((one, other) => other.value.length - one.value.length)[0]?.value;
  }

  async function fill() {
    const response = await fetch(form.dataset.requests + encodeURIComponent(operation.value));
    const request = response.ok ? await response.json() : undefined;
    method.value = request?.method ?? operation.selectedOptions[0].textContent.split(' ', 1)[0];
    path.value = request?.path ?? '';
    headers.value = (request?.headers ?? [])
      .filter(([name]) => !FORBIDDEN.test(name))
      .map(([name, value]) => name + ': ' + value)
      .join('\n');
    body.value = request?.body ?? '';
    body.disabled = method.value === 'GET' || method.value === 'HEAD';
    state.textContent = request ? '' : 'The contract has no request for it. Write one.';
    answer.hidden = true;
    form.dataset.filled = operation.value;
  }

  function fieldsOf(text) {
    return text
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]);
  }

  async function send() {
    const url = new URL(path.value, location.origin);
    if (url.origin !== location.origin) throw new Error('only this mock is asked: write a path');
    const began = performance.now();
    const response = await fetch(url, {
      method: method.value,
      headers: fieldsOf(headers.value),
      ...(!body.disabled && body.value !== '' && { body: body.value }),
      credentials: 'omit',
      cache: 'no-store',
    });
    const text = await response.text();
    state.textContent =
      response.status + ' ' + response.statusText + ', ' + Math.round(performance.now() - began) + ' ms';
    const fields = [...response.headers].map(([name, value]) => name + ': ' + value).join('\n');
    answer.querySelector('code').textContent = fields + '\n\n' + readable(text).slice(0, SHOWN);
    answer.hidden = false;
  }

  function readable(text) {
    try {
      return JSON.stringify(JSON.parse(text), null, 2);
    } catch {
      return text;
    }
  }

  async function attempt(act) {
    try {
      await act();
    } catch (error) {
      state.textContent = 'Not sent: ' + error.message;
      answer.hidden = true;
    }
  }

  function toggle(isOpen) {
    form.hidden = !isOpen;
    opener.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) return opener.focus();
    operation.value = current() ?? operation.value;
    operation.focus();
    return attempt(fill);
  }

  opener.addEventListener('click', () => toggle(form.hidden));
  panel.addEventListener('keydown', ({ key }) => key === 'Escape' && !form.hidden && toggle(false));
  operation.addEventListener('change', () => attempt(fill));
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    attempt(send);
  });
}
