import { createHmac, hkdfSync, scrypt } from 'node:crypto'
import { promisify } from 'node:util'

const KEY_BYTES = 32
const ID_BYTES = 8

/** Memory and time that every guess at a passphrase takes: 128 MB, about half a second. */
const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 } as const

const derive = promisify<string, Uint8Array, number, typeof SCRYPT, Buffer>(scrypt)

/** Bytes of the salt that goes with a secret. */
export const KEY_SALT_BYTES = 16

/** What encrypts the backups of a place. Printing it shows nothing. */
export class BackupKey {
  readonly #master: Buffer
  /** Names the key, and tells nothing about it: 16 hexadecimal digits. */
  readonly id: string

  private constructor(
    master: Buffer,
    readonly salt: Uint8Array,
  ) {
    this.#master = master
    this.id = this.#derived('id', Buffer.alloc(0), ID_BYTES).toString('hex')
  }

  /**
   * Makes the key of a passphrase, or of the text of a key file.
   * @param salt {@link KEY_SALT_BYTES}; the same salt leads to the same key
   */
  static async from(secret: string, salt: Uint8Array): Promise<BackupKey> {
    return new BackupKey(await derive(secret.normalize('NFKC'), salt, KEY_BYTES, SCRYPT), salt)
  }

  /** The key of one object. @param header what the object begins with, a salt of its own among it */
  ofObject(name: string, header: Uint8Array): Buffer {
    return this.#derived(`object ${name}`, header, KEY_BYTES)
  }

  /** What a blob is called in the place: always the same, and it does not tell its CID. 64 hexadecimal digits. */
  blobName(cid: Uint8Array): string {
    const key = this.#derived('names of blobs', Buffer.alloc(0), KEY_BYTES)
    return createHmac('sha256', key).update(cid).digest('hex')
  }

  #derived(purpose: string, salt: Uint8Array, bytes: number): Buffer {
    return Buffer.from(hkdfSync('sha256', this.#master, salt, `guildhall backup: ${purpose}`, bytes))
  }
}
