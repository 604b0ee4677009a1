import { OAuthError } from './oauth-error.js'
import { isPublicName } from './redirect-uris.js'

const CLIENT_ID_LENGTH_MAX = 2_048

/** Whether a client id is that of a client under development (atproto.com/specs/oauth, "localhost"). */
export function isLoopbackClientId(clientId: string): boolean {
  return clientId.startsWith('http://')
}

/**
 * Where the metadata of a client is: its id, which has to be written in the one way that leads there.
 * @param options `portAllowed`: a port may be named, as on a machine where clients are tried
 * @throws {OAuthError} `invalid_client`
 */
export function readClientId(clientId: string, { portAllowed = false } = {}): URL {
  const problem = problemOf(clientId, portAllowed)
  if (problem) throw new OAuthError('invalid_client', `client_id ${problem}`)
  return new URL(clientId)
}

function problemOf(clientId: string, portAllowed: boolean): string | undefined {
  if (clientId.length > CLIENT_ID_LENGTH_MAX) return 'is too long'
  if (!clientId.startsWith('https://') || !URL.canParse(clientId))
    return 'must be a URL that begins with https://'
  const url = new URL(clientId)
  if (url.href !== clientId) return 'is not written in its canonical form'
  if (url.username || url.password) return 'has credentials'
  if (clientId.includes('#')) return 'has a fragment'
  if (url.port && !portAllowed) return 'has a port'
  if (url.pathname.endsWith('/')) return 'must have a path that does not end with a slash'
  return isPublicName(url.hostname) ? undefined : 'must be on a public host'
}
