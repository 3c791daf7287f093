import { isJsonType } from '../../http/media-type.ts';
import { matches, type Check } from '../judgement.ts';

/** A documented body is there, whole, and of the encoding that its media type names. */
export const body: Check = {
  id: 'body',
  title: 'The documented body is there, whole, and can be read.',
  each: ({ operation, documented, media, response }) => {
    if (!documented || !media || operation.method === 'HEAD') return [];
    const labelled = response.mediaType === undefined || matches(media.type, response.mediaType);
    // A body under another label is the media type's finding, unless it broke off or is not there at all.
    const readable = !isJsonType(media.encodedAs) || response.json !== undefined;
    // Bytes and texts may be none at all; JSON and XML may not.
    const mayBeNone =
      response.mediaType !== undefined && labelled && !isJsonType(media.encodedAs) && !/[/+]xml$/.test(media.encodedAs);
    const empty = response.size === 0 && !mayBeNone;
    if (response.problem === undefined || (readable && !empty) || (!labelled && !empty)) return [];
    return [
      {
        clause: media.pointer,
        at: 'body',
        message: `answers with a body that cannot be read: ${response.problem}`,
        expected: `a body of ${media.encodedAs}`,
        actual: empty ? 'nothing' : response.problem,
      },
    ];
  },
};
