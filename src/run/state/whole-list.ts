import type { Response } from '../../model/exchange.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { readFields } from '../../http/header-fields.ts';
import { isObject } from '../../json/pointer.ts';

/** Whether a list says nothing of further pages: what it does not show is then not there. */
export function isWholeList(value: Json, response: Response): boolean {
  if (/rel="?next"?/i.test(readFields(response.headers).get('link') ?? '')) return false;
  if (!isObject(value)) return Array.isArray(value);
  const lists = Object.values(value).filter((child): child is Json[] => Array.isArray(child));
  const members: JsonObject = {
    ...value,
    ...(isObject(value['meta']) && value['meta']),
    ...(isObject(value['links']) && value['links']),
  };
  const isMore = Object.entries(members).some(
    ([name, child]) =>
      (/^(next|next_?page|next_?cursor|has_?more|cursor)/i.test(name) &&
        child !== null &&
        child !== false &&
        child !== '') ||
      (/^(total|total_?count|count)$/i.test(name) &&
        typeof child === 'number' &&
        lists.some((list) => list.length < child)),
  );
  return lists.length > 0 && !isMore;
}
