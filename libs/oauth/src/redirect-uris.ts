import { OAuthError } from './oauth-error.js'

/** The only names of this machine that a redirect may lead to (RFC 8252 section 8.3): `localhost` may be anything. */
const LOOPBACK_ADDRESSES = new Set(['127.0.0.1', '[::1]'])

/** What decides which redirects a client may have. */
export interface RedirectRules {
  readonly native: boolean
  /** of the client's id; absent for clients under development */
  readonly clientUrl: URL | undefined
}

/**
 * Checks a redirect URI that a client declares.
 * @throws {OAuthError} `invalid_redirect_uri`
 */
export function checkRedirectUri(uri: string, rules: RedirectRules): void {
  const problem = problemOf(uri, rules)
  if (problem) throw new OAuthError('invalid_redirect_uri', `redirect_uri "${uri}" ${problem}`)
}

function problemOf(uri: string, rules: RedirectRules): string | undefined {
  if (!URL.canParse(uri)) return 'is not a URL'
  const url = new URL(uri)
  if (uri.includes('#')) return 'has a fragment'
  if (url.username || url.password) return 'has credentials'
  if (url.protocol === 'http:') return problemOfHttp(url, rules)
  if (url.protocol === 'https:') return problemOfHttps(uri, url, rules)
  return problemOfScheme(uri, url, rules)
}

function problemOfHttp(url: URL, { native, clientUrl }: RedirectRules): string | undefined {
  if (!LOOPBACK_ADDRESSES.has(url.hostname)) return 'may use http only for 127.0.0.1 and [::1]'
  if (!native || clientUrl) return 'leads to this machine, which only clients under development may'
  return undefined
}

function problemOfHttps(uri: string, url: URL, { native, clientUrl }: RedirectRules): string | undefined {
  if (!clientUrl) return 'must lead to 127.0.0.1 or [::1]'
  if (!isPublicName(url.hostname)) return 'must lead to a public host'
  if (/^https:\/\/[^/?#]*:443(?:[/?#]|$)/i.test(uri)) return 'names the default port'
  if (native && url.origin !== clientUrl.origin) return 'must have the origin of the client id'
  return undefined
}

/** A scheme of one's own: the host of the client id, back to front (RFC 8252 section 7.1). */
function problemOfScheme(uri: string, url: URL, { native, clientUrl }: RedirectRules): string | undefined {
  if (!native || !clientUrl) return 'has a scheme that only native clients may have'
  const scheme = `${clientUrl.hostname.split('.').reverse().join('.')}:`
  if (url.protocol !== scheme) return `must have the scheme ${scheme}`
  if (!/^\/(?!\/)/.test(uri.slice(scheme.length))) return 'must have one slash after its scheme'
  return undefined
}

/** Whether a host is a name with a dot, and no address: 127.0.0.1 and [::1] are not. */
export function isPublicName(hostname: string): boolean {
  return hostname.includes('.') && !/^\[|^[\d.]+$|\.$|\.(?:localhost|local|internal)$/.test(hostname)
}

/**
 * Whether a URI is one that a client has declared: the very same text, but for the port of loopback addresses, which
 * applications are given by the system (RFC 8252 section 7.3).
 */
export function isDeclaredRedirect(uri: string, declared: readonly string[]): boolean {
  if (declared.includes(uri)) return true
  if (!URL.canParse(uri) || uri.includes('#')) return false
  const url = new URL(uri)
  if (!isLoopback(url)) return false
  return declared.some((other) => {
    const known = new URL(other)
    return (
      isLoopback(known) &&
      known.hostname === url.hostname &&
      known.pathname === url.pathname &&
      known.search === url.search
    )
  })
}

function isLoopback({ protocol, hostname, username, password }: URL): boolean {
  return protocol === 'http:' && LOOPBACK_ADDRESSES.has(hostname) && !username && !password
}
