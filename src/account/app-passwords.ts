import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { Clock, Random } from '../telemetry/index.js'
import { AccountConfig } from './account.config.js'
import { AccountData, KNOWN_ELSEWHERE } from './account-data.js'
import { AppPasswordNameTaken, InvalidAppPasswordName } from './account.errors.js'
import {
  type AppPassword,
  AppPasswordStore,
  type ListedAppPassword,
  type UsedAppPassword,
} from './app-password.store.js'
import { Passwords } from './passwords.js'
import { base32Groups } from './readable-secret.js'

const NAME_LENGTH_MAX = 256
/** Nothing that is not seen, such as line breaks; PostgreSQL would not take a NUL at all. */
const NAME = /^\P{Cc}+$/u
const GROUPS = [4, 4, 4, 4]
const FORMAT = /^[a-z2-7]{4}(?:-[a-z2-7]{4}){3}$/

/** When an app password was last used is told within this time, so that it need not be written at every use. */
export const APP_PASSWORD_USE_STEP_MS = 5 * 60 * 1000

/** Passwords made by the server (80 random bits), one per application, with less power than the main one. */
@Injectable()
export class AppPasswords extends AccountData {
  override readonly letsIn = true
  override readonly known = KNOWN_ELSEWHERE

  constructor(
    private readonly store: AppPasswordStore,
    private readonly passwords: Passwords,
    private readonly clock: Clock,
    private readonly random: Random,
    private readonly config: AccountConfig,
  ) {
    super()
  }

  /** For how long an app password is good at most (ms); absent where there is no limit. */
  get lifetimeMaxMs(): number | undefined {
    return this.config.appPasswordLifetimeMs
  }

  /**
   * Makes an app password.
   * @param lifetimeMs how long it is to be good, within what is allowed; by default as long as can be
   * @param within opens the transaction in which it is kept, once all that takes long is done
   * @returns its description and, this once, the secret
   * @throws {AppPasswordNameTaken | InvalidAppPasswordName}
   */
  async create(
    did: Did,
    name: string,
    privileged: boolean,
    lifetimeMs?: number,
    within: (keep: (tx?: Queryable) => Promise<void>) => Promise<void> = (keep) => keep(),
  ): Promise<AppPassword & { secret: string }> {
    checkName(name)
    const secret = base32Groups(GROUPS, this.random.bytes(16))
    const nowMs = this.clock.nowMs()
    const goodForMs = Math.min(lifetimeMs ?? Infinity, this.lifetimeMaxMs ?? Infinity)
    const expiresAt = Number.isFinite(goodForMs) ? new Date(nowMs + goodForMs) : undefined
    const created = { name, privileged, createdAt: new Date(nowMs), expiresAt }
    const hash = await this.#hash(did, secret)
    await within(async (tx) => {
      if (!(await this.store.add(did, created, hash, tx))) throw new AppPasswordNameTaken(name)
    })
    return { ...created, secret }
  }

  /** The app passwords of an account, oldest first, without their secrets. */
  list(did: Did): Promise<ListedAppPassword[]> {
    return this.store.list(did)
  }

  /**
   * Removes one inside the caller's transaction; its sessions have to be ended there too.
   * @returns whether there was one
   * @throws {InvalidAppPasswordName} if there cannot be one of this name
   */
  async remove(on: Queryable, did: Did, name: string): Promise<boolean> {
    checkName(name)
    return this.store.remove(on, did, name)
  }

  /** Removes all inside the caller's transaction; their sessions have to be ended there too. @returns their names */
  removeAll(on: Queryable, did: Did): Promise<string[]> {
    return this.store.removeAll(on, did)
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.store.removeAll(tx, did)
  }

  /** Whether something typed as a password has the shape of an app password. */
  looksLike(secret: string): boolean {
    return FORMAT.test(secret)
  }

  /** The app password of an account with this secret, unless it has expired; it counts as used. */
  async use(did: Did, secret: string): Promise<UsedAppPassword | undefined> {
    const hash = await this.#hash(did, secret)
    const nowMs = this.clock.nowMs()
    const notedAfter = new Date(nowMs - APP_PASSWORD_USE_STEP_MS)
    return this.store.use(did, hash, { now: new Date(nowMs), notedAfter })
  }

  /** The salt is fixed per account, so that one hash finds the right one of many; the secrets are random enough. */
  #hash(did: Did, secret: string): Promise<string> {
    return this.passwords.hashWith(createHash('sha256').update(did).digest('hex').slice(0, 32), secret)
  }
}

function checkName(name: string): void {
  if (name.trim() === '' || name.length > NAME_LENGTH_MAX || !NAME.test(name)) {
    throw new InvalidAppPasswordName(NAME_LENGTH_MAX)
  }
}
