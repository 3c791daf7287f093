/**
 * Which names mean a secret: of a member, a list, an object, a header, a query parameter. Names are compared in
 * one spelling (`newPassword2`, `New-Password` and `new_password` are the same), so that each rule is written once.
 */

/** A value that is secret by itself: `password`, `new_password2`, `sessionId`, `X-Amz-Signature`. */
const SECRET = new RegExp(
  [
    '(?<!com|by|tres|sur)pass(word|wd|phrase|code)?(_?(confirmation|confirm|repeat|again|old|new|hash))?$',
    // A suffix may say that the value is not the secret itself: its name, or its expiry.
    '(secret(?!ar)|(api|private)_?key)(?!.*_(name|type|url|uri|count|status|scanning|at)$)',
    'token$',
    'credential$',
    '(^|_)(pwd|pin|otp|totp|jwt|signature)$',
    '(^|_)session_?id$',
    '(^|_)(sid|access_key)$',
  ].join('|'),
);

/** Objects that hold nothing but secrets. */
const SECRET_OBJECT = /(^|_)(secrets?|credentials?|passwords)$/;

const SECRET_HEADERS = new Set(['authorization', 'proxy_authorization', 'cookie', 'set_cookie']);

/** Headers that are secret in many frameworks. */
const SECRET_HEADER = /(^|_)(session|csrf|xsrf|auth)$/;

/** Parameters that carry a credential in a URL: an authorization code (RFC 6749 §4.1.2), the signature of a signed URL. */
const SECRET_PARAMETER = /^(code|sig)$/;

/** What a name says of what is called so. */
interface Meaning {
  isSecret: boolean;
  isList: boolean;
  isObject: boolean;
  isHeader: boolean;
  isParameter: boolean;
}

/** The same names come often. The cache is bounded, because a target can send any number of names. */
const KNOWN_LIMIT = 10_000;
const known = new Map<string, Meaning>();

function meaningOf(name: string): Meaning {
  let meaning = known.get(name);
  if (meaning === undefined) {
    meaning = readMeaning(spelled(name));
    if (known.size < KNOWN_LIMIT) known.set(name, meaning);
  }
  return meaning;
}

function readMeaning(key: string): Meaning {
  const isSecret = SECRET.test(key);
  const isHeader = isSecret || SECRET_HEADERS.has(key) || SECRET_HEADER.test(key);
  return {
    isSecret,
    isList: isSecret || SECRET.test(key.replace(/s$/, '')),
    isObject: SECRET_OBJECT.test(key),
    isHeader,
    isParameter: isHeader || SECRET_PARAMETER.test(key),
  };
}

/** `X-NewPassword2` is `x_new_password`. */
function spelled(name: string): string {
  return name
    .slice(-200)
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s.:[\]-]+/g, '_')
    .replace(/_?\d{0,5}_?$/, '');
}

/** Whether a member of this name is a secret, whatever the contract says. */
export function isSecretName(name: string): boolean {
  return meaningOf(name).isSecret;
}

/** Whether the items of a list of this name are secrets: `tokens`, `passwords`. */
export function isSecretList(name: string): boolean {
  return meaningOf(name).isList;
}

/** Whether everything in an object of this name is a secret: `secrets`, `aws_credentials`. */
export function isSecretObject(name: string): boolean {
  return meaningOf(name).isObject;
}

export function isSecretHeaderName(name: string): boolean {
  return meaningOf(name).isHeader;
}

/** Whether a query parameter of this name is a secret. */
export function isSecretParameter(name: string): boolean {
  return meaningOf(name).isParameter;
}
