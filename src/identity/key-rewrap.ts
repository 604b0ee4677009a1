import { Injectable } from '@nestjs/common'
import { Contributions } from '../contributions/index.js'
import { Log } from '../telemetry/index.js'
import { KeyVault } from './key-vault.js'
import { VaultError } from './vault-error.js'
import { type KeyInTable, WrappedKeyTable } from './wrapped-key-table.js'

/** Keys read at a time. */
const BATCH = 500

/** What became of the keys of one table. */
export interface RewrappedTable {
  readonly table: string
  readonly rewrapped: number
  /** keys that no known key-encryption key opens; they stay as they are */
  readonly unopened: number
}

/**
 * Wraps all keys anew that are wrapped with another key-encryption key than the current one. Each key is replaced by
 * itself, so that the work may be interrupted and done again, and servers may run meanwhile.
 */
@Injectable()
export class KeyRewrap {
  constructor(
    private readonly contributions: Contributions,
    private readonly vault: KeyVault,
    private readonly log: Log,
  ) {}

  /** Works through all tables; says what became of each. */
  async run(): Promise<RewrappedTable[]> {
    const done: RewrappedTable[] = []
    for (const table of this.contributions.of(WrappedKeyTable)) done.push(await this.#table(table))
    return done
  }

  async #table(table: WrappedKeyTable): Promise<RewrappedTable> {
    let [rewrapped, unopened, after] = [0, 0, '']
    for (;;) {
      const keys = await table.wrappedOtherwise(this.vault.currentKekId, after, BATCH)
      for (const key of keys) {
        const outcome = await this.#rewrap(table, key)
        if (outcome === 'rewrapped') rewrapped++
        if (outcome === 'unopened') unopened++
        after = key.id
      }
      if (keys.length < BATCH) return { table: table.name, rewrapped, unopened }
    }
  }

  async #rewrap(table: WrappedKeyTable, key: KeyInTable): Promise<'rewrapped' | 'unopened' | 'gone'> {
    let secret: Uint8Array
    try {
      secret = await this.vault.unwrap(key, key.context)
    } catch (error) {
      if (!(error instanceof VaultError)) throw error
      this.log.warn({ table: table.name, id: key.id, err: error }, 'could not open a key')
      return 'unopened'
    }
    // Whoever replaced or removed the key meanwhile is right.
    return (await table.replace(key, await this.vault.wrap(secret, key.context))) ? 'rewrapped' : 'gone'
  }
}
