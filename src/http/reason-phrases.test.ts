import { STATUS_CODES } from 'node:http';
import { expect, test } from '@jest/globals';
import { reasonPhrase } from './reason-phrases.ts';

test('each status has the reason phrase that Node has for it', () => {
  for (let status = 100; status < 600; status += 1)
    expect([status, reasonPhrase(status)]).toEqual([status, STATUS_CODES[status]]);
});
