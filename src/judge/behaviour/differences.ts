import type { Violation } from '../../model/finding.ts';
import type { Json } from '../../model/json.ts';
import { isEqual } from '../../json/equal.ts';
import { joinPointer, lastToken, pointerTokens, valueAt } from '../../json/pointer.ts';
import { show, withArticle } from '../../text/wording.ts';
import { noted, resting, type Comparison, type SharedMember } from './relation.ts';
import { likeness } from './same-value.ts';

/** One violation for each member that is not what it has to be. @param say the message, from the member's name with its article */
export function differences(
  { members, place, wanted, actual, isChosen }: Comparison,
  say: (name: string, member: SharedMember) => string,
): Violation[] {
  return members.flatMap((member): Violation[] => {
    const { at, isFormatted } = member;
    const [sent, read] = [valueAt(wanted, at), valueAt(actual, at)];
    if (sent === undefined || (sent === null && read === undefined)) return [];
    const alike = likeness(sent, read);
    if (alike === 'same' || (alike === 'normalised' && isFormatted)) return [];
    const isNote = alike === 'normalised' || isFormatted || (isChosen && read === undefined);
    return [
      {
        ...resting(isNote ? noted(member) : member),
        at: `body${joinPointer(place, ...pointerTokens(at))}`,
        message: say(withArticle(lastToken(at)), member),
        expected: shownBeside(sent, read),
        actual: shownBeside(read, sent),
      },
    ];
  });
}

/** A value as it differs from another: of two lists that are told alike, the first item that is another one. */
function shownBeside(value: Json | undefined, other: Json | undefined): string {
  const told = show(value);
  if (told !== show(other) || !Array.isArray(value) || !Array.isArray(other)) return told;
  const at = value.findIndex((item, index) => !isEqual(item, other[index]));
  return at < 0 ? told : `${told}, of which number ${at + 1} is ${show(value[at])}`;
}
