import type { Contract, Operation, Parameter } from '../../model/contract.ts';
import { isObject, valueAt } from '../../json/pointer.ts';
import { IDENTIFIERS, normalise, singular } from './names.ts';
import type { Resource } from './resource.ts';

/** `Chatflow ID`, `The unique identifier of the chatflow to read`. */
const NAMES = [
  /^(?:the |an? |unique |this )*(?<words>[a-z][\w -]*?)(?:['’]s?)? (?:unique )?(?:id|identifier|uuid|guid)\b/i,
  /^(?:the |an? |unique |this )*(?:id|identifier|uuid|guid) (?:of|for) (?:the |an? |your |specific )*(?<words>[a-z][\w -]*)/i,
];

/** Where the words for a thing end. */
const END = /\s+(?:to|in|on|at|of|for|from|by|with|as|and|or|whose|which|that|being|you|we|is|are)\s.*$/i;

/** So much of a description is read. */
const MAX_DESCRIPTION = 120;

/**
 * The resource that the description of a path parameter says it names, where the parameter's own name says nothing (`id`) and its place in
 * the path says another: `/leads/{id}` with the description `Chatflow ID` lists the leads of a chatflow. Where things of its place are
 * created or listed, something else about the operation has to speak of it too: descriptions are copied from one operation to the next.
 */
export function resourceDescribed(
  contract: Contract,
  operation: Operation,
  { in: where, name, pointer }: Parameter,
  placed: Resource | undefined,
  byWord: (word: string) => Resource | undefined,
): Resource | undefined {
  if (where !== 'path' || !placed || !IDENTIFIERS.includes(normalise(name))) return undefined;
  const resource = resourceIn(textOf(contract, pointer, 'description').slice(0, MAX_DESCRIPTION), byWord);
  if (!resource || resource === placed || normalise(resource.name) === normalise(placed.name)) return undefined;
  const isKept = placed.create.length > 0 || placed.list !== undefined;
  return isKept && !speaksOf(contract, operation, resource) ? undefined : resource;
}

/** The resource of the most words that end before “ID”: that of `chat message feedback`, else of `message feedback`, else of `feedback`. */
function resourceIn(description: string, byWord: (word: string) => Resource | undefined): Resource | undefined {
  for (const pattern of NAMES) {
    const said = pattern.exec(description)?.groups?.['words']?.replace(END, '') ?? '';
    const words = said.split(/[ -]+/).filter((word) => word !== '');
    for (const index of words.keys()) {
      const resource = byWord(normalise(singular(words.slice(index).join(' '))));
      if (resource) return resource;
    }
  }
  return undefined;
}

function speaksOf(contract: Contract, { id, pointer }: Operation, { name }: Resource): boolean {
  const texts = [id, textOf(contract, pointer, 'summary'), textOf(contract, pointer, 'description')];
  return texts.some((text) => normalise(text).includes(normalise(name)));
}

function textOf(contract: Contract, pointer: string, member: string): string {
  const { value } = contract.resolve(pointer);
  const text = isObject(value) ? valueAt(value, `#/${member}`) : undefined;
  return typeof text === 'string' ? text : '';
}
