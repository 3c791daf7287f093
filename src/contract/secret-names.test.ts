import { expect, test } from '@jest/globals';
import { isSecretHeaderName, isSecretList, isSecretName, isSecretObject, isSecretParameter } from './secret-names.ts';

const KINDS = { isSecretName, isSecretList, isSecretObject, isSecretHeaderName, isSecretParameter };
const kinds = (name: string) => Object.entries(KINDS).flatMap(([kind, is]) => (is(name) ? [kind] : []));
const ALONE = ['isSecretName', 'isSecretList', 'isSecretHeaderName', 'isSecretParameter'];

test.each([
  ...[
    'password',
    'pass',
    'passwd',
    'passphrase',
    'passcode',
    'password_confirmation',
    'passwordConfirm',
    'password_repeat',
    'password_again',
    'passwordOld',
    'password-new',
    'passwordHash',
  ],
  ...[
    'secret',
    'clientSecret',
    'apiKey',
    'api_key',
    'private-key',
    'privateKeyPem',
    'token',
    'accessToken',
    'credential',
  ],
  ...[
    'pwd',
    'pin',
    'my_pin',
    'otp',
    'totp',
    'jwt',
    'signature',
    'session_id',
    'sessionid',
    'sid',
    'access_key',
    'X-NewPassword2',
    'user[password]',
    'user.password',
    'new password',
    'myUserPin',
    'X-Auth-Token',
    'X-JWT',
  ],
])('the value of %s is secret wherever it stands', (name) =>
  expect(kinds(name)).toEqual(expect.arrayContaining(ALONE)),
);

test.each([
  ...[
    'compass',
    'bypass',
    'trespass',
    'surpass',
    'secretary',
    'secret_name',
    'api_key_type',
    'secretUrl',
    'secret_uri',
    'secret_count',

    'secretScanning',
    'secret_created_at',
  ],
  ...[
    'tokenize',
    'credentialed',
    'spin',
    'pinned',
    'design',
    'side',
    'key',
    'name',
    'obsession_id',
    'postcode',
    'codec',
    'sign',
    'author',
    'session_name',
  ],
])('the value of %s is not secret', (name) => expect(kinds(name)).toEqual([]));

test.each<[name: string, kinds: string[]]>([
  ['authorization', ['isSecretHeaderName', 'isSecretParameter']],
  ['Proxy-Authorization', ['isSecretHeaderName', 'isSecretParameter']],
  ['Cookie', ['isSecretHeaderName', 'isSecretParameter']],
  ['Set-Cookie', ['isSecretHeaderName', 'isSecretParameter']],
  ['X-Session', ['isSecretHeaderName', 'isSecretParameter']],
  ['X-CSRF', ['isSecretHeaderName', 'isSecretParameter']],
  ['xsrf', ['isSecretHeaderName', 'isSecretParameter']],
  ['X-Auth', ['isSecretHeaderName', 'isSecretParameter']],
  ['code', ['isSecretParameter']],
  ['sig', ['isSecretParameter']],
  ['passwords', ['isSecretList', 'isSecretObject']],
  ['tokens', ['isSecretList']],
  ['aws_credentials', ['isSecretList', 'isSecretObject']],
])('the name %s says a secret as %j', (name, want) => expect(kinds(name)).toEqual(want));
