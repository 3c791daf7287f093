import type { Operation } from '../../model/contract.ts';
import { isSafe } from '../../http/methods.ts';
import { isSuccess } from '../../contract/examples.ts';
import { compileSegments } from '../../messages/path-template.ts';

/** What is not made, but changed or ended, and named by the body. */
const ACTS_ON_THINGS = (
  'update edit modify rename replace move set stop kill terminate cancel mark dismiss archive unarchive ' +
  'enable toggle reorder transfer change merge approve reject decline acknowledge ack ban unban block ' +
  'unblock mute unmute kick freeze unfreeze assign unassign detach disconnect unlink share unshare ' +
  'unpublish unpin unsubscribe lock unlock unmount swap switch activate pause resume abort close reopen ' +
  'promote demote refund withdraw confirm redeploy invalidate expire evict eject erase drain cordon ' +
  'quit exit power rebuild refresh reconstruct regenerate renew repair undo redo retry rerun upsert ' +
  'overwrite drop'
).split(' ');

/** What runs a program, or is sent to somebody who has not asked for it. */
const LEAVES_THE_SERVER = 'execute exec eval send resend broadcast publish'.split(' ');

/**
 * Words of operations on the caller's own account, on credentials and sessions, and on what the whole server shares.
 * One that stands in the path, the id or a tag of an operation holds it back; several words have to stand together. One
 * behind a slash is looked for as a whole segment of the path alone, one behind a hyphen as the end of a segment, and one before a
 * hyphen as the beginning of the last segment.
 */
export const HELD_BACK_WORDS: readonly string[] = [
  // the caller's own account
  ...['/me', '/self', '/myself', '/own', '/account', '/profile', 'whoami', 'my account', 'current user'],
  // credentials and sessions
  ...['/auth', 'login', 'log in', 'signin', 'sign in', 'logout', 'log out', 'signout', 'sign out', 'authenticate'],
  ...[
    'password',
    'passwords',
    'credential',
    'credentials',
    'token',
    'tokens',
    'api key',
    'api keys',
    'apikey',
    'apikeys',
  ],
  ...['session', 'sessions', 'revoke', 'rotate', 'tfa', '2fa', 'mfa', 'otp', 'impersonate'],
  // settings and maintenance
  ...[
    '-config',
    '-configuration',
    'setting',
    'settings',
    'preferences',
    'license',
    'maintenance',
    'shutdown',
    'shut down',
  ],
  ...['restart', 'reboot', 'restore', 'reset', 'purge', 'wipe', 'clear', 'flush', 'suspend', 'disable', 'deactivate'],
  ...[
    'prune',
    'vacuum',
    'compact',
    'compaction',
    'defragment',
    'truncate',
    'cleanup',
    'clean up',
    'garbage',
    'uninstall',
  ],
  ...['config editor', 'config file', 'configuration file'],
  ...['/cluster', '/swarm', '/setup', '/install', '/init', '/join', '/leave', '/unlock'],
  ...[...ACTS_ON_THINGS, ...LEAVES_THE_SERVER].map((verb) => `${verb}-`),
  // what brings a whole server to the state of another one
  ...['/pull', '/push', '/sync', '/synchronize', '/reload', 'reindex'],
  ...['/apply', 'migrate', 'upgrade', 'import', 'revert', 'rollback', 'bulk', 'batch', 'delete', 'remove', 'destroy'],
];

/** Whether a word is looked for at the beginning of the last segment, where a path says what is done. */
export function isAct(word: string): boolean {
  return word.endsWith('-');
}

/** Words that hold back a request that should be safe by its method. */
const ACTING = ['logout', 'log out', 'signout', 'sign out', 'shutdown', 'shut down', 'restart', 'reboot', 'revoke'];

/** What is done: a path that ends so, `GET /pads/{id}/delete`, reads nothing, whatever its method. */
const DONE = new Set([
  ...['delete', 'remove', 'destroy', 'erase', 'purge', 'revoke', 'reset', 'restore', 'restart', 'reboot'],
  ...['shutdown', 'uninstall', 'deactivate', 'disable', 'cancel', 'terminate', 'kill', 'invalidate', 'unsubscribe'],
  ...['reload', 'toggle', 'wipe', 'flush', 'create', 'send', 'execute'],
]);

/** What is done to what stands behind the word: `GET /createPad`. */
const DONE_TO = new Set([...DONE, 'add', 'insert', 'append']);

/** What is done, where the summary or the id says so, too: there are `GET /stopTimes` and `GET /move-categories`. */
const SAID_TO_BE_DONE = new Set([
  ...DONE_TO,
  ...['write', 'save', 'post', 'put', 'set', 'update', 'edit', 'change', 'modify', 'rename', 'replace', 'move'],
  ...['copy', 'merge', 'start', 'stop', 'enable', 'activate', 'suspend'],
  ...['lock', 'unlock', 'publish', 'archive', 'clear'],
]);

/** What a request with a safe method does all the same, as the last segment of its path says. */
export function actsInSpiteOfMethod({
  method,
  path,
  id,
  summary,
}: Pick<Operation, 'method' | 'path' | 'id' | 'summary'>): string | undefined {
  const [segment = ''] = /[^/{}]+(?=(\/\{[^/]*\})*\/?$)/.exec(path) ?? [];
  if (!isSafe(method)) return undefined;
  const [verb = '', ...others] = wordsOf(segment);
  if (others.length === 0) return DONE.has(verb) ? verb : undefined;
  const forms = [verb, `${verb}s`, `${verb}es`, verb.replace(/y$/, 'ies')];
  const isSaid = [id, summary].some((text) => forms.includes(wordsOf(text)[0] ?? ''));
  const isJoined = /^[\p{L}\d]+$/u.test(segment);
  const words = isSaid ? SAID_TO_BE_DONE : isJoined ? DONE_TO : undefined;
  return words?.has(verb) ? verb : undefined;
}

/** Words with which the last segment of a path begins where a POST only asks something: `/user/validate-password`. */
const ASKING = new Set([
  'validate',
  'check',
  'preview',
  'search',
  'query',
  'count',
  'find',
  'export',
  'estimate',
  'simulate',
  'list',
]);

/** Whether a POST only asks something, as its path says. */
export function onlyAsks({ method, path }: Pick<Operation, 'method' | 'path'>): boolean {
  return method === 'POST' && ASKING.has(wordsOf(lastSegment(path))[0] ?? '');
}

/** Words with which the last segment of a path begins where a POST reads: `/getText`. Those of credentials may make some. */
const READING = new Set(['get', 'read', 'fetch', 'lookup', 'show', 'has', 'is']);

/** Whether a POST makes nothing, as its path says. */
export function onlyReads(operation: Pick<Operation, 'method' | 'path'>): boolean {
  return (
    onlyAsks(operation) || (operation.method === 'POST' && READING.has(wordsOf(lastSegment(operation.path))[0] ?? ''))
  );
}

/** Whether a POST exports to a place of which its answer says nothing: what it writes there, nobody could take away. */
export function exportsElsewhere({
  method,
  path,
  responses,
}: Pick<Operation, 'method' | 'path' | 'responses'>): boolean {
  const isExport = path.split('/').some((segment) => wordsOf(segment)[0] === 'export');
  return method === 'POST' && isExport && responses.filter(isSuccess).every(({ media }) => media.length === 0);
}

/** The word for which an operation is held back, if there is one. */
export function heldBackWord(
  operation: Pick<Operation, 'id' | 'method' | 'path' | 'tags'>,
  isSafe: boolean,
  words: readonly string[] = HELD_BACK_WORDS,
): string | undefined {
  const segments = compileSegments(operation.path)
    .filter(({ names }) => names.length === 0)
    .map(({ pieces }) => phraseOf(pieces.join('')));
  // An id without a name of its own repeats method and path, so its words are those of the path.
  const others = [...(operation.id.includes('/') ? [] : [operation.id]), ...operation.tags].map(phraseOf);
  const end = lastSegment(operation.path);
  // `/conversations.archive` says at its end what is done, as `/pause.json` does at its beginning.
  const ends = [end, end.slice(end.lastIndexOf('.') + 1)].map(phraseOf);
  const matches = (word: string) => {
    const phrase = phraseOf(word);
    if (word.startsWith('/')) return segments.includes(phrase);
    if (word.startsWith('-')) return segments.some((segment) => segment.endsWith(phrase));
    if (isAct(word)) return ends.some((one) => one.startsWith(phrase));
    return [...segments, ...others].some((text) => text.includes(phrase));
  };
  const asks = isSafe || onlyAsks(operation);
  return words.find((word) => (!asks || ACTING.includes(word)) && matches(word));
}

/** A slash at the end of a path, as Django writes it, ends it. */
function lastSegment(path: string): string {
  return path.replace(/\/$/, '').split('/').at(-1) ?? '';
}

/** `resetUserPassword` and `reset-user-password` as ` reset user password `. */
function phraseOf(text: string): string {
  return ` ${wordsOf(text).join(' ')} `;
}

function wordsOf(text: string): string[] {
  return text
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word !== '');
}
