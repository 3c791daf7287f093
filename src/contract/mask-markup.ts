import { MASK } from './mask-known-values.ts';

/** A tag, or an unfinished one: its slash, its name without the namespace, its attributes. */
const TAG = /<(\/?)(?:[\w.-]{1,100}:)?([\w.-]{1,100})([^<>]{0,4000})>?/g;
const ATTRIBUTE = /([\w.:-]{1,100})(\s{0,20}=\s{0,20})("[^"]*"?|'[^']*'?)/g;

/**
 * Masks the contents of XML elements and attributes with secret names, and of all elements inside them. It takes one pass, also
 * if the text is not well-formed: an element without an end tag ends with the text.
 */
export function maskMarkup(text: string, isSecret: (name: string) => boolean): string {
  const tags = new RegExp(TAG);
  let masked = '';
  let from = 0;
  /** The outermost open element with a secret name, and how many elements of that name are open. */
  let open: { name: string; depth: number; content: number } | undefined;
  for (let found = tags.exec(text); found; found = tags.exec(text)) {
    const [tag, slash = '', name = '', attributes = ''] = found;
    const isEmpty = attributes.endsWith('/');
    if (open) {
      if (name === open.name && !isEmpty) open.depth += slash ? -1 : 1;
      if (open.depth > 0) continue;
      if (found.index > open.content) masked += MASK;
      from = found.index;
      open = undefined;
      continue;
    }
    if (slash) continue;
    const shown = attributes.replace(ATTRIBUTE, (attribute, key: string, equals: string, value: string) =>
      isSecret(key.slice(key.lastIndexOf(':') + 1)) ? `${key}${equals}${value[0]}${MASK}${value[0]}` : attribute,
    );
    const end = found.index + tag.length;
    const isSecretElement = isSecret(name) && !isEmpty;
    if (shown === attributes && !isSecretElement) continue;
    masked += text.slice(from, found.index) + tag.replace(attributes, () => shown);
    from = end;
    if (isSecretElement) open = { name, depth: 1, content: end };
  }
  return open ? masked + (open.content < text.length ? MASK : '') : masked + text.slice(from);
}
