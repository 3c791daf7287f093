import type { Contract, MediaType } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { isObject, joinPointer, replaceAt } from '../../json/pointer.ts';
import { keyword } from '../../schema/keywords.ts';
import { applicable, applicableBelow } from '../../schema/subschemas.ts';
import { isAllowed } from '../valid-requests.ts';
import { DAY } from '../../text/time.ts';

const BEGINS = /start|begin|from|since|not_?before|check_?in|depart|open|valid_?after|effective/i;
const ENDS =
  /end|until|till|to$|expir|due|deadline|not_?after|check_?out|return|arriv|close|finish|stop|valid_?before/i;

/** A made-up body whose times are in the future, and what begins does so before it ends. */
export function withFutureTimes(contract: Contract, media: MediaType, body: Json, now: Date): Json {
  if (!isObject(body) || media.schema === undefined) return body;
  const schemas = applicable(contract, media.schema, body);
  let future: Json = body;
  for (const [name, value] of Object.entries(body)) {
    if (typeof value !== 'string') continue;
    const below = applicableBelow(contract, schemas, body, name);
    const format = keyword(below, 'format');
    if ((format !== 'date' && format !== 'date-time') || keyword(below, 'enum') !== undefined) continue;
    // Both are of whole days, so that a server in another time zone finds them in the future too.
    const days = BEGINS.test(name) ? 2 : ENDS.test(name) ? 9 : 5;
    const time = new Date(Math.floor(now.getTime() / DAY) * DAY + days * DAY).toISOString();
    const text = format === 'date' ? time.slice(0, 10) : time.replace('.000Z', 'Z');
    const other = replaceAt(future, joinPointer('#', name), text);
    if (isAllowed(contract, media, other)) future = other;
  }
  return future;
}
