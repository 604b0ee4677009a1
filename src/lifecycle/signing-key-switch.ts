import type { K256Key } from '@guildhall/crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { ReservedKeys, SigningKeys } from '../identity/index.js'
import { RepoResigning } from '../repo/index.js'
import { EventLog } from '../sequencer/index.js'

/** Puts another signing key in the place of the one of an account. */
@Injectable()
export class SigningKeySwitch {
  constructor(
    private readonly keys: SigningKeys,
    private readonly reserved: ReservedKeys,
    private readonly repos: RepoResigning,
    private readonly events: EventLog,
  ) {}

  /**
   * Stores the key, signs the repository with it and announces both, inside the caller's transaction. After its commit,
   * call {@link done}.
   */
  async make(tx: Queryable, did: Did, key: K256Key): Promise<void> {
    const sync = await this.repos.resign(tx, did, key)
    await this.keys.put(tx, await this.keys.wrap(did, key))
    await this.reserved.release(tx, did)
    await this.events.append(tx, [{ kind: 'identity', did }, ...sync])
  }

  /** Whether a key is the one of an account. @param didKey public, as `did:key` */
  async isMade(did: Did, didKey: string): Promise<boolean> {
    return (await this.keys.signerFor(did)).didKey === didKey
  }

  /** Uses the key from now on. */
  done(did: Did): void {
    this.keys.forget(did)
    this.events.wake()
  }
}
