import type { Evidence } from '../../model/finding.ts';
import { isJsonType } from '../../http/media-type.ts';
import { evidenceFor } from '../evidence.ts';
import { matches, type Check } from '../judgement.ts';

/** A documented body is there, whole, and of the encoding that its media type names. */
export const body: Check = {
  id: 'body',
  title: 'The documented body is there, whole, and can be read.',
  each: ({ contract, operation, documented, media, response }) => {
    if (!documented || !media || operation.method === 'HEAD') return [];
    const labelled = response.mediaType === undefined || matches(media.type, response.mediaType);
    // A body under another label is the media type's finding, unless it broke off or is not there at all.
    const readable = !isJsonType(media.encodedAs) || response.json !== undefined;
    // Bytes and texts may be none at all; JSON and XML may not.
    const mayBeNone =
      response.mediaType !== undefined && labelled && !isJsonType(media.encodedAs) && !/[/+]xml$/.test(media.encodedAs);
    const empty = response.size === 0 && !mayBeNone;
    if (response.problem === undefined || (readable && !empty) || (!labelled && !empty)) return [];
    // A label that says JSON says what the body has to be; that there is one at all, its schema's own statement says.
    const evidence: Evidence | undefined =
      response.mediaType !== undefined && labelled && isJsonType(media.encodedAs)
        ? { kind: 'standard', because: 'RFC 9110 §8.3 and RFC 8259 §2' }
        : empty && media.schema !== undefined
          ? evidenceFor({}, contract.statement(media.schema))
          : undefined;
    return [
      {
        ...(evidence && { evidence }),
        clause: media.pointer,
        at: 'body',
        message: `answers with a body that cannot be read: ${response.problem}`,
        expected: `a body of ${media.encodedAs}`,
        actual: empty ? 'nothing' : response.problem,
      },
    ];
  },
};
