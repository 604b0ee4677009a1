import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { K256Key, type Signer } from '@guildhall/crypto'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { type CacheUse, Random } from '../telemetry/index.js'
import { BoundedCache } from './bounded-cache.js'
import { KeyVault } from './key-vault.js'
import { SIGNING_KEY_CHANGED } from './pg-signing-key.store.js'
import { SigningKeyStore, type StoredSigningKey } from './signing-key.store.js'

/** Opened keys kept in memory; each is a few hundred bytes. */
const KEYS_CACHED_MAX = 20_000

/**
 * The repository signing keys of the accounts hosted here: K-256, one per account, stored wrapped by the
 * {@link KeyVault}, opened on first use and then kept in a bounded cache.
 */
@Injectable()
export class SigningKeys implements OnModuleInit, OnApplicationShutdown {
  readonly #open = new BoundedCache<Did, Promise<Signer>>(KEYS_CACHED_MAX)
  #unlisten: (() => Promise<void>) | undefined

  constructor(
    private readonly store: SigningKeyStore,
    private readonly vault: KeyVault,
    private readonly random: Random,
    private readonly db: Database,
  ) {}

  /** How the cache of opened keys fares. */
  get cacheUse(): CacheUse {
    return this.#open.use
  }

  async onModuleInit(): Promise<void> {
    // An empty payload follows a reconnect: anything may have changed meanwhile.
    this.#unlisten = await this.db.listen(SIGNING_KEY_CHANGED, (did) =>
      did === '' ? this.#open.clear() : this.forget(did as Did),
    )
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#unlisten?.()
  }

  /** A new key that belongs to nobody yet. */
  create(): K256Key {
    return K256Key.generate((count) => this.random.bytes(count))
  }

  /** Wraps a key for an account, ready for {@link put}. */
  async wrap(did: Did, key: K256Key): Promise<StoredSigningKey> {
    return { did, didKey: key.didKey, ...(await this.vault.wrap(key.exportBytes(), did)) }
  }

  /** Stores an account's key inside the caller's transaction. After its commit, call {@link remember}. */
  put(on: Queryable, key: StoredSigningKey): Promise<void> {
    return this.store.put(on, key)
  }

  /** Removes an account's key inside the caller's transaction. After its commit, call {@link forget}. */
  remove(on: Queryable, did: Did): Promise<void> {
    return this.store.remove(on, did)
  }

  /** Puts the key of an account, already committed, into the cache. */
  remember(did: Did, key: Signer): void {
    this.#open.set(did, Promise.resolve(key))
  }

  /** Drops a key from the cache. */
  forget(did: Did): void {
    this.#open.delete(did)
  }

  /**
   * The signer of an account's repository commits and service tokens.
   * @throws if the account has no key here, which is a fault: ask only for hosted accounts
   */
  signerFor(did: Did): Promise<Signer> {
    const known = this.#open.get(did)
    if (known) return known
    const loading = this.#load(did)
    this.#open.set(did, loading)
    loading.catch(() => this.#open.delete(did))
    return loading
  }

  /** Signs a message with an account's key: 64 bytes, low-S. */
  async sign(did: Did, message: Uint8Array): Promise<Uint8Array> {
    return (await this.signerFor(did)).sign(message)
  }

  async #load(did: Did): Promise<Signer> {
    const stored = await this.store.find(did)
    if (!stored) throw new Error(`no signing key for ${did}`)
    return K256Key.fromBytes(await this.vault.unwrap(stored, did))
  }
}
