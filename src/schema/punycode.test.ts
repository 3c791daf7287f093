import { expect, test } from '@jest/globals';
import { decodePunycode, encodePunycode } from './punycode.ts';

/** RFC 3492 §7.1, and what lies at the ends of the code. */
const SAMPLES: [text: string, code: string][] = [
  ['ليهمابتكلموشعربي؟', 'egbpdaj6bu4bxfgehfvwxn'],
  ['他们为什么不说中文', 'ihqwcrb4cv8a8dqg056pqjye'],
  ['他們爲什麽不說中文', 'ihqwctvzc91f659drss3x8bo0yb'],
  ['pročprostěnemluvíčesky', 'proprostnemluvesky-uyb24dma41a'],
  ['למההםפשוטלאמדבריםעברית', '4dbcagdahymbxekheh6e0a7fei0b'],
  ['なぜみんな日本語を話してくれないのか', 'n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa'],
  ['почемужеонинеговорятпорусски', 'b1abfaaepdrnnbgefbadotcwatmq2g4l'],
  ['porquénopuedensimplementehablarenespañol', 'porqunopuedensimplementehablarenespaol-fmd56a'],
  ['3年b組金八先生', '3b-ww4c5e180e575a65lsy2b'],
  ['安室奈美恵-with-super-monkeys', '-with-super-monkeys-pc58ag80a8qai00g7n9n'],
  ['そのスピードで', 'd9juau41awczczp'],
  ['-> $1.00 <-', '-> $1.00 <--'],
  ['münchen', 'mnchen-3ya'],
  ['ü', 'tda'],
  ['\u0080', 'a'],
  ['\u{10ffff}', 'dn32g'],
  ['üü', 'tdaa'],
  ['\u240e\u243c', 'cphwf'],
  ['\u1bd1\u1c8e', '2yf06a'],
  ['', ''],
];
test.each(SAMPLES)('%s is %s', (text, code) => {
  expect(encodePunycode(text)).toBe(code);
  expect(decodePunycode(code)).toBe(text);
});

test('a code means the same in capital letters', () => expect(decodePunycode('TDA')).toBe('ü'));

test.each(['a$', '3y', 'ü', '99999999', 'a b'])('%s is no code', (code) =>
  expect(decodePunycode(code)).toBeUndefined(),
);

test('no code stands for half a character, or for more than there are', () => {
  for (const point of [0xd800, 0xdfff]) {
    const code = encodePunycode(String.fromCodePoint(point));
    expect(decodePunycode(code)).toBeUndefined();
  }
  expect(decodePunycode(encodePunycode('\ud7ff'))).toBe('\ud7ff');
  expect(decodePunycode(encodePunycode('\ue000'))).toBe('\ue000');
  expect(decodePunycode('en32g')).toBeUndefined();
});

test('whatever is written can be read', () => {
  const alphabet = [...'ab-0üé日本\u{1f600}א'];
  for (let seed = 1; seed < 400; seed += 1) {
    const text = Array.from({ length: 1 + (seed % 9) }, (_, nth) => alphabet[(seed * (nth * nth + 3) + nth) % 10]).join(
      '',
    );
    expect(decodePunycode(encodePunycode(text))).toBe(text);
  }
});
