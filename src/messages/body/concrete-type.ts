import type { MediaType } from '../../model/contract.ts';
import { findMediaType } from '../request-media.ts';

/** The types to send for a range of a contract; the first one that matches no other key is used. */
const OF_RANGES: Record<string, string[]> = {
  text: ['text/plain', 'text/vnd.assay'],
  image: ['image/png', 'image/jpeg', 'image/vnd.assay'],
  audio: ['audio/mpeg', 'audio/vnd.assay'],
  video: ['video/mp4', 'video/vnd.assay'],
  font: ['font/woff2', 'font/vnd.assay'],
  multipart: ['multipart/form-data', 'multipart/vnd.assay'],
};
const OF_ANY = ['application/json', 'application/vnd.assay+json', 'text/plain', 'image/png'];

/** A media type for Content-Type: itself, or for a range a type that the same key describes. */
export function concreteType(declared: MediaType[], label: string): string {
  if (!label.includes('*')) return label;
  const media = findMediaType(declared, label);
  const candidates = OF_RANGES[label.slice(0, label.indexOf('/'))] ?? OF_ANY;
  return candidates.find((type) => findMediaType(declared, type) === media) ?? candidates[0] ?? label;
}
