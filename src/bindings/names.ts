/** Members and headers that hold the URI of what was created. */
export const OWN_URI = /^(location|content-location|self|href|url|uri|self_?link)$/i;
