/** Members whose value names the thing that a response describes. */
export const IDENTIFIERS = /^(id|_id|guid|uuid|uid)$/i;

/** Members and headers that hold the URI of what was created. */
export const OWN_URI = /^(location|content-location|self|href|url|uri|self_?link)$/i;
