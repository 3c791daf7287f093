import { har } from './har.ts';
import { httpLog } from './http-log.ts';
import { kong } from './kong.ts';
import { nginx } from './nginx.ts';
import type { RecordingFormat } from './recording-format.ts';

/** Every format; the first that an entry matches reads it. */
export const FORMATS: readonly RecordingFormat[] = [har, kong, nginx, httpLog];
