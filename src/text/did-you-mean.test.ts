import { describe, expect, test } from '@jest/globals';
import { createNearest, nearestWord } from './did-you-mean.ts';

describe('nearestWord', () => {
  const words = ['status', 'media-type', 'headers', 'body'];
  test.each<[word: string, nearest: string | undefined]>([
    ['status', 'status'],
    ['statsu', 'status'],
    ['STATUS', 'status'],
    ['header', 'headers'],
    ['bdy', 'body'],
    ['bxyz', undefined],
    ['completely-else', undefined],
    ['', undefined],
  ])('%j is nearest to %j', (word, nearest) => expect(nearestWord(word, words)).toBe(nearest));

  test.each<[word: string, other: string, isNear: boolean]>([
    ['status', 'STATUS', true],
    ['ax', 'ab', true],
    ['xy', 'ab', false],
    ['xyb', 'aab', false],
  ])('%j is near to %j alone: %s', (word, other, isNear) =>
    expect(nearestWord(word, [other])).toBe(isNear ? other : undefined),
  );

  test('an empty list has no nearest word', () => expect(nearestWord('status', [])).toBeUndefined());

  test('a word is near if up to four fifths of the allowed letters differ', () => {
    // Half of ten letters is the whole difference: four edits cost 0.8, five cost 1.
    expect(nearestWord('abcdefWXYZ', ['abcdefghij'])).toBe('abcdefghij');
    expect(nearestWord('abcdeVWXYZ', ['abcdefghij'])).toBeUndefined();
  });

  test('a word of 64 letters is compared, one of 65 is not', () => {
    expect(nearestWord(`${'a'.repeat(63)}b`, ['a'.repeat(64)])).toBe('a'.repeat(64));
    expect(nearestWord(`${'a'.repeat(64)}b`, ['a'.repeat(65)])).toBeUndefined();
  });
});

describe('createNearest', () => {
  const templates = ['/v3/apps/{guid}/packages', '/v3/apps', '/v1/images', '/v1/images/{id}/file.{ext}', '/'];
  const nearest = createNearest(templates);
  test.each<[path: string, template: string | undefined]>([
    ['/v3/apps/1/packages', '/v3/apps/{guid}/packages'],
    ['/v3/apps/1/package', '/v3/apps/{guid}/packages'],
    ['/v3/app', '/v3/apps'],
    ['/v1/image', '/v1/images'],
    ['/V1/Images', '/v1/images'],
    ['/v1/images/7/file.txt', '/v1/images/{id}/file.{ext}'],
    ['/apps/1/packages', undefined],
    ['/other/thing', undefined],
    ['*', undefined],
    // Half of the segments may be others.
    ['/v3/zzzz/1/packages', '/v3/apps/{guid}/packages'],
    ['/v3/zzzz/1/pakcages', '/v3/apps/{guid}/packages'],
    [`/v3/${'z'.repeat(65)}/1/packages`, '/v3/apps/{guid}/packages'],
    ['/v3/apps//packages', '/v3/apps/{guid}/packages'],
    ['/v3/apps/1', '/v3/apps'],
  ])('%j most likely means %j', (path, template) => expect(nearest(path)).toBe(template));

  test('a parameter is not near to an empty segment', () => {
    const only = createNearest(['/a/{id}']);
    expect(only('/a/7')).toBe('/a/{id}');
    expect(only('/a/')).toBeUndefined();
  });

  test('a literal segment is nearer than a parameter', () =>
    expect(createNearest(['/a/{id}', '/a/all'])('/a/all')).toBe('/a/all'));

  test('a whole parameter is nearer than one with text around it', () =>
    expect(createNearest(['/a/{id}.json', '/a/{id}'])('/a/7')).toBe('/a/{id}'));

  test.each(['/imags', '/imgs'])('%s, of one segment, may be mistyped', (path) =>
    expect(createNearest(['/images'])(path)).toBe('/images'),
  );

  test('a word that many templates have is compared once', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `/store/${'y'.repeat(20)}${index}`);
    expect(createNearest([...many, '/stroe/abd'])('/stroe/ab')).toBe('/stroe/abd');
  });

  test('only the first templates are compared, up to the limit', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => `/p${String(index).padStart(6, 'x')}`);
    expect(createNearest([...many.slice(0, 999), '/wanted'])('/wantet')).toBe('/wanted');
    expect(createNearest([...many, '/wanted'])('/wantet')).toBeUndefined();
  });

  test('an empty list of templates has no nearest one', () => expect(createNearest([])('/a')).toBeUndefined());
});
