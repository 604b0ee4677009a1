import { BackupKey } from './backup-key.js'

/** The keys that one secret leads to, one for each salt. Each takes time to make and is made once. */
export class BackupKeys {
  readonly #secret: string
  readonly #made = new Map<string, Promise<BackupKey>>()

  /** @param secret a passphrase, or the text of a key file */
  constructor(secret: string) {
    this.#secret = secret
  }

  /** The key that goes with a salt. */
  of(salt: Uint8Array): Promise<BackupKey> {
    const name = Buffer.from(salt).toString('hex')
    let key = this.#made.get(name)
    if (!key) this.#made.set(name, (key = BackupKey.from(this.#secret, salt)))
    return key
  }
}
