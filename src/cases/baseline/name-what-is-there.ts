import type { Contract, Operation } from '../../model/contract.ts';
import type { Json } from '../../model/json.ts';
import { normalise, reference, singular } from '../../contract/resources/names.ts';
import { joinPointer, ownMember, replaceAt } from '../../json/pointer.ts';
import { scalarText } from '../../json/scalar-text.ts';
import { requestMedia } from '../../messages/request-media.ts';
import { leavesOfBody } from '../leaves-of-body.ts';
import { isAllowed } from '../valid-requests.ts';
import type { Candidate, Known } from './known.ts';

/** Shorter values stand in a sentence by chance. */
const TELLING = 3;

/**
 * A request whose value is not there, as a refusal says, with one that is: a sentence such as “No active feature parent_feature
 * exists” quotes the value, or else names the member (“Owner does not exist” of `ownerId`). Undefined where it means nothing that the
 * request says, or where nothing else is known.
 * @param isOfPath whether the refusal may as well be about what the path names: then the value has to stand in it
 */
export function nameWhatIsThere(
  contract: Contract,
  operation: Operation,
  candidate: Candidate,
  sentence: string,
  known: Known,
  isOfPath: boolean,
): Candidate | undefined {
  const { inputs } = candidate;
  const inPath = new Set(Object.values(inputs.path).map(scalarText));
  const isQuoted = (value: string) => value.length >= TELLING && !inPath.has(value) && hasWord(sentence, value);
  const places = [...placesInBody(contract, operation, candidate, known), ...parametersOf(operation, candidate, known)];
  const quoted = places.filter(({ value }) => isQuoted(value));
  const meant = quoted.length > 0 ? quoted : isOfPath ? [] : places.filter(({ name }) => isNamed(sentence, name));
  for (const { value, others, put } of meant)
    for (const other of others) {
      if (scalarText(other) === value || inPath.has(scalarText(other))) continue;
      const changed = put(other);
      if (changed) return changed;
    }
  return undefined;
}

/** Something that a request says, and what it could say instead. */
interface Said {
  name: string;
  value: string;
  others: Json[];
  /** Undefined where the contract does not allow it. */
  put(value: Json): Candidate | undefined;
}

function placesInBody(contract: Contract, operation: Operation, candidate: Candidate, known: Known): Said[] {
  const { inputs } = candidate;
  const { body } = inputs;
  const media = requestMedia(operation, inputs);
  if (!media || body === undefined) return [];
  const leaves = leavesOfBody(contract, media, body).flatMap(({ name, place, value }) =>
    Array.isArray(value)
      ? value.map((item, index) => ({ name, place: joinPointer(place, index), value: item, list: place }))
      : [{ name, place, value, list: place }],
  );
  return leaves.flatMap(({ name, place, value, list }): Said[] => {
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const put = (other: Json) => {
      const own = replaceAt(body, place, other);
      return isAllowed(contract, media, own) ? { ...candidate, inputs: { ...inputs, body: own } } : undefined;
    };
    return [{ name, value: scalarText(value), others: [...known.references(list), ...known.namesakes(list)], put }];
  });
}

function parametersOf({ parameters }: Operation, candidate: Candidate, known: Known): Said[] {
  const { inputs } = candidate;
  return parameters.flatMap((parameter): Said[] => {
    const { in: where, name } = parameter;
    const value = where === 'path' ? undefined : ownMember(inputs[where], name);
    if (typeof value !== 'string' && typeof value !== 'number') return [];
    const put = (other: Json) => ({
      ...candidate,
      inputs: { ...inputs, [where]: { ...inputs[where], [name]: other } },
    });
    return [{ name, value: scalarText(value), others: known.parameterValues(parameter), put }];
  });
}

/** Whether a text stands in a sentence by itself. */
function hasWord(sentence: string, text: string): boolean {
  for (let at = sentence.indexOf(text); at >= 0; at = sentence.indexOf(text, at + 1)) {
    const around = `${sentence[at - 1] ?? ' '}${sentence[at + text.length] ?? ' '}`;
    if (!/[\p{L}\p{N}]/u.test(around)) return true;
  }
  return false;
}

/** Whether a sentence says what a member names one of: “owner” of `ownerId`. */
function isNamed(sentence: string, member: string): boolean {
  const word = normalise(singular(reference(member)?.word ?? member));
  const words = sentence.split(/[^\p{L}\p{N}_-]+/u).map((one) => normalise(singular(one)));
  return word.length >= TELLING && [word, normalise(member)].some((one) => words.includes(one));
}
