import type { Contract, Operation } from '../model/contract.ts';
import type { Pointer } from '../model/json.ts';
import { descriptionAt } from '../contract/description-at.ts';
import { lastToken, parentPointer, pointerTokens } from '../json/pointer.ts';

/** "All other fields are ignored." */
const OTHERS_ARE_IGNORED =
  /\bother (?:fields|members|properties|attributes|keys|elements|parameters|values)\b[^.]{0,60}\bignored\b/i;
/** "The internal identifier, read only"; not "whether the volume is read-only". */
const READ_ONLY = /^(?!.*\b(?:whether|if|when)\b).*\bread[- ]?only\b/is;

/** The place of a value in a body: `request body#/data/type`. */
const IN_BODY = 'request body#/';

/**
 * Whether the contract says in words that a server ignores a member of a request's body: a wrong value in it may be accepted.
 * The sentence stands at the operation, its body or the body's schema, and names the members that are not ignored; or the
 * member's own description says that it is read only.
 * @param at where the value stands in the request
 * @param clause what the value breaks
 */
export function isIgnoredInWords(contract: Contract, operation: Operation, at: string, clause: Pointer): boolean {
  const [name] = at.startsWith(IN_BODY) ? pointerTokens(at.slice(IN_BODY.length - 2)) : [];
  if (name === undefined) return false;
  const { body } = operation;
  const schemas = (body?.media ?? []).flatMap(({ schema }) => schema ?? []);
  const texts = [operation.pointer, ...(body ? [body.pointer] : []), ...schemas].map((pointer) =>
    descriptionAt(contract, pointer),
  );
  const isLeftOut = texts.some((text) => OTHERS_ARE_IGNORED.test(text)) && !texts.some((text) => isListed(text, name));
  return isLeftOut || isReadOnlyInWords(contract, clause);
}

/** Whether a clause is of a member, or of something in it, whose description says that it is read only. */
function isReadOnlyInWords(contract: Contract, clause: Pointer): boolean {
  for (let at = clause; at !== '#'; at = parentPointer(at))
    if (lastToken(parentPointer(at)) === 'properties' && READ_ONLY.test(descriptionAt(contract, at))) return true;
  return false;
}

/** Whether a text lists a member: "are: kind, masters and `catalog`"; not "the zone structure", for a member `zone`. */
function isListed(text: string, name: string): boolean {
  const escaped = name.replaceAll(/[^\w]/g, '\\$&');
  return new RegExp(`(?:[:,(]|\\b(?:and|or|is|are|[Oo]nly|except))\\s*["'\`*]*${escaped}(?![\\w-])`).test(text);
}
