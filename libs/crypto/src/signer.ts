/** Whoever can sign for a public key: a key in memory, or a service that keeps it. */
export interface Signer {
  /** The public key, as `did:key`. */
  readonly didKey: string

  /**
   * Signs the sha-256 of a message (atproto.com/specs/cryptography).
   * @returns 64 bytes, r and s, with the lower of the two possible s
   */
  sign(message: Uint8Array): Uint8Array
}

/** The curves of atproto, by the names of the algorithms that go with them (RFC 7518, RFC 8812). */
export type KeyAlgorithm = 'ES256' | 'ES256K'

/** Bytes of a private key, and of each half of a signature. */
export const SCALAR_BYTES = 32

/** Bytes of a signature. */
export const SIGNATURE_BYTES = 64
