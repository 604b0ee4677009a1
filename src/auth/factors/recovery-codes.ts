import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { base32Groups } from '../../account/index.js'
import { Database, type Queryable } from '../../database/index.js'
import { Random } from '../../telemetry/index.js'
import { RecoveryCodeStore } from './recovery-code.store.js'

const COUNT = 10
/** 75 random bits, which nobody guesses, and nobody finds behind a digest. */
const GROUPS = [5, 5, 5]
const CHARACTERS = 15
const CODE = /^[a-z2-7]{15}$/

/** Codes on paper, for when an app or a passkey is lost. Each is good once; what is stored are digests. */
@Injectable()
export class RecoveryCodes {
  constructor(
    private readonly store: RecoveryCodeStore,
    private readonly db: Database,
    private readonly random: Random,
  ) {}

  /** Whether something looks like a code, however it is written. */
  looksLike(code: string): boolean {
    return CODE.test(plain(code))
  }

  /** Makes new codes in place of all that there are, inside the caller's transaction. @returns them, this once */
  async renew(on: Queryable, did: Did): Promise<readonly string[]> {
    const codes = Array.from({ length: COUNT }, () => base32Groups(GROUPS, this.random.bytes(CHARACTERS)))
    await this.store.replace(
      on,
      did,
      codes.map((code) => digestOf(did, code)),
    )
    return codes
  }

  /** Uses a code up. @returns how many are left; `undefined` if it is none of the account's */
  async use(did: Did, code: string): Promise<number | undefined> {
    if (!this.looksLike(code) || !(await this.store.take(did, digestOf(did, code)))) return undefined
    return this.store.count(this.db, did)
  }

  /** How many codes an account has. */
  count(did: Did, on: Queryable = this.db): Promise<number> {
    return this.store.count(on, did)
  }

  /** Removes all codes of an account, inside the caller's transaction. */
  remove(on: Queryable, did: Did): Promise<void> {
    return this.store.replace(on, did, [])
  }
}

function plain(code: string): string {
  return code.toLowerCase().replace(/[\s-]/g, '')
}

function digestOf(did: Did, code: string): Buffer {
  return createHash('sha256')
    .update(`${did}\0${plain(code)}`)
    .digest()
}
