import { thingOfRequest, type KeptOperation } from '../../../contract/resources/kept-operation.ts';
import { joinPointer } from '../../../json/pointer.ts';
import { requestMedia } from '../../../messages/request-media.ts';
import { unconditional } from '../../../schema/subschemas.ts';
import type { Answer, Bench } from '../bench.ts';
import type { Shelf } from '../shelf.ts';
import { mayBeShown, sentThing, type Read } from '../things.ts';

/** Tells what a read shows of each member that was not sent and has a documented default. */
export function tellDefaults(
  bench: Bench,
  { volatile }: Shelf,
  sending: KeptOperation,
  sent: Answer,
  { answer, thing }: Read,
): void {
  const { members } = thingOfRequest(sending, requestMedia(sending.operation, sent.case.inputs));
  const body = sentThing(sending, sent);
  const showing = bench.kept(answer.case.operation, 'read');
  for (const [name, { clause }] of members) {
    const owner = unconditional(bench.contract, [clause]).find(({ schema }) => schema['default'] !== undefined);
    const value = owner?.schema['default'];
    const without = Object.hasOwn(thing.value, name) ? thing.value[name] : undefined;
    if (!owner || value === undefined || without === undefined || Object.hasOwn(body, name) || volatile.has(name))
      continue;
    if (typeof value === 'object' || !bench.contract.accepts(owner.pointer, value)) continue;
    const shown = showing.members.clauses.get(name);
    if (shown !== undefined && !mayBeShown(bench, shown, value)) continue;
    bench.tell(answer, {
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
