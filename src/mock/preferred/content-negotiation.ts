import type { MediaType } from '../../model/contract.ts';
import { isJsonType, parseMediaType } from '../../http/media-type.ts';

/**
 * The media types that an Accept field accepts, best first; types of equal weight keep the documented order
 * (RFC 9110 §12.5.1). Members that are not media ranges are ignored, and a field without any media range accepts everything.
 */
export function negotiate(field: string | undefined, media: readonly MediaType[]): MediaType[] {
  const ranges = readRanges(field);
  if (ranges.length === 0) return [...media];
  const weighted = media.map((one) => ({ one, weight: weightOf(ranges, one.type) }));
  return weighted
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ one }) => one);
}

/** The weight that an Accept field gives a media type; 0 if none of its ranges matches (RFC 9110 §12.4.2). */
export function qualityOf(field: string | undefined, type: string): number {
  return weightOf(readRanges(field), type);
}

interface Range {
  type: string;
  weight: number;
}

function readRanges(field: string | undefined): Range[] {
  return (field ?? '').split(',', 256).flatMap((member) => {
    const label = parseMediaType(member);
    if (!label) return [];
    const weight = label.parameters.get('q');
    // An invalid weight is ignored (RFC 9110 §12.4.2).
    return [
      {
        type: label.type,
        weight: weight !== undefined && /^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight) ? Number(weight) : 1,
      },
    ];
  });
}

/** The most specific range decides. A documented range matches any accepted type within it. */
function weightOf(ranges: Range[], type: string): number {
  const main = type.slice(0, type.indexOf('/'));
  for (const wanted of [type, `${main}/*`, '*/*']) {
    const range = ranges.find((candidate) => candidate.type === wanted);
    if (range) return range.weight;
  }
  if (!type.includes('*')) return 0;
  return Math.max(
    0,
    ...ranges.filter((range) => main === '*' || range.type.startsWith(`${main}/`)).map(({ weight }) => weight),
  );
}

/**
 * The media type of a response: of those with the highest weight, the first with an example, else the first.
 * Without a preference, JSON comes first. Undefined if none is acceptable.
 */
export function preferredMediaType(
  field: string | undefined,
  media: readonly MediaType[],
  dynamic = false,
): MediaType | undefined {
  if (media.length < 2) return field === undefined || field === '*/*' ? media[0] : negotiate(field, media)[0];
  const suitable = field === undefined || field === '*/*' ? media : bestOf(field, media);
  const shown = dynamic ? [] : suitable.filter(({ examples }) => examples.size > 0);
  const among = shown.length > 0 ? shown : suitable;
  return (field === undefined ? among.find(({ type }) => isJsonType(type)) : undefined) ?? among[0];
}

function bestOf(field: string, media: readonly MediaType[]): MediaType[] {
  const ranges = readRanges(field);
  const allowed = negotiate(field, media);
  const [best] = allowed;
  return best ? allowed.filter(({ type }) => weightOf(ranges, type) === weightOf(ranges, best.type)) : allowed;
}
