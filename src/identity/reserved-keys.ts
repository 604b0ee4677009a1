import { Injectable } from '@nestjs/common'
import { K256Key } from '@guildhall/crypto'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { Clock } from '../telemetry/index.js'
import { KeyChangeUnderWay, TooManyReservedKeys, UnknownReservedKey } from './identity.errors.js'
import { KeyVault } from './key-vault.js'
import { type ReservedKey, reservedKeyContext, ReservedKeyStore } from './reserved-key.store.js'
import type { StoredSigningKey } from './signing-key.store.js'
import { SigningKeys } from './signing-keys.js'

const DAY_MS = 24 * 60 * 60 * 1000

/** A key that nobody comes for is kept this long. */
const LIFETIME_MS = 7 * DAY_MS

/** Keys kept for all together: anybody may ask for one. */
const COUNT_MAX = 10_000

/** Signing keys made ahead, so that an identity can name the key before its account is here. */
@Injectable()
export class ReservedKeys {
  constructor(
    private readonly store: ReservedKeyStore,
    private readonly keys: SigningKeys,
    private readonly vault: KeyVault,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes a key, or gives the one that was made for this DID before.
   * @returns its public half, as `did:key`
   * @throws {TooManyReservedKeys}
   */
  async reserve(did: Did | undefined): Promise<string> {
    const key = this.keys.create()
    const now = this.clock.nowMs()
    const wrapped = await this.vault.wrap(key.exportBytes(), reservedKeyContext(key.didKey))
    const expiresAt = new Date(now + LIFETIME_MS)
    const kept = await this.store.keep(
      { ...wrapped, didKey: key.didKey, did, expiresAt },
      new Date(now),
      COUNT_MAX,
    )
    if (!kept) throw new TooManyReservedKeys()
    return kept.didKey
  }

  /** The key for an account that begins here: the one that was reserved for its DID, or a new one. */
  async keyFor(did: Did): Promise<{ key: K256Key; wrappedKey: StoredSigningKey }> {
    const reserved = await this.store.find(did, new Date(this.clock.nowMs()))
    const key = reserved ? await this.#open(reserved) : this.keys.create()
    return { key, wrappedKey: await this.keys.wrap(did, key) }
  }

  /**
   * Sets a reserved key apart for an account that is here, inside the caller's transaction. It may be done again.
   * @throws {UnknownReservedKey | KeyChangeUnderWay} the transaction is lost then
   */
  async take(tx: Queryable, did: Did, didKey: string): Promise<void> {
    const outcome = await this.store.take(tx, did, didKey, new Date(this.clock.nowMs()))
    if (outcome === 'unknown') throw new UnknownReservedKey()
    if (outcome === 'otherTaken') throw new KeyChangeUnderWay()
  }

  /** The key that is set apart for an account. */
  async taken(did: Did): Promise<K256Key | undefined> {
    const key = await this.store.taken(did)
    return key && this.#open(key)
  }

  /** Accounts for which keys were set apart that long ago, at most `limit`. */
  takenLongAgo(ageMs: number, limit: number): Promise<Did[]> {
    return this.store.takenBefore(new Date(this.clock.nowMs() - ageMs), limit)
  }

  /** Makes a key that was set apart a reserved one again. */
  giveBack(did: Did): Promise<void> {
    return this.store.giveBack(did)
  }

  /** Forgets a key that was set apart, inside the caller's transaction: its account goes. */
  abandon(tx: Queryable, did: Did): Promise<void> {
    return this.store.removeTaken(tx, did)
  }

  /** Forgets the reservation of a DID, in the transaction that makes its account. */
  release(tx: Queryable, did: Did): Promise<void> {
    return this.store.remove(tx, did)
  }

  async #open(reserved: ReservedKey): Promise<K256Key> {
    return K256Key.fromBytes(await this.vault.unwrap(reserved, reservedKeyContext(reserved.didKey)))
  }
}
