import { createHmac, timingSafeEqual } from 'node:crypto'

/** A nonce is handed out for so long before the next one is. */
const STEP_MS = 60_000

/** A nonce is taken during its own step and so many later ones; and one early, as clocks of nodes differ. */
const STEPS_AFTER = 3
const STEPS_BEFORE = 1

/** Longest life of a nonce on the clock of whoever judges it, in milliseconds. */
export const NONCE_LIFETIME_MAX_MS = (1 + STEPS_AFTER + STEPS_BEFORE) * STEP_MS

const SECRET_BYTES = 32
const STEP_BYTES = 4

/** How long the name of whoever hands nonces out is, in bytes. */
export const NONCE_OWNER_BYTES = 8
const MAC_BYTES = 20
const SIGNED_BYTES = STEP_BYTES + NONCE_OWNER_BYTES
const FORM = /^[A-Za-z0-9_-]{43}$/

/** Nonces that were found to be good. There is one for each node and step. */
const KNOWN_MAX = 1_000

/**
 * Nonces of proofs (RFC 9449 section 8). They change by themselves, and whoever has the secret knows one when it sees
 * it, and who has handed it out, without being told.
 */
export class DpopNonces {
  readonly #known = new Map<string, { readonly step: number; readonly owner: string }>()
  #step = Number.NaN
  #next = ''

  /**
   * @param secret 32 bytes that all nodes share
   * @param own name of this node among them, 8 bytes that no other node ever has, nor this one after a restart
   */
  constructor(
    private readonly secret: Uint8Array,
    private readonly own: Uint8Array,
    private readonly nowMs: () => number,
  ) {
    if (secret.length !== SECRET_BYTES) throw new TypeError(`the secret must have ${SECRET_BYTES} bytes`)
    if (own.length !== NONCE_OWNER_BYTES) throw new TypeError(`a name must have ${NONCE_OWNER_BYTES} bytes`)
  }

  /** The name of this node, in hexadecimal. */
  get ownName(): string {
    return Buffer.from(this.own).toString('hex')
  }

  /** The one to hand out. */
  next(): string {
    const step = this.#present()
    if (step !== this.#step) {
      const signed = Buffer.alloc(SIGNED_BYTES)
      signed.writeUInt32BE(step)
      signed.set(this.own, STEP_BYTES)
      this.#next = Buffer.concat([signed, this.#mac(signed)]).toString('base64url')
      this.#step = step
    }
    return this.#next
  }

  /** The name of the node that has handed out a nonce lately, in hexadecimal; `undefined` if none has. */
  ownerOf(nonce: unknown): string | undefined {
    if (typeof nonce !== 'string') return undefined
    const known = this.#known.get(nonce) ?? this.#read(nonce)
    const present = this.#present()
    return known && known.step >= present - STEPS_AFTER && known.step <= present + STEPS_BEFORE
      ? known.owner
      : undefined
  }

  #read(nonce: string) {
    if (!FORM.test(nonce)) return undefined
    const bytes = Buffer.from(nonce, 'base64url')
    const signed = bytes.subarray(0, SIGNED_BYTES)
    // Two texts can stand for the same bytes: only the one that was handed out is taken.
    if (bytes.toString('base64url') !== nonce) return undefined
    if (!timingSafeEqual(bytes.subarray(SIGNED_BYTES), this.#mac(signed))) return undefined
    const read = { step: signed.readUInt32BE(), owner: signed.toString('hex', STEP_BYTES) }
    // Only what was handed out takes room here. Oldest first.
    if (this.#known.size >= KNOWN_MAX) this.#known.delete(this.#known.keys().next().value!)
    this.#known.set(nonce, read)
    return read
  }

  #mac(signed: Uint8Array): Buffer {
    return createHmac('sha256', this.secret).update(signed).digest().subarray(0, MAC_BYTES)
  }

  #present(): number {
    return Math.floor(this.nowMs() / STEP_MS)
  }
}
