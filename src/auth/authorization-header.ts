import { InvalidToken } from './auth.errors.js'

/** What a request presents: a scheme in lower case and its credentials, not looked at yet. */
export interface PresentedCredential {
  readonly scheme: string
  readonly credentials: string
}

/** A scheme and one token without blanks. */
const FORM = /^([!#$%&'*+.^_`|~0-9a-z-]+) +(\S+)$/i

/**
 * Reads the header `Authorization` (RFC 9110 section 11.6.2). Schemes have no case.
 * @returns `undefined` if there is no such header
 * @throws {InvalidToken} if it is malformed
 */
export function readAuthorization(header: string | undefined): PresentedCredential | undefined {
  if (!header) return undefined
  const [, scheme, credentials] = FORM.exec(header) ?? []
  if (scheme === undefined || credentials === undefined)
    throw new InvalidToken('Malformed authorization header')
  return { scheme: scheme.toLowerCase(), credentials }
}

/**
 * The token of the scheme `Bearer` (RFC 6750).
 * @throws {InvalidToken} if there is something else in its place
 */
export function bearerToken({ scheme, credentials }: PresentedCredential): string {
  if (scheme !== 'bearer') throw new InvalidToken('Unexpected authorization type')
  return credentials
}

/** The credentials of the scheme `Basic` (RFC 7617), in base64; `undefined` for everything else. */
export function basicCredentials(header: string | undefined): string | undefined {
  return /^basic +(\S+)$/i.exec(header ?? '')?.[1]
}
