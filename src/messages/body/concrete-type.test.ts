import { expect, test } from '@jest/globals';
import type { MediaType } from '../../model/contract.ts';
import { concreteType } from './concrete-type.ts';

const media = (...types: string[]) => types.map((type) => ({ type }) as MediaType);

test.each<[string[], string, string]>([
  [['application/pdf'], 'application/pdf', 'application/pdf'],
  [['text/*'], 'text/*', 'text/plain'],
  [['text/*', 'text/plain'], 'text/*', 'text/vnd.assay'],
  [['image/*'], 'image/*', 'image/png'],
  [['image/*', 'image/png'], 'image/*', 'image/jpeg'],
  [['image/*', 'image/png', 'image/jpeg'], 'image/*', 'image/vnd.assay'],
  [['image/*', 'image/png', 'image/jpeg', 'image/vnd.assay'], 'image/*', 'image/png'],
  [['audio/*'], 'audio/*', 'audio/mpeg'],
  [['audio/*', 'audio/mpeg'], 'audio/*', 'audio/vnd.assay'],
  [['video/*'], 'video/*', 'video/mp4'],
  [['video/*', 'video/mp4'], 'video/*', 'video/vnd.assay'],
  [['font/*'], 'font/*', 'font/woff2'],
  [['font/*', 'font/woff2'], 'font/*', 'font/vnd.assay'],
  [['multipart/*'], 'multipart/*', 'multipart/form-data'],
  [['multipart/*', 'multipart/form-data'], 'multipart/*', 'multipart/vnd.assay'],
  [['*/*'], '*/*', 'application/json'],
  [['*/*', 'application/json'], '*/*', 'application/vnd.assay+json'],
  [['*/*', 'application/*'], '*/*', 'text/plain'],
  [['*/*', 'application/*', 'text/*'], '*/*', 'image/png'],
  [['model/*'], 'model/*', 'application/json'],
])('where %j are described, a body of %s is sent as %s', (types, label, want) => {
  expect(concreteType(media(...types), label)).toBe(want);
});
