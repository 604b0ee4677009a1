import { createCipheriv, createDecipheriv, createHash, createSecretKey, type KeyObject } from 'node:crypto'
import { KeyVault, type WrappedKey } from './key-vault.js'
import { VaultError } from './vault-error.js'

const ALGORITHM = 'aes-256-gcm'
const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16
const HEADER_BYTES = 1 + NONCE_BYTES + TAG_BYTES

/**
 * A vault that keeps its key-encryption keys in this process: AES-256-GCM, a fresh nonce per secret, the
 * context as additional authenticated data. Layout of the ciphertext: version (1) | nonce (12) | tag (16) | secret.
 */
export class LocalKeyVault extends KeyVault {
  override readonly currentKekId: string
  readonly #keys = new Map<string, KeyObject>()

  /**
   * @param current 32 bytes; encrypts everything new
   * @param randomBytes source of nonces
   * @param others keys that may be needed to open secrets, because they were or will be the current one
   */
  constructor(
    current: Uint8Array,
    private readonly randomBytes: (count: number) => Uint8Array,
    others: readonly Uint8Array[] = [],
  ) {
    super()
    for (const key of [...others, current]) this.#keys.set(kekIdOf(key), createSecretKey(key))
    this.currentKekId = kekIdOf(current)
  }

  override async wrap(secret: Uint8Array, context: string): Promise<WrappedKey> {
    const nonce = this.randomBytes(NONCE_BYTES)
    const cipher = createCipheriv(ALGORITHM, this.#keys.get(this.currentKekId)!, nonce)
    cipher.setAAD(Buffer.from(context))
    const sealed = Buffer.concat([cipher.update(secret), cipher.final()])
    const wrapped = Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed])
    return { wrapped, kekId: this.currentKekId }
  }

  override async unwrap({ wrapped, kekId }: WrappedKey, context: string): Promise<Uint8Array> {
    const key = this.#keys.get(kekId)
    if (!key) throw new VaultError(`the key-encryption key ${kekId} is not configured`)
    if (wrapped[0] !== VERSION || wrapped.length <= HEADER_BYTES) throw new VaultError('not a wrapped key')
    const decipher = createDecipheriv(ALGORITHM, key, wrapped.subarray(1, 1 + NONCE_BYTES))
    decipher.setAAD(Buffer.from(context))
    decipher.setAuthTag(wrapped.subarray(1 + NONCE_BYTES, HEADER_BYTES))
    try {
      return Buffer.concat([decipher.update(wrapped.subarray(HEADER_BYTES)), decipher.final()])
    } catch (cause) {
      throw new VaultError(`the key of ${context} was altered or belongs to something else`, { cause })
    }
  }
}

/** A public name for a key-encryption key; it says nothing about the key. */
function kekIdOf(key: Uint8Array): string {
  if (key.length !== 32) throw new VaultError(`a key-encryption key has 32 bytes, not ${key.length}`)
  return createHash('sha256').update('guildhall key-encryption key\0').update(key).digest('hex').slice(0, 16)
}
