import { show } from '../../text/wording.ts';
import { isJsonType } from '../../http/media-type.ts';
import { matches, type Check } from '../judgement.ts';

/** The body bears a documented media type; parameters such as charset make no difference (RFC 9110 §8.3.1). */
export const mediaType: Check = {
  id: 'media-type',
  title: 'The body bears a documented media type.',
  each: ({ contract, documented, media, response }) => {
    const { mediaType: actual, size } = response;
    if (!documented || !media || size === 0) return [];
    if (actual && documented.media.some(({ type }) => matches(type, actual))) return [];
    // Where the contract had to guess the media type, another label for the same encoding breaks no document.
    const guessed =
      contract.statement(media.pointer)?.kind === 'inferred' &&
      actual !== undefined &&
      isJsonType(actual) &&
      isJsonType(media.encodedAs);
    return [
      {
        ...(guessed && { severity: 'note' as const }),
        clause: media.pointer,
        at: 'header Content-Type',
        message: actual
          ? 'answers with another media type than the documented one'
          : 'does not say what media type the body has',
        expected: documented.media.map(({ type }) => type).join(' or '),
        actual: actual ?? show(response.headers.get('content-type')),
      },
    ];
  },
};
