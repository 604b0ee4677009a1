import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import { BoundedCache } from '../identity/index.js'

/** Longest token that is looked at. */
const TOKEN_LENGTH_MAX = 4_096

/** Tokens that are remembered as good: a member's application sends the same one for two hours. */
const KNOWN_MAX = 5_000

/** Claims of a token. */
export type Claims = Readonly<Record<string, unknown>>

interface KnownToken {
  typ: string
  claims: Claims
}

/**
 * JSON Web Tokens signed with HMAC-SHA-256 (RFC 7519, RFC 7518 section 3.2), and nothing else: the algorithm is
 * never taken from the token.
 */
export class HmacJwt {
  readonly #key: KeyObject
  readonly #headers = new Map<string, string>()
  readonly #known = new BoundedCache<string, KnownToken>(KNOWN_MAX)

  /** @param secret its UTF-8 bytes are the key */
  constructor(secret: string) {
    this.#key = createSecretKey(Buffer.from(secret, 'utf8'))
  }

  /** A signed token whose header says `typ`. */
  sign(typ: string, claims: Claims): string {
    const signed = `${this.#header(typ)}.${base64url(claims)}`
    return `${signed}.${this.#mac(signed).toString('base64url')}`
  }

  /**
   * The claims of a token, whatever its times say; `undefined` unless it is well formed, signed with this key
   * and of the wanted type. One that was good before is looked up as a whole: how long that takes tells nothing about
   * a token that is only similar.
   */
  verify(typ: string, token: string): Claims | undefined {
    if (token.length > TOKEN_LENGTH_MAX) return undefined
    const known = this.#known.get(token)
    if (known?.typ === typ) return known.claims
    const claims = this.#read(typ, token)
    if (claims) this.#known.set(token, { typ, claims })
    return claims
  }

  #read(typ: string, token: string): Claims | undefined {
    const [header, payload, signature, ...more] = token.split('.')
    if (!header || !payload || !signature || more.length > 0) return undefined
    const actual = Buffer.from(signature, 'base64url')
    const expected = this.#mac(`${header}.${payload}`)
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return undefined
    // Our own headers are recognized as text; those of other makers with the same key have to be read.
    if (header !== this.#header(typ) && !isHeader(parse(header), typ)) return undefined
    return parse(payload)
  }

  #mac(text: string): Buffer {
    return createHmac('sha256', this.#key).update(text).digest()
  }

  #header(typ: string): string {
    let header = this.#headers.get(typ)
    if (header === undefined) {
      header = base64url({ typ, alg: 'HS256' })
      this.#headers.set(typ, header)
    }
    return header
  }
}

/** What the header or payload of a token says without any check; `undefined` unless it is a JSON object. */
export function peek(part: string | undefined): Claims | undefined {
  return part ? parse(part) : undefined
}

function isHeader(header: Claims | undefined, typ: string): boolean {
  return header?.alg === 'HS256' && header.typ === typ && header.crit === undefined
}

function parse(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Claims)
      : undefined
  } catch {
    return undefined
  }
}

function base64url(value: Claims): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
