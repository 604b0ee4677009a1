import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { NewSecurityEvent } from '../../account/index.js'
import { type Agent, Audit } from '../../audit/index.js'
import { FactorChanges } from './factor-changes.js'
import { FactorData } from './factor-data.js'
import { Passkeys } from './passkeys.js'
import { TotpCodes } from './totp-codes.js'

/** Takes all second factors from an account whose owner has lost them. Whoever calls has made sure who it is. */
@Injectable()
export class FactorReset {
  constructor(
    private readonly totp: TotpCodes,
    private readonly passkeys: Passkeys,
    private readonly data: FactorData,
    private readonly changes: FactorChanges,
    private readonly audit: Audit,
  ) {}

  /**
   * Removes the app, all passkeys and the recovery codes; the password is enough then. The owner is told.
   * @param by who has asked for it, and why
   * @returns how many factors there were
   * @throws {AccountNotFound}
   */
  reset(did: Did, by: { agent: Agent; reason: string | undefined }): Promise<number> {
    return this.changes.run(did, async (tx) => {
      const app = await this.totp.find(did, tx)
      const passkeys = await this.passkeys.list(did, tx)
      await this.data.erase(tx, did)
      const kind = 'factor-removed'
      const events: NewSecurityEvent[] = passkeys.map(({ name }) => ({
        did,
        kind,
        details: { factor: 'passkey', name },
        byService: true,
      }))
      if (app) events.push({ did, kind, details: { factor: 'totp' }, byService: true })
      if (events.length === 0) return { result: 0 }
      await this.audit.record(tx, by.agent, {
        action: 'account.resetFactors',
        target: { type: 'account', id: did },
        reason: by.reason,
        before: { factors: events.length },
        after: { factors: 0 },
      })
      return { result: events.length, noted: { events, letter: { kind: 'factors-reset' } } }
    })
  }
}
