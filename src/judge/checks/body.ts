import { isJsonType } from '../../http/media-type.ts';
import { matches, type Check } from '../judgement.ts';

/** A documented body is there, whole, and of the encoding that its media type names. */
export const body: Check = {
  id: 'body',
  title: 'The documented body is there, whole, and can be read.',
  each: ({ operation, documented, media, answer }) => {
    if (!documented || !media || operation.method === 'HEAD') return [];
    const labelled = answer.mediaType === undefined || matches(media.type, answer.mediaType);
    // A body under another label is the media type's finding, unless it broke off or is not there at all.
    const readable = !isJsonType(media.encodedAs) || answer.json !== undefined;
    // Bytes and texts may be none at all; JSON and XML may not.
    const mayBeNone =
      answer.mediaType !== undefined && labelled && !isJsonType(media.encodedAs) && !/[/+]xml$/.test(media.encodedAs);
    const empty = answer.size === 0 && !mayBeNone;
    if (answer.problem === undefined || (readable && !empty) || (!labelled && !empty)) return [];
    return [
      {
        clause: media.pointer,
        at: 'body',
        message: `answers with a body that cannot be read: ${answer.problem}`,
        expected: `a body of ${media.encodedAs}`,
        actual: empty ? 'nothing' : answer.problem,
      },
    ];
  },
};
