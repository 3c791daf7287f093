import type { Evidence } from '../../model/finding.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';
import { isStructured } from '../../messages/body/example-value.ts';
import { evidenceFor } from '../evidence.ts';
import { matches, type Check } from '../judgement.ts';

/** A documented body is present, complete, and in the encoding of its media type. */
export const body: Check = {
  id: 'body',
  title: 'The documented body is there, whole, and can be read.',
  each: ({ contract, operation, documented, media, response }) => {
    if (!documented || !media || operation.method === 'HEAD') return [];
    const labelled = response.mediaType === undefined || matches(media.type, response.mediaType);
    // The check of the media type reports a body under another label, unless the body is missing or incomplete.
    const isRead = isJsonType(media.encodedAs) || isStructured(contract, media);
    const readable = !isRead || response.json !== undefined;
    // Bytes and texts may be empty; JSON and XML may not. Of what is no media type (`PDF`), nobody knows.
    const isNoType = parseMediaType(media.type) === undefined;
    const mayBeNone =
      isNoType ||
      (response.mediaType !== undefined &&
        labelled &&
        !isJsonType(media.encodedAs) &&
        !/[/+]xml$/.test(media.encodedAs));
    const empty = response.size === 0 && !mayBeNone;
    if (response.problem === undefined || (readable && !empty) || (!labelled && !empty)) return [];
    // The media type demands JSON; the schema's own statement demands that there is a body.
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
