import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import { AdminEntranceConfig } from '../../config/index.js'
import { Random } from '../../telemetry/index.js'

const SECRET_BYTES = 32
const SECRET = /^[A-Za-z0-9_-]{43}$/
/** Signing in may take a second factor, or a provider that wants one to be enrolled. */
const MAX_AGE_S = 30 * 60

/**
 * The cookie by which a browser is known again that has set out to sign in on another host. Addresses have a digest of it
 * only: whoever sees them cannot pass for the browser.
 */
@Injectable()
export class EntryState {
  readonly #name: string
  readonly #attributes: string

  constructor(
    { origin }: AdminEntranceConfig,
    private readonly random: Random,
  ) {
    const isSecure = origin.startsWith('https:')
    this.#name = isSecure ? '__Host-administration-entry' : 'administration-entry'
    // The other host sends the browser back: cookies of the strict kind would not come along.
    this.#attributes = `; Path=/; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  }

  /** A new one, with the header `Set-Cookie`. */
  make(): { readonly state: string; readonly cookie: string } {
    const secret = Buffer.from(this.random.bytes(SECRET_BYTES)).toString('base64url')
    return {
      state: digestOf(secret),
      cookie: `${this.#name}=${secret}; Max-Age=${MAX_AGE_S}${this.#attributes}`,
    }
  }

  /** That of a browser. @param header `Cookie` */
  read(header = ''): string | undefined {
    for (const pair of header.split(';')) {
      const [name = '', value = ''] = pair.trim().split('=', 2)
      if (name === this.#name && SECRET.test(value)) return digestOf(value)
    }
    return undefined
  }

  /** The header `Set-Cookie` that takes it away. */
  removal(): string {
    return `${this.#name}=; Max-Age=0${this.#attributes}`
  }
}

function digestOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
