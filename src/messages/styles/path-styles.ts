import {
  decodeParts,
  decodeScalar,
  joinParts,
  lacksStyle,
  namedParts,
  splitParts,
  wantsList,
  wantsObject,
  type Style,
} from './style.ts';
import { percentEncode } from '../../http/percent-encoding.ts';
import { splitOnce } from '../../http/split-once.ts';

/** `1,2`; also the style of headers, without escapes. */
export const simple: Style = {
  name: 'simple',
  in: ['path', 'header'],
  encode: ({ explode }, value, escape = percentEncode) => [joinParts(value, ',', explode, escape)],
  decode: (styled, shape, [text = ''], unescape) =>
    wantsList(shape) || wantsObject(shape)
      ? decodeParts(styled, shape, splitParts(text, ','), unescape)
      : decodeScalar(styled, shape, text, unescape),
};

/** `.1.2` if exploded, else `.1,2`. */
export const label: Style = {
  name: 'label',
  in: ['path'],
  encode: ({ explode }, value) => [`.${joinParts(value, labelDelimiter(explode), explode, escapeDots)}`],
  decode: (styled, shape, [text = ''], unescape) => {
    if (!text.startsWith('.')) return lacksStyle('label', '.');
    const rest = text.slice(1);
    return wantsList(shape) || wantsObject(shape)
      ? decodeParts(styled, shape, splitParts(rest, labelDelimiter(styled.explode)), unescape)
      : decodeScalar(styled, shape, rest, unescape);
  },
};

function labelDelimiter(explode: boolean): string {
  return explode ? '.' : ',';
}

/** A dot would end an item of an exploded label. */
function escapeDots(text: string): string {
  return percentEncode(text).replaceAll('.', '%2E');
}

/** `;id=1;id=2` if exploded, else `;id=1,2` (RFC 6570 §3.2.7). */
export const matrix: Style = {
  name: 'matrix',
  in: ['path'],
  encode: ({ name, explode }, value) => {
    if (explode && typeof value === 'object' && value !== null)
      return [
        namedParts(name, value, percentEncode)
          .map(([key, text]) => assignment(key, text))
          .join(''),
      ];
    return [assignment(percentEncode(name), joinParts(value, ',', explode, percentEncode))];
  },
  decode: (styled, shape, [text = ''], unescape) => {
    const { name } = styled;
    const isExploded = styled.explode && (wantsList(shape) || wantsObject(shape));
    const rest = text.startsWith(';') ? text.slice(1) : undefined;
    const value = rest === undefined || isExploded ? rest : withoutName(name, rest);
    if (value === undefined) return lacksStyle('matrix', isExploded ? ';' : `;${name}=`);
    if (isExploded && wantsList(shape))
      return decodeParts(
        styled,
        shape,
        splitParts(value, ';').map((part) => withoutName(name, part)),
        unescape,
      );
    if (isExploded || wantsList(shape) || wantsObject(shape))
      return decodeParts(styled, shape, splitParts(value, isExploded ? ';' : ','), unescape);
    return decodeScalar(styled, shape, value, unescape);
  },
};

function assignment(name: string, text: string): string {
  return `;${name}${text && `=${text}`}`;
}

/** The value of `color=blue`, whose name may be percent-encoded; an empty value has no equals sign (RFC 6570 §3.2.7). */
function withoutName(name: string, part: string): string | undefined {
  const [written, value = ''] = splitOnce(part, '=');
  return written === name || written === percentEncode(name) ? value : undefined;
}
