import { expect, test } from '@jest/globals';
import type { Json, JsonObject } from '../../model/json.ts';
import { contractOf } from '../../../test/support/contracts.ts';
import { mediaOf } from '../json-first.ts';
import { withFutureTimes } from './times.ts';

const NOW = new Date('2026-03-01T23:59:59.999Z');

/** A body of these members, whose times are those of the schema, as it is sent on the first of March. */
async function moved(properties: JsonObject, body: Json): Promise<Json> {
  const schema = { type: 'object', properties };
  const post = {
    requestBody: { content: { 'application/json': { schema } } },
    responses: { 200: { description: 'Done.' } },
  };
  const contract = await contractOf({ paths: { '/stays': { post } } });
  const media = mediaOf(contract.operations[0] ?? {});
  if (!media) throw new Error('no body');
  return withFutureTimes(contract, media, body, NOW);
}

const OLD = '2001-02-03T04:05:06Z';
const time: JsonObject = { type: 'string', format: 'date-time' };
const date: JsonObject = { type: 'string', format: 'date' };

test.each<[name: string, schema: JsonObject, value: Json, want: Json]>([
  ['startsAt', time, OLD, '2026-03-03T00:00:00Z'],
  ['endsAt', time, OLD, '2026-03-10T00:00:00Z'],
  ['checkOut', time, OLD, '2026-03-10T00:00:00Z'],
  ['birthday', time, OLD, '2026-03-06T00:00:00Z'],
  ['from', date, '2001-02-03', '2026-03-03'],
  ['to', date, '2001-02-03', '2026-03-10'],
  ['start', { type: 'string' }, OLD, OLD],
  ['start', { ...time, enum: [OLD] }, OLD, OLD],
  ['start', { ...time, maxLength: 10 }, OLD, OLD],
  ['start', { ...time, type: ['string', 'null'] }, null, null],
])('the member %s of %j is moved from %j to %j', async (name, schema, value, want) =>
  expect(await moved({ [name]: schema }, { [name]: value })).toEqual({ [name]: want }),
);

test('a body that is no object stays as it is', async () => expect(await moved({}, [OLD])).toEqual([OLD]));
