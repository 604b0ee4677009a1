import { createHash } from 'node:crypto'
import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database, type Queryable } from '../../database/index.js'
import { networkOf } from '../../outbound/index.js'
import { Clock, requestOrigin } from '../../telemetry/index.js'
import type { Account } from '../account.js'
import type { UsedAppPassword } from '../app-password.store.js'
import type { FactorKind } from './security-event.js'
import { SecurityEvents } from './security-events.js'
import { SecurityLetters } from './security-letters.js'

const MINUTE_MS = 60_000

/** Programs that sign in all the time, from one place, are noted at most so often. */
const REPEATED_MS = 60 * MINUTE_MS

/** How somebody has signed in. */
export interface Arrival {
  /** `password`, `passkey`, … */
  readonly method: string
  /** second factor, if there was one */
  readonly factor?: FactorKind | undefined
  /** the browser, where there is one; otherwise the program and its network stand for it */
  readonly deviceId?: Uint8Array | undefined
  /** the app password, if it was one */
  readonly appPassword?: Pick<UsedAppPassword, 'name' | 'isFirstUse'> | undefined
}

/** Notes sign-ins, and tells the owner by mail of those that come from where nobody has signed in before. */
@Injectable()
export class SignInNotes {
  constructor(
    private readonly events: SecurityEvents,
    private readonly letters: SecurityLetters,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Notes that an account begins with a session, inside the transaction that makes it. */
  began(tx: Queryable, did: Did): Promise<void> {
    const details = { method: 'sign-up', isNew: true }
    return this.events.note(tx, { did, kind: 'signed-in', deviceId: programId(), details })
  }

  /** Notes that somebody has signed in just now. */
  async arrived(account: Account, { method, factor, deviceId, appPassword }: Arrival): Promise<void> {
    const { did } = account
    const device = deviceId ?? programId()
    const { isAnyKnown, lastAt } = await this.events.knownDevice(did, device)
    const sinceMs = this.clock.nowMs() - (lastAt?.getTime() ?? 0)
    if (appPassword?.isFirstUse) await this.#firstUse(did, appPassword.name)
    if (deviceId === undefined && sinceMs < REPEATED_MS) return
    const isNew = lastAt === undefined
    const details = {
      method,
      isNew,
      ...(factor && { factor }),
      ...(appPassword && { appPassword: appPassword.name }),
    }
    await this.events.note(this.db, { did, kind: 'signed-in', deviceId: device, details })
    // The first of all sign-ins is new to nobody. Services that got an app password come from anywhere.
    if (isNew && isAnyKnown && !appPassword) await this.letters.send(account, { kind: 'signed-in' })
  }

  #firstUse(did: Did, name: string): Promise<void> {
    return this.events.note(this.db, { did, kind: 'app-password-first-used', details: { name } })
  }
}

/** What stands for a browser where there is none. */
function programId(): Buffer {
  const { ip = '', userAgent = '' } = requestOrigin() ?? {}
  return createHash('sha256')
    .update(`program\0${networkOf(ip)}\0${userAgent}`)
    .digest()
}
