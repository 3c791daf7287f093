import type { HeaderField } from '../../model/exchange.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Lacks } from './recorded.ts';

/** One format of the entries of a recording. */
export interface RecordingFormat {
  /** For messages. */
  name: string;
  /** Whether an entry is of this format, told by its members. */
  matches(entry: JsonObject): boolean;
  read(entry: JsonObject): RecordedParts;
}

/** What a format reads out of one entry; what it does not have is left out. */
export interface RecordedParts {
  method?: string | undefined;
  /** Absolute, or from the path on. */
  url?: string | undefined;
  requestHeaders?: HeaderField[] | undefined;
  requestBody?: Uint8Array | undefined;
  /** 0 or nothing where no answer came. */
  status?: number | undefined;
  responseHeaders?: HeaderField[] | undefined;
  responseBody?: Uint8Array | undefined;
  /** Milliseconds since 1970. */
  startedAt?: number | undefined;
  /** Milliseconds. */
  duration?: number | undefined;
  lacks: Lacks;
  comment?: string | undefined;
}
