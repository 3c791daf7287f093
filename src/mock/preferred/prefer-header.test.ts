import { describe, expect, test } from '@jest/globals';
import { appliedPreferences, readPreferences, type Preferences } from './prefer-header.ts';

describe('readPreferences', () => {
  const FIELDS: [field: string, want: Preferences | undefined][] = [
    ['code=404', { code: 404 }],
    ['CODE = 404', { code: 404 }],
    ['code="404"', { code: 404 }],
    ['code=200', { code: 200 }],
    ['code=599', { code: 599 }],
    // An interim status is not a final response (RFC 9110 §15.2).
    ['code=100', undefined],
    ['code=199', undefined],
    ['code=600', undefined],
    ['code=4040', undefined],
    ['code=x', undefined],
    ['example=a', { example: 'a' }],
    ['example="a b"', { example: 'a b' }],
    ['example="a\\"b\\\\"', { example: 'a"b\\' }],
    ['example=""', undefined],
    ['dynamic=true', { dynamic: true }],
    ['dynamic=false', { dynamic: false }],
    ['dynamic=yes', undefined],
    ['code=404, example=a; dynamic=true', { code: 404, example: 'a', dynamic: true }],
    ['code=404, code=500', { code: 404 }],
    ['example=a, example=b', { example: 'a' }],
    ['dynamic=false, dynamic=true', { dynamic: false }],
    ['return=minimal', undefined],
    ['', undefined],
    [`${' '.repeat(4_087)}code=404`, { code: 404 }],
    [`${' '.repeat(4_092)}code=404`, undefined],
  ];
  test.each(FIELDS)('reads Prefer: %s', (field, want) => expect(readPreferences(field)).toEqual(want));

  const TARGETS: [target: string, want: Preferences | undefined][] = [
    ['/x?__code=404', { code: 404 }],
    ['/x?__example=a%20b&__dynamic=true', { example: 'a b', dynamic: true }],
    ['/x?code=404', undefined],
    ['/x?a__code=404', undefined],
    ['/__code=404', undefined],
    ['/x', undefined],
  ];
  test.each(TARGETS)('reads the query of %s if there is no Prefer field', (target, want) =>
    expect(readPreferences(undefined, target)).toEqual(want),
  );

  test('ignores the query if there is a Prefer field', () =>
    expect(readPreferences('return=minimal', '/x?__code=404')).toBeUndefined());
});

describe('appliedPreferences', () => {
  const TABLE: [preferences: Preferences, want: string | undefined][] = [
    [{}, undefined],
    [{ code: 404 }, 'code=404'],
    [{ code: 404, example: 'a', dynamic: false }, 'code=404, example=a, dynamic=false'],
    [{ example: 'a b' }, 'example="a b"'],
    [{ example: 'a"b\\' }, 'example="a\\"b\\\\"'],
    [{ example: 'a\r\nb€é' }, 'example="abé"'],
  ];
  test.each(TABLE)('lists what was applied: %j', (preferences, want) =>
    expect(appliedPreferences(preferences)).toEqual(
      want === undefined
        ? []
        : [
            ['Preference-Applied', want],
            ['Vary', 'Prefer'],
          ],
    ),
  );
});
