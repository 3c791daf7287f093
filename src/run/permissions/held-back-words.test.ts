import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { actsInSpiteOfMethod, exportsElsewhere, HELD_BACK_WORDS, heldBackWord, onlyReads } from './held-back-words.ts';

interface Described {
  method?: string;
  id?: string;
  tags?: string[];
  isSafe?: boolean;
}
const word = (path: string, { method = 'POST', id, tags = [], isSafe = false }: Described = {}) =>
  heldBackWord({ id: id ?? `${method} ${path}`, method, path, tags }, isSafe);

describe('an operation is held back by', () => {
  test.each<[word: string, path: string]>([
    ['/me', '/users/me'],
    ['/self', '/self/x'],
    ['/myself', '/myself'],
    ['/own', '/own'],
    ['/account', '/account'],
    ['/profile', '/profile'],
    ['whoami', '/whoami'],
    ['token', '/XMLFileHTTPToken'],
    ['pause-', '/x/pause.json'],
    ['my account', '/my-account'],
    ['current user', '/currentUser'],
    ['/auth', '/auth'],
    ['login', '/login'],
    ['log in', '/logIn'],
    ['signin', '/signin'],
    ['sign in', '/sign_in'],
    ['logout', '/logout'],
    ['log out', '/logOut'],
    ['signout', '/signout'],
    ['sign out', '/sign-out'],
    ['authenticate', '/authenticate'],
    ['password', '/password'],
    ['passwords', '/passwords'],
    ['credential', '/credential'],
    ['credentials', '/credentials'],
    ['token', '/token'],
    ['tokens', '/tokens'],
    ['api key', '/api-key'],
    ['api keys', '/apiKeys'],
    ['apikey', '/apikey'],
    ['apikeys', '/apikeys'],
    ['session', '/session'],
    ['sessions', '/sessions'],
    ['revoke', '/revoke'],
    ['rotate', '/rotate'],
    ['tfa', '/tfa'],
    ['2fa', '/2fa'],
    ['mfa', '/mfa'],
    ['otp', '/otp'],
    ['impersonate', '/impersonate'],
    ['-config', '/x-config'],
    ['-config', '/config'],
    ['-configuration', '/serverConfiguration'],
    ['setting', '/setting'],
    ['settings', '/settings'],
    ['preferences', '/preferences'],
    ['license', '/license'],
    ['maintenance', '/maintenance'],
    ['shutdown', '/shutdown'],
    ['shut down', '/shut-down'],
    ['restart', '/restart'],
    ['reboot', '/reboot'],
    ['restore', '/restore'],
    ['reset', '/reset'],
    ['purge', '/purge'],
    ['wipe', '/wipe'],
    ['clear', '/clear'],
    ['flush', '/flush'],
    ['suspend', '/suspend'],
    ['disable', '/disable'],
    ['deactivate', '/deactivate'],
    ['/apply', '/apply'],
    ['migrate', '/migrate'],
    ['upgrade', '/upgrade'],
    ['import', '/import'],
    ['revert', '/revert'],
    ['rollback', '/rollback'],
    ['bulk', '/bulk'],
    ['batch', '/batch'],
    ['delete', '/delete'],
    ['remove', '/remove'],
    ['destroy', '/destroy'],
    ['prune', '/containers/prune'],
    ['vacuum', '/vacuum'],
    ['compact', '/compact'],
    ['compaction', '/kv/compaction'],
    ['defragment', '/defragment'],
    ['truncate', '/truncate'],
    ['cleanup', '/cleanup'],
    ['clean up', '/clean-up'],
    ['garbage', '/garbage-collect'],
    ['uninstall', '/uninstall'],
    ['/cluster', '/cluster/member/x'],
    ['/swarm', '/swarm/x'],
    ['/setup', '/setup'],
    ['/install', '/install'],
    ['/init', '/init'],
    ['/join', '/join'],
    ['/leave', '/leave'],
    ['/unlock', '/unlock'],
    ['config editor', '/config-editor'],
    ['config file', '/configFile'],
    ['configuration file', '/configurationFile'],
    ['update-', '/pets/update'],
    ['update-', '/pets/updatePet'],
    ['update-', '/pets/update/'],
    ['edit-', '/edit'],
    ['modify-', '/modify-pet'],
    ['rename-', '/rename'],
    ['replace-', '/replace'],
    ['move-', '/move'],
    ['set-', '/set'],
    ['stop-', '/stop'],
    ['kill-', '/kill'],
    ['terminate-', '/terminate'],
    ['cancel-', '/cancel_all'],
    ['mark-', '/notifications/mark-all-read'],
    ['dismiss-', '/dismiss'],
    ['archive-', '/archiveAll'],
    ['unarchive-', '/unarchive'],
    ['enable-', '/enable'],
    ['toggle-', '/toggle-all'],
    ['reorder-', '/reorder'],
    ['transfer-', '/transfer'],
    ['change-', '/things/change'],
    ['merge-', '/mergeThing'],
    ['approve-', '/approve_things'],
    ['reject-', '/things.reject'],
    ['decline-', '/things/decline'],
    ['acknowledge-', '/acknowledgeThing'],
    ['ack-', '/ack_things'],
    ['ban-', '/things.ban'],
    ['unban-', '/things/unban'],
    ['block-', '/blockThing'],
    ['unblock-', '/unblock_things'],
    ['mute-', '/things.mute'],
    ['unmute-', '/things/unmute'],
    ['kick-', '/kickThing'],
    ['freeze-', '/freeze_things'],
    ['unfreeze-', '/things.unfreeze'],
    ['assign-', '/things/assign'],
    ['unassign-', '/unassignThing'],
    ['detach-', '/detach_things'],
    ['disconnect-', '/things.disconnect'],
    ['unlink-', '/things/unlink'],
    ['share-', '/shareThing'],
    ['unshare-', '/unshare_things'],
    ['unpublish-', '/things.unpublish'],
    ['unpin-', '/things/unpin'],
    ['unsubscribe-', '/unsubscribeThing'],
    ['lock-', '/lock_things'],
    ['unlock-', '/things.unlock'],
    ['unmount-', '/things/unmount'],
    ['swap-', '/swapThing'],
    ['switch-', '/switch_things'],
    ['activate-', '/things.activate'],
    ['pause-', '/things/pause'],
    ['resume-', '/resumeThing'],
    ['abort-', '/abort_things'],
    ['close-', '/things.close'],
    ['reopen-', '/things/reopen'],
    ['promote-', '/promoteThing'],
    ['demote-', '/demote_things'],
    ['refund-', '/things.refund'],
    ['withdraw-', '/things/withdraw'],
    ['confirm-', '/confirmThing'],
    ['redeploy-', '/redeploy_things'],
    ['invalidate-', '/things.invalidate'],
    ['expire-', '/things/expire'],
    ['evict-', '/evictThing'],
    ['eject-', '/eject_things'],
    ['erase-', '/things.erase'],
    ['drain-', '/things/drain'],
    ['cordon-', '/cordonThing'],
    ['quit-', '/quit_things'],
    ['exit-', '/things.exit'],
    ['power-', '/things/power'],
    ['rebuild-', '/rebuildThing'],
    ['reconstruct-', '/tools/reconstruct'],
    ['refresh-', '/refresh_things'],
    ['regenerate-', '/things.regenerate'],
    ['renew-', '/things/renew'],
    ['repair-', '/repairThing'],
    ['undo-', '/undo_things'],
    ['redo-', '/things.redo'],
    ['retry-', '/things/retry'],
    ['rerun-', '/rerunThing'],
    ['upsert-', '/upsert_things'],
    ['overwrite-', '/things.overwrite'],
    ['drop-', '/things/drop'],
    ['execute-', '/executeThing'],
    ['exec-', '/exec_things'],
    ['eval-', '/things.eval'],
    ['send-', '/things/send'],
    ['resend-', '/resendThing'],
    ['broadcast-', '/broadcast_things'],
    ['publish-', '/things.publish'],
    ['/pull', '/source-control/pull'],
    ['/push', '/push'],
    ['/sync', '/sync'],
    ['/synchronize', '/synchronize'],
    ['/reload', '/reload'],
    ['reindex', '/reindex'],
  ])('the word %s in %s', (held, path) => {
    expect(word(path)).toBe(held);
    expect(HELD_BACK_WORDS).toContain(held);
  });

  test('a word of its id or of a tag', () => {
    expect(word('/x', { id: 'resetUserPassword' })).toBe('password');
    expect(word('/x', { tags: ['User settings'] })).toBe('settings');
    expect(word('/x', { id: 'XMLReset' })).toBe('reset');
  });
});

describe('an operation is not held back by', () => {
  test.each([
    '/x/accounts',
    '/members/{me}',
    '/some',
    '/user-account/x',
    '/author',
    '/tokenize',
    '/configs',
    '/x-config-y',
    '/resets',
    '/x/{password}',
    '/clearing',
    '/swarms',
    '/clusters',
    '/updates',
    '/update/pets',
    '/pets-update',
    '/settle',
    '/x/token-{id}',
  ])('a part of a word in %s', (path) => expect(word(path)).toBeUndefined());

  test('the words of its path where its id repeats method and path', () =>
    expect(
      heldBackWord({ id: 'POST /x/{token}', method: 'POST', path: '/x/{token}', tags: [] }, false),
    ).toBeUndefined());

  test.each([
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
  ])('a word of a path at whose end %s only asks', (asking) => {
    expect(word(`/password/${asking}-it`)).toBeUndefined();
    expect(word(`/password/${asking}/`)).toBeUndefined();
    expect(word(`/password/${asking}`, { method: 'PUT' })).toBe('password');
    expect(word(`/${asking}/password`)).toBe('password');
  });
});

test.each(['logout', 'log out', 'signout', 'sign out', 'shutdown', 'shut down', 'restart', 'reboot', 'revoke'])(
  'a safe method is held back by the word %s alone',
  (acting) => {
    const path = `/${acting.replace(' ', '-')}`;
    expect(word(path, { method: 'GET', isSafe: true })).toBe(acting);
    expect(word('/password', { method: 'GET', isSafe: true })).toBeUndefined();
  },
);

test('the guide lists each word that is a part of a path', () => {
  const guide = readFileSync(new URL('../../../docs/guide/check.md', import.meta.url), 'utf8');
  const parts = HELD_BACK_WORDS.filter((one) => /^[/-]|-$/.test(one));
  expect(parts.filter((one) => !guide.includes(`\`${one}\``))).toEqual([]);
});

test('other words are those of the configuration', () => {
  const operation = { id: 'x', method: 'POST', path: '/frob', tags: [] };
  expect(heldBackWord(operation, false, ['frob'])).toBe('frob');
  expect(heldBackWord({ ...operation, path: '/reset' }, false, ['frob'])).toBeUndefined();
});

test.each<[act: string | undefined, line: string, id?: string, summary?: string]>([
  ['delete', 'GET /pads/{id}/delete'],
  ['delete', 'HEAD /deletePad'],
  ['create', 'GET /createPad'],
  ['append', 'GET /appendText/'],
  ['set', 'GET /setText', 'setTextUsingGET'],
  ['copy', 'GET /copy-pad', 'x', 'Copies a pad.'],
  ['restore', 'GET /restore_revision', 'restoreRevision'],
  ['publish', 'GET /publish-all', 'x', 'Publishes everything'],
  ['create', 'GET /things/create'],
  ['cancel', 'GET /rides/{id}/cancel'],
  ['delete', 'GET /requests/delete/{token}'],
  ['delete', 'GET /delete/{id}/{part}/'],
  ['toggle', 'GET /like/toggle'],
  ['send', 'GET /sms/send'],
  [undefined, 'GET /stopTimes', 'listStopTimes'],
  [undefined, 'GET /move-categories', 'listCategories', 'What there is of moves.'],
  [undefined, 'GET /delete-requests', 'x', 'Requests to delete something.'],
  [undefined, 'GET /move/{id}', 'move'],
  [undefined, 'GET /pads/{delete}'],
  [undefined, 'GET /delete/{id}/reason'],
  [undefined, 'GET /deleted'],
  [undefined, 'GET /sets'],
  [undefined, 'GET /'],
  [undefined, 'POST /deletePad'],
])('says that it does "%s" in spite of its method: %s', (act, line, id = line, summary = '') => {
  const [method = '', path = ''] = line.split(' ');
  expect(actsInSpiteOfMethod({ method, path, id, summary })).toBe(act);
});

const words = (text: string) => text.split(' ');

test.each(
  words(
    'delete remove destroy erase purge revoke reset restore restart reboot shutdown uninstall deactivate disable cancel ' +
      'terminate kill invalidate unsubscribe reload toggle wipe flush create send execute',
  ),
)('a path that ends with %s says what is done, whatever its method', (act) => {
  expect(actsInSpiteOfMethod({ method: 'GET', path: `/pads/{id}/${act}`, id: 'x', summary: '' })).toBe(act);
});

test.each(words('delete add insert append'))('a path that ends with what it does %s to says so', (act) => {
  expect(actsInSpiteOfMethod({ method: 'GET', path: `/${act}Pad`, id: 'x', summary: '' })).toBe(act);
  expect(actsInSpiteOfMethod({ method: 'GET', path: `/pads/{id}/${act}-pad`, id: 'x', summary: '' })).toBeUndefined();
});

describe('a path that ends with what it does to something', () => {
  test.each(
    words(
      'delete add write save post put set update edit change modify rename replace move copy merge start stop kill cancel ' +
        'terminate enable disable activate suspend lock unlock publish archive clear flush send',
    ),
  )('says that it does %s where its id or its summary does', (act) => {
    const said = (id: string, summary: string) =>
      actsInSpiteOfMethod({ method: 'GET', path: `/${act}-pads`, id, summary });
    expect(said(`${act}Pads`, '')).toBe(act);
    expect(said('x', `${act} pads`)).toBe(act);
    expect(said('x', `${act}s pads`)).toBe(act);
    expect(said('x', `Reads what ${act}s pads`)).toBeUndefined();
  });

  test.each([
    ['copy', 'Copies pads.'],
    ['publish', 'Publishes pads.'],
  ])('says that it does %s where its summary is "%s"', (act, summary) => {
    expect(actsInSpiteOfMethod({ method: 'GET', path: `/${act}-pads`, id: 'x', summary })).toBe(act);
  });
});

test.each<[does: boolean, line: string]>([
  ...words('get read fetch lookup show has is search').map((verb): [boolean, string] => [true, `POST /x/${verb}Text`]),
  [true, 'POST /x/get/'],
  [false, 'PUT /x/getText'],
  [false, 'POST /getText/x'],
  [false, 'POST /x/text-get'],
  [false, 'POST /'],
])('only reads, as its path says: %s for %s', (does, line) => {
  const [method = '', path = ''] = line.split(' ');
  expect(onlyReads({ method, path })).toBe(does);
});

test.each<[does: boolean, line: string, media: Record<string, number>]>([
  [true, 'POST /export/{id}', { 202: 0 }],
  [true, 'POST /x/exportAll', { 202: 0, 400: 1 }],
  [false, 'POST /export', { 200: 1, 202: 0 }],
  [false, 'GET /export', { 202: 0 }],
  [false, 'POST /exported', { 202: 0 }],
])('exports elsewhere: %s for %s, where so many media types are answered: %j', (does, line, media) => {
  const [method = '', path = ''] = line.split(' ');
  const responses = Object.entries(media).map(([status, count]) => ({ status, media: Array(count).fill({}) }));
  expect(exportsElsewhere({ method, path, responses: responses as never })).toBe(does);
});
