import { MASK } from '../../contract/mask-known-values.ts';
import type { Lacks, Recorded } from './recorded.ts';
import { percentEncode } from '../../http/percent-encoding.ts';

/** As it stands in a URL or in a form. */
const ENCODED = percentEncode(MASK);

/**
 * A recorded exchange that says as well which of its parts are not as they were sent: HAR files that assay writes have secrets masked, and
 * a masked value is neither right nor wrong.
 */
export function withMaskedParts(recorded: Recorded): Recorded {
  const { request, outcome } = recorded.exchange;
  const parameters = request.headers.filter(([, value]) => hasMask(value)).map(([name]) => name.toLowerCase());
  const masked: Lacks = {
    ...(hasMask(request.path) && { requestTarget: 'masked' }),
    ...(parameters.length > 0 && { maskedHeaders: parameters }),
    ...(hasMask(request.body) && { requestBody: 'masked' }),
    ...('response' in outcome && hasMask(outcome.response.body) && { responseBody: 'masked' }),
  };
  return Object.keys(masked).length === 0 ? recorded : { ...recorded, lacks: { ...masked, ...recorded.lacks } };
}

function hasMask(part: string | Uint8Array | undefined): boolean {
  if (part === undefined) return false;
  const whole =
    typeof part === 'string' || Buffer.isBuffer(part)
      ? part
      : Buffer.from(part.buffer, part.byteOffset, part.byteLength);
  return whole.includes(IN_BOTH) && (whole.includes(MASK) || whole.includes(ENCODED));
}

/** Most parts have not even that. */
const IN_BOTH = 'masked';
