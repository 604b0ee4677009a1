import { hkdfSync, timingSafeEqual } from 'node:crypto'

/** A nonce is handed out for so long before the next one is. */
const STEP_MS = 60_000

/** How many steps a nonce lives: the one before it is handed out, its own, and two more. */
const STEPS_KEPT = [-2, -1, 0, 1]

/** Longest life of a nonce, in milliseconds. */
export const NONCE_LIFETIME_MAX_MS = STEPS_KEPT.length * STEP_MS

const SECRET_BYTES = 32

/**
 * Nonces of proofs (RFC 9449 section 8): they change by themselves, and all nodes that have the secret know all of
 * them without telling each other. The derivation is that of oidc-provider, which judges those of the authorization
 * server: both have one origin, so that browsers keep one nonce for both.
 */
export class DpopNonces {
  #step = Number.NaN
  #known: string[] = []

  /** @param secret 32 bytes that all nodes share */
  constructor(
    private readonly secret: Uint8Array,
    private readonly nowMs: () => number,
  ) {
    if (secret.length !== SECRET_BYTES) throw new TypeError(`the secret must have ${SECRET_BYTES} bytes`)
  }

  /** The one to hand out. */
  next(): string {
    return this.#all().at(-1)!
  }

  /** Whether a nonce was handed out lately. */
  accepts(nonce: unknown): boolean {
    if (typeof nonce !== 'string') return false
    const given = Buffer.from(nonce)
    return this.#all().filter((known) => isSame(Buffer.from(known), given)).length > 0
  }

  #all(): string[] {
    const step = Math.floor(this.nowMs() / STEP_MS)
    if (step !== this.#step) {
      this.#step = step
      this.#known = STEPS_KEPT.map((offset) => this.#ofStep(step + offset))
    }
    return this.#known
  }

  #ofStep(step: number): string {
    const salt = Buffer.alloc(8)
    salt.writeBigUInt64BE(BigInt(step))
    return Buffer.from(hkdfSync('sha256', this.secret, salt, 'DPoP', SECRET_BYTES)).toString('base64url')
  }
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b)
}
