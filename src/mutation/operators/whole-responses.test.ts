import { describe, expect, test } from '@jest/globals';
import { headerOf, mutantsOf, textOf, thingDocument } from '../../../test/support/mutants.ts';
import { wholeResponses } from './whole-responses.ts';

const statuses = (titles: string[]) => titles.flatMap((title) => /^answers (\d{3})$/.exec(title)?.[1] ?? []);

test('answers with every undocumented status', async () => {
  const { titles, answer } = await mutantsOf(wholeResponses);
  expect(statuses(titles)).toEqual(['200', '202', '204', '400', '404', '500']);
  expect((await answer('answers 404')).status).toBe(404);
  expect(textOf(await answer('answers 404'))).toContain('first-thing-1');
  expect(textOf(await answer('answers 204'))).toBe('');
});

test('leaves out the documented statuses and ranges', async () => {
  const { titles } = await mutantsOf(
    wholeResponses,
    thingDocument((operation) => {
      operation.responses['2XX'] = operation.responses['201'];
      delete operation.responses['201'];
      operation.responses['404'] = { description: 'gone' };
    }),
  );
  expect(statuses(titles)).toEqual(['400', '500']);
});

describe('the response to a valid request', () => {
  const BODY = { id: expect.any(String), name: 'first-thing-1', kind: 'tape', state: 'READY' };
  test.each<[string, string | undefined, unknown]>([
    ['labels its answer text/plain', 'text/plain', BODY],
    ['labels its answer text/html', 'text/html; charset=utf-8', BODY],
    ['does not label its answer', undefined, BODY],
    ['answers with a list of one', 'application/json', [BODY]],
    ['wraps its answer', 'application/json', { data: BODY }],
    ['answers with an empty object', 'application/json', {}],
    ['answers with a string', 'application/json', 'created'],
    ['answers with null', 'application/json', null],
  ])('%s', async (title, type, body) => {
    const response = await (await mutantsOf(wholeResponses)).answer(title);
    expect(response.status).toBe(201);
    expect(headerOf(response, 'Content-Type')?.replace('application/json; charset=utf-8', 'application/json')).toBe(
      type,
    );
    expect(JSON.parse(textOf(response))).toEqual(body);
    expect(headerOf(response, 'Content-Length') ?? String(response.body.length)).toBe(String(response.body.length));
  });

  test('is empty', async () => {
    expect(textOf(await (await mutantsOf(wholeResponses)).answer('answers with nothing'))).toBe('');
  });

  test('is truncated', async () => {
    const text = textOf(await (await mutantsOf(wholeResponses)).answer('breaks its answer off'));
    expect(text).toMatch(/^\{"id"/);
    expect(() => void JSON.parse(text)).toThrow();
  });

  test('is markup with the media type of markup', async () => {
    const response = await (await mutantsOf(wholeResponses)).answer('answers with HTML');
    expect([headerOf(response, 'Content-Type'), textOf(response)]).toEqual(['text/html', '<p>created</p>']);
  });
});

test('does not change refusals', async () => {
  const { answer, request } = await mutantsOf(wholeResponses);
  expect((await answer('answers 500', request({}))).status).toBe(422);
});

test('changes only the status if no body is documented', async () => {
  const { mutants } = await mutantsOf(
    wholeResponses,
    thingDocument((operation) => void delete operation.responses['201'].content),
  );
  expect(mutants.map(({ family }) => family)).toEqual(Array(mutants.length).fill('status'));
  expect(mutants.length).toBeGreaterThan(0);
});
