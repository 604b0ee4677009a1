/**
 * Headers for what browsers show: nothing is loaded, framed or guessed unless the page says so.
 * @param contentSecurityPolicy of a page that loads something
 */
export function pageHeaders(
  contentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'",
): Record<string, string> {
  return {
    'content-security-policy': contentSecurityPolicy,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}
