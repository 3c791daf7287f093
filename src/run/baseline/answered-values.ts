import type { Case } from '../../model/case.ts';
import type { Contract } from '../../model/contract.ts';
import type { Exchange } from '../../model/exchange.ts';
import type { Json, Pointer } from '../../model/json.ts';
import { responseFor } from '../../contract/examples.ts';
import { namesOfMadeText } from '../../contract/resources/made-texts.ts';
import { normalise } from '../../contract/resources/names.ts';
import { shapeOfSchema } from '../../contract/resources/shape.ts';
import { isJsonType } from '../../http/media-type.ts';
import { jsonIn } from '../../json/parse-json.ts';
import { isObject, ownMember } from '../../json/pointer.ts';
import { isSuccessful } from '../../http/status.ts';
import { KB } from '../../text/sizes.ts';

/** Values that a target answered, and that a member of another operation's body may want. */
export interface AnsweredValues {
  learn(testCase: Case, exchange: Exchange): void;
  /** The text that an operation made which is called as a member is: that of `POST /hash/generate` for `hash`. */
  madeText(name: string): string | undefined;
  /** What an answer had where the contract describes it by the same component. */
  of(component: Pointer): Json | undefined;
}

/** Longer answers are not read. */
const MAX_BYTES = 64 * KB;

export function createAnsweredValues(contract: Contract): AnsweredValues {
  const made = new Map<string, string>();
  const byComponent = new Map<Pointer, Json>();

  function learnComponents(schema: Pointer, answer: Json): void {
    const shape = shapeOfSchema(contract, schema);
    const parts = isObject(answer)
      ? [...shape.members.keys()].map((name) => ({ shape: shape.member(name), value: ownMember(answer, name) }))
      : [];
    for (const { shape: part, value } of [{ shape, value: answer }, ...parts])
      if (part?.component !== undefined && isObject(value)) byComponent.set(part.component, value);
  }

  return {
    learn: ({ operation }, { outcome }) => {
      if (!('response' in outcome)) return;
      const { status, body } = outcome.response;
      if (!isSuccessful(status) || body.byteLength > MAX_BYTES) return;
      const answer = jsonIn(body);
      if (answer === undefined) return;
      const text = textIn(answer);
      if (text !== undefined) for (const name of namesOfMadeText(contract, operation)) made.set(name, text);
      const media = responseFor(operation, status)?.media.find(({ encodedAs }) => isJsonType(encodedAs));
      if (operation.method === 'GET' && media?.schema !== undefined) learnComponents(media.schema, answer);
    },
    madeText: (name) => made.get(normalise(name)),
    of: (component) => byComponent.get(component),
  };
}

/** The text that an answer is, or that is all that it has. */
function textIn(answer: Json): string | undefined {
  const members = isObject(answer) ? Object.values(answer) : [answer];
  const [text] = members;
  return members.length === 1 && typeof text === 'string' && text !== '' ? text : undefined;
}
