import { HANDLE_LENGTH_MAX } from '@guildhall/syntax'
import type { Did } from '@guildhall/syntax'
import type { DidDocument } from './did-document.js'
import { documentOf } from './plc-document.js'

/** What the document of an account with a did:web says. */
export interface WebAccount {
  /** none if the account had to give it up */
  readonly handle: string | undefined
  /** Public key that signs the repository, as `did:key`. */
  readonly signingKey: string
  /** URL of the PDS, without a path. */
  readonly pdsUrl: string
}

/** Which hosts may be asked. */
export interface DidWebOptions {
  /** Lets `did:web:localhost` and its ports be asked, without TLS. For development. */
  readonly localhost?: boolean
}

const METHOD = 'did:web:'
/** A host name, and a port behind an encoded colon. Paths (further colons) are not part of atproto. */
const HOST = /^(?<name>[a-zA-Z0-9.-]+)(?:%3[aA](?<port>[1-9][0-9]{0,4}))?$/
const HOST_NAME = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/
const PORT_MAX = 65_535

/**
 * Where the document of a did:web is (atproto.com/specs/did; did:web method specification without paths).
 * @returns an https URL, or an http URL for localhost if that is allowed; `undefined` for every other text
 */
export function didWebUrl(did: string, options: DidWebOptions = {}): string | undefined {
  if (!did.startsWith(METHOD)) return undefined
  const { name, port } = HOST.exec(did.slice(METHOD.length))?.groups ?? {}
  const host = name?.toLowerCase()
  if (host === undefined || Number(port ?? 0) > PORT_MAX) return undefined
  const isLocal = host === 'localhost'
  if (isLocal ? !options.localhost : host.length > HANDLE_LENGTH_MAX || !HOST_NAME.test(host))
    return undefined
  return `${isLocal ? 'http' : 'https'}://${host}${port === undefined ? '' : `:${port}`}/.well-known/did.json`
}

/** The did:web of a host name in lower case, without a port. */
export function didWebOf(host: string): Did {
  return `${METHOD}${host}` as Did
}

/** The document to be served for the did:web of an account. */
export function webDidDocument(did: Did, { handle, signingKey, pdsUrl }: WebAccount): DidDocument {
  return documentOf(did, {
    alsoKnownAs: handle === undefined ? [] : [`at://${handle}`],
    verificationMethods: { atproto: signingKey },
    services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: pdsUrl } },
  })
}
