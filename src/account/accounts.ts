import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import { type Did, isDid } from '@guildhall/syntax'
import { Database, type Queryable } from '../database/index.js'
import { BoundedCache, FormerHandles } from '../identity/index.js'
import type { CacheUse } from '../telemetry/index.js'
import { WebhookOutbox } from '../webhooks/index.js'
import { AccountConfig } from './account.config.js'
import { EmailTaken, HandleTaken } from './account.errors.js'
import { type AccountKey, AccountStore } from './account.store.js'
import type { Account, AccountChange, NewAccount } from './account.js'
import { ACCOUNT_CHANGED } from './pg-account.store.js'

/**
 * The directory of the accounts hosted here.
 *
 * Whoever was looked up lately is kept in memory, so that the checks of every request cost no query. A change
 * reaches the cache of this node when the change is reported to {@link changed}, and those of the other nodes
 * with its commit (NOTIFY). What is not found is never remembered: a new account needs no announcement.
 */
@Injectable()
export class Accounts implements OnModuleInit, OnApplicationShutdown {
  readonly #byDid: BoundedCache<Did, Account>
  readonly #didByHandle: BoundedCache<string, Did>
  /** Look-ups under way; one that is dropped from here when its account changes must not enter the cache. */
  readonly #loading = new Map<string, Promise<Account | undefined>>()
  #unlisten: (() => Promise<void>) | undefined

  constructor(
    private readonly store: AccountStore,
    private readonly db: Database,
    private readonly outbox: WebhookOutbox,
    private readonly former: FormerHandles,
    config: AccountConfig,
  ) {
    this.#byDid = new BoundedCache(config.accountsCachedMax)
    this.#didByHandle = new BoundedCache(config.accountsCachedMax)
  }

  /** How the cache of accounts fares. */
  get cacheUse(): CacheUse {
    return this.#byDid.use
  }

  async onModuleInit(): Promise<void> {
    this.#unlisten = await this.db.listen(ACCOUNT_CHANGED, (did) => {
      // An empty payload follows a reconnect: anything may have changed meanwhile.
      if (did === '') this.#forgetAll()
      else this.changed(did as Did)
    })
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#unlisten?.()
  }

  /** The account of a DID, of any status. */
  byDid(did: Did): Promise<Account | undefined> | Account | undefined {
    return this.#byDid.get(did) ?? this.#load(did, { did })
  }

  /** The account that has a handle, of any status. */
  byHandle(handle: string): Promise<Account | undefined> | Account | undefined {
    const wanted = handle.toLowerCase()
    const did = this.#didByHandle.get(wanted)
    const known = did && this.#byDid.get(did)
    return known?.handle === wanted ? known : this.#load(wanted, { handle: wanted })
  }

  /** The account that an `at-identifier` names, of any status. */
  byIdentifier(identifier: string): Promise<Account | undefined> | Account | undefined {
    return isDid(identifier) ? this.byDid(identifier) : this.byHandle(identifier)
  }

  /** The account that has an e-mail address, of any status. */
  byEmail(email: string): Promise<Account | undefined> {
    return this.store.find({ email })
  }

  /** The handles of accounts, of any status, in one statement; who has no account is absent. */
  handlesOf(dids: readonly Did[]): Promise<Map<Did, string>> {
    return this.store.handlesOf(dids)
  }

  /** An account as it is now; nobody else changes it until the caller's transaction ends. */
  lock(tx: Queryable, did: Did): Promise<Account | undefined> {
    return this.store.lock(tx, did)
  }

  /**
   * Accounts whose time to be deleted has come, and that nobody has taken down or holds, at most
   * `limit`. What owners have said of themselves does not count while they are locked out.
   * @param except which are left out
   */
  dueForDeletion(now: Date, limit: number, except: readonly Did[] = []): Promise<Did[]> {
    return this.store.dueForDeletion(now, limit, except)
  }

  /** Accounts whose suspension is to end, the longest due first, at most `limit`. */
  suspensionsOver(now: Date, limit: number): Promise<Did[]> {
    return this.store.suspensionsOver(now, limit)
  }

  /** Accounts by DID, after one of them; with `email`, those whose address contains it. */
  search(email: string | undefined, after: Did | undefined, limit: number): Promise<Account[]> {
    return this.store.search(email, after, limit)
  }

  /** An account with the hash of its password; the identifier is a DID, a handle or an address. */
  findWithPassword(
    identifier: string,
  ): Promise<{ account: Account; passwordHash: string | undefined } | undefined> {
    if (identifier.includes('@')) return this.store.findWithPassword({ email: identifier })
    return this.store.findWithPassword(isDid(identifier) ? { did: identifier } : { handle: identifier })
  }

  /**
   * Refuses a handle or an address that some account has, whatever its status.
   * @throws {HandleTaken | EmailTaken}
   */
  async checkFree(handle: string, email: string | undefined): Promise<void> {
    const taken = await this.store.taken(handle, email)
    if (taken.handle) throw new HandleTaken(handle)
    if (taken.email) throw new EmailTaken(email!)
  }

  /**
   * Adds an account inside the caller's transaction.
   * @throws {AccountExists | HandleTaken | EmailTaken} the transaction is lost then
   */
  async add(tx: Queryable, account: NewAccount): Promise<void> {
    await this.store.add(tx, account)
    const { did, handle, email, status } = account
    await this.former.release(tx, handle)
    await this.outbox.record(tx, {
      type: 'account.created',
      data: { did, status },
      personal: { handle, email },
    })
  }

  /**
   * Changes an account inside the caller's transaction. After its commit, report it to {@link changed}. A handle that it
   * gives up is kept for it for a while.
   * @returns `false` if there is no such account
   * @throws {HandleTaken | EmailTaken} the transaction is lost then
   */
  async change(tx: Queryable, did: Did, change: AccountChange): Promise<boolean> {
    if (change.handle !== undefined) {
      await this.#giveUpHandle(tx, did)
      if (change.handle !== null) await this.former.release(tx, change.handle)
    }
    return this.store.change(tx, did, change)
  }

  /**
   * Removes an account inside the caller's transaction. After its commit, report it to {@link changed}. Nobody else gets
   * its handle for a while.
   */
  async remove(tx: Queryable, did: Did): Promise<void> {
    await this.#giveUpHandle(tx, did)
    await this.store.remove(tx, did)
  }

  /** Forgets what is known about an account, because a change of it was committed. */
  changed(did: Did): void {
    const known = this.#byDid.get(did)
    if (known?.handle) this.#didByHandle.delete(known.handle)
    this.#byDid.delete(did)
    // Nobody can tell which account a look-up by handle will return.
    this.#loading.clear()
  }

  async #giveUpHandle(tx: Queryable, did: Did): Promise<void> {
    const former = await this.store.lock(tx, did)
    if (former?.handle !== undefined) await this.former.giveUp(tx, former.handle, did)
  }

  #forgetAll(): void {
    this.#byDid.clear()
    this.#didByHandle.clear()
    this.#loading.clear()
  }

  #load(key: string, by: AccountKey): Promise<Account | undefined> {
    const underWay = this.#loading.get(key)
    if (underWay) return underWay
    const loading = this.store.find(by)
    this.#loading.set(key, loading)
    const settle = (account?: Account) => {
      if (this.#loading.get(key) !== loading) return
      this.#loading.delete(key)
      if (account) this.#remember(account)
    }
    loading.then(settle, () => settle())
    return loading
  }

  #remember(account: Account): void {
    this.#byDid.set(account.did, account)
    if (account.handle) this.#didByHandle.set(account.handle, account.did)
  }
}
