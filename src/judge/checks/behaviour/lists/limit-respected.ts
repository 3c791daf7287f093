import { plural } from '../../../../text/wording.ts';
import { noted, resting } from '../../../behaviour/relation.ts';
import type { Check } from '../../../judgement.ts';

/** A page has as many things as were asked for, while there are so many. Fewer are a note: a server may have a limit of its own. */
export const limitRespected: Check = {
  id: 'limit-respected',
  title: 'A page has no more things than were asked for.',
  relates: (relation) => {
    if (relation.kind !== 'page') return [];
    const { parameter, limit, count, available, basis } = relation;
    const isMore = count > limit;
    if (!isMore && (count === limit || available < limit)) return [];
    return [
      {
        ...resting(isMore ? basis : noted(basis)),
        at: 'body',
        message: isMore
          ? `answers with more things than ${parameter} asks for`
          : `answers with fewer things than ${parameter} asks for, though there are more`,
        expected: plural(limit, 'thing'),
        actual: plural(count, 'thing'),
      },
    ];
  },
};
