import { expect, test } from '@jest/globals';
import * as CLASSES from './status.ts';

const STATUSES = Array.from({ length: 900 }, (_, index) => 100 + index);

/** `404, 410, 500-599`. */
function rangesOf(statuses: number[]): string {
  const ranges: [from: number, to: number][] = [];
  for (const status of statuses) {
    const last = ranges.at(-1);
    if (last?.[1] === status - 1) last[1] = status;
    else ranges.push([status, status]);
  }
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(', ');
}

const TABLE: Record<keyof typeof CLASSES, string> = {
  isSuccessful: '200-299',
  isError: '400-999',
  isClientError: '400-499',
  isServerError: '500-999',
  isNotFound: '404, 410',
  isOverloaded: '429, 503',
  isOfCredentials: '401, 403',
  isOfAbsence: '403-404, 410',
  isOfTheState: '403-404, 409-410, 412, 423-425, 428',
  isOfTheMoment: '304, 401, 403-404, 408-410, 412, 421, 423-425, 428-429, 503',
  isOfTheRequest: '400, 405, 415, 422',
  isFinal: '401, 405, 429, 501, 503',
  isOfAProxy: '407, 502, 504',
};

test.each(Object.entries(TABLE))('the statuses of the class %s are %s', (name, statuses) =>
  expect(rangesOf(STATUSES.filter(CLASSES[name as keyof typeof CLASSES]))).toBe(statuses),
);

test('each class has its row', () => expect(Object.keys(TABLE).sort()).toEqual(Object.keys(CLASSES).sort()));
