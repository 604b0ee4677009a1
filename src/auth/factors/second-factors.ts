import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, browserName, InvalidCode, type NewSecurityEvent } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { requestOrigin } from '../../telemetry/index.js'
import { type FactorChange, FactorChanges } from './factor-changes.js'
import type { AddedFactor, FactorOverview, PasskeyCreation, TotpEnrolment } from './factor-views.js'
import { FactorExists, FactorNotBegun, InvalidPasskeyName, NoFactor } from './factors.errors.js'
import { Passkeys } from './passkeys.js'
import { PasskeyStore } from './passkey.store.js'
import { RecoveryCodes } from './recovery-codes.js'
import { TotpCodes } from './totp-codes.js'

const NAME_LENGTH_MAX = 64
/** Nothing that is not seen; PostgreSQL would not take a NUL at all. */
const NAME = /^\P{Cc}+$/u
/** Of a passkey whose owner gives it none, and whose browser does not say what it is. */
const NAME_UNKNOWN = 'Passkey'

/**
 * The second factors of accounts, as their owners manage them. Whoever calls has made sure that it is the owner, and
 * lately so.
 *
 * Every change is noted among the events of the account, is told to its owner by mail, and makes browsers that were
 * trusted to go without a second factor ask for one again. All methods throw `AccountNotFound`.
 */
@Injectable()
export class SecondFactors {
  constructor(
    private readonly totp: TotpCodes,
    private readonly passkeys: Passkeys,
    private readonly passkeyStore: PasskeyStore,
    private readonly recoveryCodes: RecoveryCodes,
    private readonly changes: FactorChanges,
  ) {}

  /** What an account has. */
  async list(did: Did): Promise<FactorOverview> {
    const [totp, passkeys, recoveryCodesLeft] = await Promise.all([
      this.totp.find(did),
      this.passkeys.list(did),
      this.recoveryCodes.count(did),
    ])
    const views = passkeys.map(({ id, name, createdAt: addedAt, lastUsedAt, isSynced }) => ({
      id,
      name,
      addedAt,
      lastUsedAt,
      isSynced,
    }))
    return { totp, passkeys: views, recoveryCodesLeft }
  }

  /**
   * Begins to add an app that makes codes; whatever was begun before is forgotten.
   * @throws {FactorExists} if there is one already
   */
  async beginTotp(did: Did): Promise<TotpEnrolment> {
    const label = labelOf(await this.changes.account(did))
    const pending = (await this.totp.begin(did)) ? await this.totp.pending(did, label) : undefined
    if (!pending) throw new FactorExists('There is an authenticator app already')
    return pending
  }

  /** What was begun with {@link beginTotp}, to be shown once more; `undefined` if nothing was, or too long ago. */
  async pendingTotp(did: Did): Promise<TotpEnrolment | undefined> {
    return this.totp.pending(did, labelOf(await this.changes.account(did)))
  }

  /**
   * Adds the app by a first code of it.
   * @throws {FactorNotBegun} if nothing was begun, or too long ago
   * @throws {InvalidCode} it may be tried again
   */
  async confirmTotp(did: Did, code: string): Promise<AddedFactor> {
    const checked = await this.totp.check(did, code.replace(/\s/g, ''))
    if (!checked) throw new FactorNotBegun()
    return this.changes.run(did, async (tx) => {
      if (!(await checked.confirm?.(tx))) throw new InvalidCode()
      const recoveryCodes = await this.#firstCodes(tx, did)
      const event = { did, kind: 'factor-added', details: { factor: 'totp' } } as const
      return {
        result: { recoveryCodes },
        noted: { events: [event], letter: { kind: 'factor-added', factor: 'totp' } },
      }
    })
  }

  /** Removes the app; recovery codes go with the last factor. @returns whether there was one */
  removeTotp(did: Did): Promise<boolean> {
    return this.changes.run(did, async (tx): Promise<FactorChange<boolean>> => {
      if (!(await this.totp.remove(tx, did))) return { result: false }
      await this.#dropUselessCodes(tx, did)
      const event = { did, kind: 'factor-removed', details: { factor: 'totp' } } as const
      return {
        result: true,
        noted: { events: [event], letter: { kind: 'factor-removed', factor: 'totp' } },
      }
    })
  }

  /**
   * Makes recovery codes, in place of all that there are.
   * @returns them, this once
   * @throws {NoFactor} if there is no factor that they could stand in for
   */
  renewRecoveryCodes(did: Did): Promise<readonly string[]> {
    return this.changes.run(did, async (tx) => {
      if (!(await this.#hasFactor(tx, did))) throw new NoFactor()
      const result = await this.recoveryCodes.renew(tx, did)
      return { result, noted: { events: [{ did, kind: 'recovery-codes-renewed', details: {} }] } }
    })
  }

  /**
   * Begins to add a passkey.
   * @param deviceId the browser in which it is made; the answer must come from the same one, within five minutes
   * @returns what `startRegistration({ optionsJSON })` of `@simplewebauthn/browser` takes
   * @throws {TooManyPasskeys}
   */
  async beginPasskey(did: Did, deviceId: Uint8Array): Promise<PasskeyCreation> {
    return this.passkeys.beginCreation(did, deviceId, labelOf(await this.changes.account(did)))
  }

  /**
   * Adds a passkey.
   * @param response what `startRegistration` gave, as JSON
   * @param name what its owner calls it; if empty, the browser that it was made in
   * @throws {InvalidPasskey} if the answer is no good, comes too late, from another browser or a second time
   * @throws {InvalidPasskeyName}
   * @throws {FactorExists} if there is this passkey already
   */
  async finishPasskey(did: Did, deviceId: Uint8Array, name: string, response: string): Promise<AddedFactor> {
    const called = nameOf(name.trim() || (browserName(requestOrigin()?.userAgent) ?? NAME_UNKNOWN))
    const made = await this.passkeys.finishCreation(did, deviceId, response)
    return this.changes.run(did, async (tx) => {
      const isNew = await this.passkeyStore.add(tx, { ...made, name: called })
      if (!isNew) throw new FactorExists('There is this passkey already')
      const recoveryCodes = await this.#firstCodes(tx, did)
      const details = { factor: 'passkey', name: called } as const
      return {
        result: { recoveryCodes },
        noted: {
          events: [{ did, kind: 'factor-added', details }],
          letter: { kind: 'factor-added', factor: 'passkey' },
        },
      }
    })
  }

  /** Gives a passkey another name. @returns whether the account has it @throws {InvalidPasskeyName} */
  async renamePasskey(did: Did, id: string, name: string): Promise<boolean> {
    return this.passkeyStore.rename(did, id, nameOf(name.trim()))
  }

  /**
   * Removes a passkey; recovery codes go with the last factor.
   * @param order set for whoever runs the service: more work for the transaction, done last
   * @returns whether the account had it
   */
  removePasskey(did: Did, id: string, order?: (tx: Queryable) => Promise<void>): Promise<boolean> {
    return this.changes.run(did, async (tx): Promise<FactorChange<boolean>> => {
      const name = await this.passkeyStore.remove(tx, did, id)
      if (name === undefined) return { result: false }
      await this.#dropUselessCodes(tx, did)
      await order?.(tx)
      const byService = order !== undefined
      const letter = { kind: 'factor-removed', factor: 'passkey', byService } as const
      return { result: true, noted: { events: [passkeyRemoved(did, name, byService)], letter } }
    })
  }

  /**
   * Removes all passkeys for whoever runs the service; recovery codes go with the last factor.
   * @param order more work for the transaction, done last; not done where there was none
   * @returns whether there was one
   */
  removePasskeys(did: Did, order: (tx: Queryable, count: number) => Promise<void>): Promise<boolean> {
    return this.changes.run(did, async (tx): Promise<FactorChange<boolean>> => {
      const names = await this.passkeyStore.removeOf(tx, did)
      if (names.length === 0) return { result: false }
      await this.#dropUselessCodes(tx, did)
      await order(tx, names.length)
      const events = names.map((name) => passkeyRemoved(did, name, true))
      const letter = { kind: 'factor-removed', factor: 'passkeys', byService: true } as const
      return { result: true, noted: { events, letter } }
    })
  }

  /** Codes come with the first factor. */
  async #firstCodes(tx: Queryable, did: Did): Promise<readonly string[] | undefined> {
    return (await this.recoveryCodes.count(did, tx)) > 0 ? undefined : this.recoveryCodes.renew(tx, did)
  }

  async #dropUselessCodes(tx: Queryable, did: Did): Promise<void> {
    if (!(await this.#hasFactor(tx, did))) await this.recoveryCodes.remove(tx, did)
  }

  async #hasFactor(tx: Queryable, did: Did): Promise<boolean> {
    return (await this.totp.find(did, tx)) !== undefined || (await this.passkeys.list(did, tx)).length > 0
  }
}

function passkeyRemoved(did: Did, name: string, byService: boolean): NewSecurityEvent {
  return { did, kind: 'factor-removed', details: { factor: 'passkey', name }, byService }
}

function labelOf({ did, handle }: Account): string {
  return handle ?? did
}

function nameOf(name: string): string {
  if (name.length > NAME_LENGTH_MAX || !NAME.test(name)) throw new InvalidPasskeyName(NAME_LENGTH_MAX)
  return name
}
