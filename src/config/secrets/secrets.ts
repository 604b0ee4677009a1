import { hkdfSync, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { SecretFiles } from './secret-files.js'
import type { SecretsConfig } from './secrets.config.js'

const KEY_BYTES = 32
const PASSWORD_BYTES = 18

/** Names of the files below `<data directory>/secrets`. */
export type SecretName = 'jwt-secret' | 'admin-password' | 'plc-rotation-key' | 'key-encryption-key'

/** Secrets as they go into a backup. */
export interface ExportedSecrets {
  readonly secrets: Partial<Record<SecretName, string>>
  /** hexadecimal digits */
  readonly otherKeyEncryptionKeys: readonly string[]
}

/**
 * The secrets of the installation: from the environment, or else made at the first start and kept in files.
 * Printing or serializing this object shows none of them.
 */
export class Secrets {
  readonly #values: ReadonlyMap<SecretName, string>
  readonly #files: SecretFiles
  readonly #otherKeyEncryptionKeys: readonly string[]
  readonly #formerPlcRotationKeysHex: readonly string[]

  private constructor(
    files: SecretFiles,
    values: ReadonlyMap<SecretName, string>,
    /** Names of the secrets that this start has made. */
    readonly created: readonly SecretName[],
    /** Names of those that the environment gives. */
    readonly given: readonly SecretName[],
    other: Pick<SecretsConfig, 'otherKeyEncryptionKeysHex' | 'formerPlcRotationKeysHex'>,
  ) {
    this.#formerPlcRotationKeysHex = other.formerPlcRotationKeysHex
    this.#otherKeyEncryptionKeys = other.otherKeyEncryptionKeysHex
    this.#files = files
    this.#values = values
  }

  /**
   * Takes the secrets that the settings give, and reads or makes the others.
   * @param dataDirectory secrets are kept in its directory `secrets`
   */
  static open(config: SecretsConfig, dataDirectory: string): Secrets {
    const files = new SecretFiles(join(dataDirectory, 'secrets'))
    const values = new Map<SecretName, string>()
    const created: SecretName[] = []
    const givenNames: SecretName[] = []
    const take = (name: SecretName, given: string | undefined, make: () => string): void => {
      const found = given === undefined ? files.readOrCreate(name, make) : { value: given, created: false }
      values.set(name, found.value)
      if (found.created) created.push(name)
      if (given !== undefined) givenNames.push(name)
    }
    const makeKey = (): string => randomBytes(KEY_BYTES).toString('hex')
    take('jwt-secret', config.jwtSecret, makeKey)
    take('admin-password', config.adminPassword, () => randomBytes(PASSWORD_BYTES).toString('base64url'))
    take('plc-rotation-key', config.plcRotationKeyHex, makeKey)
    take('key-encryption-key', config.keyEncryptionKeyHex, makeKey)
    return new Secrets(files, values, created, givenNames, config)
  }

  /** Key of the session tokens. */
  get jwtSecret(): string {
    return this.#get('jwt-secret')
  }

  /** Password of the user "admin". */
  get adminPassword(): string {
    return this.#get('admin-password')
  }

  /** Private K-256 key, 64 hexadecimal digits. */
  get plcRotationKeyHex(): string {
    return this.#get('plc-rotation-key')
  }

  /** Private K-256 keys that were the one above before, 64 hexadecimal digits each. */
  get formerPlcRotationKeysHex(): readonly string[] {
    return this.#formerPlcRotationKeysHex
  }

  /** 32 bytes that protect the signing keys in the database. */
  get keyEncryptionKey(): Buffer {
    return Buffer.from(this.#get('key-encryption-key'), 'hex')
  }

  /** Keys, 32 bytes each, that may protect signing keys as well while the one above is being replaced. */
  get otherKeyEncryptionKeys(): Buffer[] {
    return this.#otherKeyEncryptionKeys.map((hex) => Buffer.from(hex, 'hex'))
  }

  /**
   * A key for one more purpose, the same on every node and after every start (HKDF-SHA-256 of the JWT secret).
   * @param purpose what it is for; different purposes get unrelated keys
   */
  derived(purpose: string, lengthBytes = KEY_BYTES): Buffer {
    return Buffer.from(hkdfSync('sha256', this.jwtSecret, 'guildhall', purpose, lengthBytes))
  }

  /** All of them, for a backup that is encrypted. */
  exported(): ExportedSecrets {
    return { secrets: Object.fromEntries(this.#values), otherKeyEncryptionKeys: this.#otherKeyEncryptionKeys }
  }

  /**
   * Puts exported secrets in the place of those that are kept in files, which stay beside them; those that the
   * environment gives are left alone. They hold from the next start on.
   * @returns names of those that were replaced
   */
  replaceBy({ secrets }: ExportedSecrets): SecretName[] {
    return [...this.#values.keys()].filter((name) => {
      const value = secrets[name]
      return value !== undefined && !this.given.includes(name) && this.#files.replace(name, value)
    })
  }

  /** Where a secret is kept when the environment does not give it; for messages to the operator. */
  pathOf(name: SecretName): string {
    return this.#files.pathOf(name)
  }

  #get(name: SecretName): string {
    return this.#values.get(name)!
  }
}
