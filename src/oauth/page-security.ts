/**
 * Headers of every page: nothing comes from elsewhere, nothing is inline, no frame shows it, no form leads away.
 * @param redirectOrigin where the form of the page ends up after its redirects, if at the application: browsers look
 * at that as well
 */
export function pageSecurity(redirectOrigin?: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    `form-action 'self'${redirectOrigin === undefined ? '' : ` ${redirectOrigin}`}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    'content-security-policy': policy.join('; '),
    'cache-control': 'no-store',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  }
}

/** What `form-action` calls the place that a redirect leads to: an origin, or a scheme of an application's own. */
export function formTargetOf(redirectUri: string): string {
  const { protocol, origin } = new URL(redirectUri)
  return protocol === 'https:' || protocol === 'http:' ? origin : protocol
}
