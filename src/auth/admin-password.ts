import { createHash, timingSafeEqual } from 'node:crypto'

const USER = 'admin'

/** The one password of the administrator, as presented with HTTP Basic authentication (RFC 7617). */
export class AdminPassword {
  readonly #digest: Buffer

  constructor(password: string) {
    this.#digest = digest(`${USER}:${password}`)
  }

  /** Whether base64 credentials are `admin:` and the password, which may contain colons. Takes constant time. */
  matches(credentials: string): boolean {
    return timingSafeEqual(digest(Buffer.from(credentials, 'base64').toString('utf8')), this.#digest)
  }
}

/** Digests have one length, whatever is compared. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
