import { createHash, timingSafeEqual } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { Queryable } from '../database/index.js'
import { CodeMails, type CodePurpose } from '../mail/index.js'
import { Clock, Random, requestOrigin } from '../telemetry/index.js'
import { AccountData } from './account-data.js'
import { Addressees } from './addressees.js'
import { ExpiredCode, InvalidCode, NoEmail } from './account.errors.js'
import type { Account } from './account.js'
import type { MailCodePurpose } from './mail-code-purpose.js'
import { MailCodeStore, type StoredCode } from './mail-code.store.js'
import { base32Groups } from './readable-secret.js'

/** Codes that are typed look like `ABCDE-FGHIJ`: 50 random bits. */
const TYPED = { groups: [5, 5], bytes: 10 }
/** Codes of links, which are good for longer: 125 random bits. */
const LINKED = { groups: [25], bytes: 25 }
const MINUTE_MS = 60_000
const LIFETIME_MINUTES = 15
/** Longest text that is looked at as a code. */
const CODE_LENGTH_MAX = 64

/** A code in clear. */
export interface MadeCode {
  readonly code: string
  readonly expiresAt: Date
}

/**
 * Codes that prove that somebody reads the mail of an account. Each is bound to one account and one purpose, and good
 * once; a newer one replaces it. Those that are typed are good for a quarter of an hour. What is stored is a hash.
 */
@Injectable()
export class MailCodes extends AccountData {
  override readonly known = {
    codesByMail: `SELECT purpose, created_at, expires_at FROM mail_code WHERE did = $1 ORDER BY created_at`,
  }

  constructor(
    private readonly store: MailCodeStore,
    private readonly mails: CodeMails,
    private readonly addressees: Addressees,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    super()
  }

  /**
   * Sends a code to the address of an account.
   * @throws {NoEmail}
   */
  async send(account: Account, purpose: CodePurpose): Promise<void> {
    const addressee = await this.addressees.of(account, requestOrigin()?.acceptLanguage)
    if (!addressee) throw new NoEmail()
    const { code } = await this.#make(account.did, purpose, LIFETIME_MINUTES * MINUTE_MS, TYPED)
    await this.mails.send({ ...addressee, purpose, code, minutes: LIFETIME_MINUTES })
  }

  /** Makes a code for a link to an account, which whoever asks for it sends. */
  makeLinked(did: Did, purpose: MailCodePurpose, lifetimeMs: number, tx?: Queryable): Promise<MadeCode> {
    return this.#make(did, purpose, lifetimeMs, LINKED, tx)
  }

  /**
   * Whose code this is, without using it up.
   * @throws {InvalidCode | ExpiredCode}
   */
  async ownerOf(purpose: MailCodePurpose, code: string): Promise<Did> {
    const hash = hashOf(purpose, code)
    return this.#checked(await this.store.find(hash), hash, purpose)
  }

  /**
   * Uses a code up, in the transaction that does what it allows.
   * @throws {InvalidCode | ExpiredCode} the transaction is lost then
   */
  async use(tx: Queryable, did: Did, purpose: MailCodePurpose, code: string): Promise<void> {
    const hash = hashOf(purpose, code)
    const owner = this.#checked(await this.store.take(tx, hash), hash, purpose)
    if (owner !== did) throw new InvalidCode()
  }

  /** Makes all codes of an account good for nothing, inside the caller's transaction: its address changes. */
  revoke(tx: Queryable, did: Did): Promise<void> {
    return this.store.removeOf(tx, did)
  }

  /** The same for the code of one purpose. */
  revokeOne(tx: Queryable, did: Did, purpose: MailCodePurpose): Promise<void> {
    return this.store.removeOf(tx, did, purpose)
  }

  override erase(tx: Queryable, did: Did): Promise<void> {
    return this.store.removeOf(tx, did)
  }

  async #make(
    did: Did,
    purpose: MailCodePurpose,
    lifetimeMs: number,
    { groups, bytes }: { readonly groups: readonly number[]; readonly bytes: number },
    tx?: Queryable,
  ): Promise<MadeCode> {
    const code = base32Groups(groups, this.random.bytes(bytes)).toUpperCase()
    const expiresAt = new Date(this.clock.nowMs() + lifetimeMs)
    await this.store.put({ did, purpose, hash: hashOf(purpose, code), expiresAt }, tx)
    return { code, expiresAt }
  }

  #checked(code: StoredCode | undefined, hash: Buffer, purpose: MailCodePurpose): Did {
    if (!code || code.purpose !== purpose || !timingSafeEqual(hash, code.hash)) throw new InvalidCode()
    if (code.expiresAt.getTime() <= this.clock.nowMs()) throw new ExpiredCode()
    return code.did
  }
}

/** Typed in lower case, or with blanks around it, a code is the same. */
function hashOf(purpose: MailCodePurpose, code: string): Buffer {
  if (code.length > CODE_LENGTH_MAX) throw new InvalidCode()
  return createHash('sha256').update(`${purpose}\0${code.trim().toUpperCase()}`).digest()
}
