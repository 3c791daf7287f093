import { thingOfRequest, type KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { joinPointer } from '../../../json/pointer.ts';
import { requestMedia } from '../../../messages/request-media.ts';
import { unconditional } from '../../../schema/subschemas.ts';
import type { Answer, ResourceClient } from '../resource-client.ts';
import type { KnownThings } from '../known-things.ts';
import { mayBeShown, sentThing, type Read } from '../things.ts';

/** Tells what a read shows of each member that was not sent and has a documented default. */
export function tellDefaults(
  client: ResourceClient,
  { volatile }: KnownThings,
  sending: KeptOperation,
  sent: Answer,
  { answer, thing }: Read,
): void {
  const { members } = thingOfRequest(sending, requestMedia(sending.operation, sent.case.inputs));
  const body = sentThing(sending, sent);
  const showing = client.kept(answer.case.operation, 'read');
  for (const [name, { clause }] of members) {
    const owner = unconditional(client.contract, [clause]).find(({ schema }) => schema['default'] !== undefined);
    const value = owner?.schema['default'];
    const without = Object.hasOwn(thing.value, name) ? thing.value[name] : undefined;
    if (!owner || value === undefined || without === undefined || Object.hasOwn(body, name) || volatile.has(name))
      continue;
    if (typeof value === 'object' || !client.contract.accepts(owner.pointer, value)) continue;
    const shown = showing.members.clauses.get(name);
    if (shown !== undefined && !mayBeShown(client, shown, value)) continue;
    client.tell(answer, {
      ...{
        kind: 'default',
        at: `body${joinPointer(thing.place, name)}`,
        parameter: name,
        value,
        without,
        given: value,
      },
      basis: { clause: joinPointer(owner.pointer, 'default'), rests: 'default' },
    });
  }
}
