import type { MediaType } from '../../model/contract.ts';
import { show } from '../../text/wording.ts';
import { parseMediaType, type Label } from '../../http/media-type.ts';
import { lastToken } from '../../json/pointer.ts';
import { matches, type Check } from '../judgement.ts';

/**
 * The body has a documented media type (RFC 9110 §8.3.1). A parameter such as charset may be left out; if the contract has it
 * too, both values are equal.
 */
export const mediaType: Check = {
  id: 'media-type',
  title: 'The body bears a documented media type.',
  each: ({ documented, media, response }) => {
    const { mediaType: actual, size } = response;
    if (!documented || !media || size === 0) return [];
    // Nothing can be labelled with what is no media type, such as `PDF`.
    if (documented.media.some(({ type }) => parseMediaType(type) === undefined)) return [];
    const field = response.headers.get('content-type');
    const fitting = actual ? documented.media.filter(({ type }) => matches(type, actual)) : [];
    const label = parseMediaType(field ?? '');
    if (fitting.length > 0 && (!label || fitting.some((one) => parametersAgree(one, label)))) return [];
    const isSameType = fitting.length > 0;
    return [
      {
        clause: media.pointer,
        at: 'header Content-Type',
        message: isSameType
          ? 'labels its body with another parameter than the documented one'
          : actual
            ? 'answers with another media type than the documented one'
            : 'does not say what media type the body has',
        expected: documented.media.map((one) => (isSameType ? writtenType(one) : one.type)).join(' or '),
        actual: (!isSameType && actual) || show(field),
      },
    ];
  },
};

/** Whether the parameters that both have are equal; the values of registered parameters are case-insensitive. */
function parametersAgree(media: MediaType, { parameters }: Label): boolean {
  const documented = parseMediaType(writtenType(media))?.parameters ?? new Map<string, string>();
  return [...documented].every(
    ([name, value]) => (parameters.get(name) ?? value).toLowerCase() === value.toLowerCase(),
  );
}

/** A media type as the contract writes it, with its parameters. */
function writtenType({ pointer }: MediaType): string {
  return lastToken(pointer);
}
