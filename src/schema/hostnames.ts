import { decodePunycode, encodePunycode } from './punycode.ts';

const LABEL_LIMIT = 63;
const NAME_LIMIT = 253;

/** Whether a text is a host name (RFC 1123 §2.1). A label in Punycode must be valid too (RFC 5890 §2.3.2.1). */
export function isHostname(text: string): boolean {
  const labels = text.split('.');
  return text.length <= NAME_LIMIT && labels.every((label) => isLdh(label)) && isOfLabels(labels);
}

/** Whether a text is an internationalized host name (RFC 5890 §2.3.2.3, RFC 5891 §4.2). */
export function isIdnHostname(text: string): boolean {
  // RFC 3490 §3.1: other full stops separate labels too.
  const labels = text.split(/[.\u3002\uff0e\uff61]/);
  if (!labels.every((label) => (isAscii(label) ? isLdh(label) && !isReserved(label) : true)) || !isOfLabels(labels))
    return false;
  const ascii = labels.map((label) => (isAscii(label) ? label : `xn--${encodePunycode(label)}`));
  return ascii.every((label) => label.length <= LABEL_LIMIT) && ascii.join('.').length <= NAME_LIMIT;
}

function isAscii(label: string): boolean {
  return !/[^\0-\x7f]/.test(label);
}

function isLdh(label: string): boolean {
  return label.length <= LABEL_LIMIT && /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/i.test(label);
}

/** RFC 5891 §4.2.3.1: two hyphens may follow only `xn`. */
function isReserved(label: string): boolean {
  return /^..--/u.test(label) && !/^xn--/i.test(label);
}

/** Whether labels with other letters, or in Punycode, are valid, each and together. */
function isOfLabels(labels: string[]): boolean {
  const decoded = labels.map((label) => {
    if (!/^xn--/i.test(label)) return label;
    const code = label.slice(4).toLowerCase();
    const meant = decodePunycode(code);
    const isMeant = meant !== undefined && !isAscii(meant) && encodePunycode(meant) === code;
    return isMeant ? meant : undefined;
  });
  if (!decoded.every((label) => label !== undefined && (isAscii(label) || isUnicodeLabel(label)))) return false;
  const words = decoded as string[];
  return !words.some((label) => HAS_RIGHT_TO_LEFT.test(label)) || words.every(isBidirectional);
}

/** RFC 5892 §2.6: code points that are valid or invalid independently of their category. */
const VALID = /^[\xdf\u03c2\u06fd\u06fe\u0f0b\u3007]$/u;
const INVALID = /^[\u0640\u07fa\u302e\u302f\u3031-\u3035\u303b]$/u;
/** RFC 5892 §2.2, §2.3, §2.4 and §2.9: unstable and ignorable characters, musical symbols and old Hangul jamo. */
const UNSTABLE =
  /^[\p{Changes_When_NFKC_Casefolded}\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}\u20d0-\u20ff\u{1d100}-\u{1d24f}\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]$/u;
const LETTER_OR_DIGIT = /^[\p{Ll}\p{Lo}\p{Nd}\p{Lm}\p{Mn}\p{Mc}-]$/u;

/** RFC 5891 §4.2: normalized, with hyphens and marks only where allowed, and each code point valid in its context. */
function isUnicodeLabel(label: string): boolean {
  if (label !== label.normalize('NFC') || /^-|-$|^..--|^\p{M}/u.test(label)) return false;
  return [...label].every((letter, index, letters) => {
    const contextual = CONTEXTS.find(([pattern]) => pattern.test(letter));
    if (contextual) return contextual[1](letters.slice(0, index).join(''), letters.slice(index + 1).join(''), label);
    if (VALID.test(letter)) return true;
    return !INVALID.test(letter) && !UNSTABLE.test(letter) && LETTER_OR_DIGIT.test(letter);
  });
}

/** The marks of canonical combining class 9. */
const VIRAMA =
  /[\u094d\u09cd\u0a4d\u0acd\u0b4d\u0bcd\u0c4d\u0ccd\u0d3b\u0d3c\u0d4d\u0dca\u0e3a\u0eba\u0f84\u1039\u103a\u1714\u1715\u1734\u17d2\u1a60\u1b44\u1baa\u1bab\u1bf2\u1bf3\u2d7f\ua806\ua82c\ua8c4\ua953\ua9c0\uaaf6\uabed\u{10a3f}\u{11046}\u{11070}\u{1107f}\u{110b9}\u{11133}\u{11134}\u{111c0}\u{11235}\u{112ea}\u{1134d}\u{11442}\u{114c2}\u{115bf}\u{1163f}\u{116b6}\u{1172b}\u{11839}\u{1193d}\u{1193e}\u{119e0}\u{11a34}\u{11a47}\u{11a99}\u{11c3f}\u{11d44}\u{11d45}\u{11d97}]$/u;
/** Letters of joining scripts, and Arabic letters that join only with the letter before them. */
const JOINING =
  '\\p{Script=Arabic}\\p{Script=Syriac}\\p{Script=Mongolian}\\p{Script=Nko}\\p{Script=Mandaic}\\p{Script=Phags_Pa}\\p{Script=Adlam}';
const JOINS_BEFORE_ONLY =
  '\\u0621-\\u0625\\u0627\\u0629\\u062f-\\u0632\\u0648\\u0671-\\u0677\\u0688-\\u0699\\u06c0\\u06c3-\\u06cb\\u06cd\\u06cf\\u06d2\\u06d3\\u06d5\\u06ee\\u06ef';
const JOINED_BEHIND = new RegExp(`(?![${JOINS_BEFORE_ONLY}])[${JOINING}]\\p{Mn}*$`, 'u');
const JOINED_BEFORE = new RegExp(`^\\p{Mn}*[${JOINING}]`, 'u');

/** The required context of some code points (RFC 5892 Appendix A). */
const CONTEXTS: [letter: RegExp, isValid: (before: string, after: string, label: string) => boolean][] = [
  [/\u200c/, (before, after) => VIRAMA.test(before) || (JOINED_BEHIND.test(before) && JOINED_BEFORE.test(after))],
  [/\u200d/, (before) => VIRAMA.test(before)],
  [/\xb7/, (before, after) => before.endsWith('l') && after.startsWith('l')],
  [/\u0375/, (_, after) => /^\p{Script=Greek}/u.test(after)],
  [/[\u05f3\u05f4]/, (before) => /\p{Script=Hebrew}$/u.test(before)],
  [/\u30fb/, (_, __, label) => /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]/u.test(label)],
  [/[\u0660-\u0669]/, (_, __, label) => !/[\u06f0-\u06f9]/.test(label)],
  [/[\u06f0-\u06f9]/, (_, __, label) => !/[\u0660-\u0669]/.test(label)],
];

/** The blocks whose code points are R or AL (UAX 9), except their digits and marks. */
const RIGHT_TO_LEFT = '\\u0590-\\u08ff\\ufb1d-\\ufdff\\ufe70-\\ufeff\\u{10800}-\\u{10fff}\\u{1e800}-\\u{1efff}';
const ARABIC_DIGIT = '\\u0660-\\u0669\\u066b\\u066c\\u{10d30}-\\u{10d39}\\u{10e60}-\\u{10e7e}';
const EUROPEAN_DIGIT = '0-9\\u06f0-\\u06f9';
const STRONG = `(?![${ARABIC_DIGIT}${EUROPEAN_DIGIT}\\p{Mn}])[${RIGHT_TO_LEFT}]`;
const HAS_RIGHT_TO_LEFT = new RegExp(`${STRONG}|[${ARABIC_DIGIT}]`, 'u');
const BEGINS_RIGHT_TO_LEFT = new RegExp(`^${STRONG}`, 'u');
const ALL_RIGHT_TO_LEFT = new RegExp(
  `^[${RIGHT_TO_LEFT}${ARABIC_DIGIT}${EUROPEAN_DIGIT}\\p{Mn}\\u200c\\u200d-]*$`,
  'u',
);
const ENDS_RIGHT_TO_LEFT = new RegExp(`[${RIGHT_TO_LEFT}${ARABIC_DIGIT}${EUROPEAN_DIGIT}]\\p{Mn}*$`, 'u');
const BOTH_DIGITS = new RegExp(`[${ARABIC_DIGIT}].*[${EUROPEAN_DIGIT}]|[${EUROPEAN_DIGIT}].*[${ARABIC_DIGIT}]`, 'u');

/** The Bidi Rule (RFC 5893 §2) for a label, if any label of the name is written from right to left. */
function isBidirectional(label: string): boolean {
  if (BEGINS_RIGHT_TO_LEFT.test(label))
    return ALL_RIGHT_TO_LEFT.test(label) && ENDS_RIGHT_TO_LEFT.test(label) && !BOTH_DIGITS.test(label);
  return /^\p{L}/u.test(label) && !HAS_RIGHT_TO_LEFT.test(label) && /[\p{L}\p{N}\p{Mc}]\p{Mn}*$/u.test(label);
}
