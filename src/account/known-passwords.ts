import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Account } from './account.js'
import { PasswordHashingBusy } from './account.errors.js'
import { AccountStore } from './account.store.js'
import { Passwords } from './passwords.js'

/** An account with the hash of its password, if it has one. */
export interface HashedOwner {
  readonly account: Account
  readonly passwordHash: string | undefined
}

/** Compares what somebody types with the password of an account, and keeps that as it would be kept today. */
@Injectable()
export class KnownPasswords {
  constructor(
    private readonly passwords: Passwords,
    private readonly accounts: AccountStore,
  ) {}

  /**
   * @param owner undefined takes as long as if there was one
   * @returns the hash of the password as it is kept now; undefined if it is another password
   * @throws {PasswordHashingBusy}
   */
  async check(owner: HashedOwner | undefined, password: string): Promise<string | undefined> {
    const { account, passwordHash: former } = owner ?? {}
    if (!(await this.passwords.matches(password, former)) || !account || former === undefined)
      return undefined
    return this.passwords.isOutdated(former) ? this.#renewed(account.did, password, former) : former
  }

  async #renewed(did: Did, password: string, former: string): Promise<string | undefined> {
    try {
      const hash = await this.passwords.hash(password)
      if (await this.accounts.renewPasswordHash(did, former, hash)) return hash
    } catch (error) {
      // Another time will do.
      if (error instanceof PasswordHashingBusy) return former
      throw error
    }
    // Somebody else was faster, with the same password or with another one.
    const { passwordHash } = (await this.accounts.findWithPassword({ did })) ?? {}
    return (await this.passwords.matches(password, passwordHash)) ? passwordHash : undefined
  }
}
