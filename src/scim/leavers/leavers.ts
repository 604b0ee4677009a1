import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts, isTakenDown, stateOf } from '../../account/index.js'
import { Database } from '../../database/index.js'
import { AccountLife, type Order, type StateCommand } from '../../lifecycle/index.js'
import type { Connection, LeavingPolicy } from '../../sso/index.js'
import { Clock } from '../../telemetry/index.js'
import { LeaverStore } from './leaver.store.js'

type Mode = LeavingPolicy['deprovision']

/** Names the case of those whom a connection suspends, so that nobody else's suspension is lifted by it. */
const caseOf = ({ id }: Connection) => `left connection ${id}`

/**
 * What becomes of the accounts of those who leave an organization, and of those who come back. A connection takes back
 * what it has done itself, and nothing that anybody else has.
 */
@Injectable()
export class Leavers {
  constructor(
    private readonly accounts: Accounts,
    private readonly life: AccountLife,
    private readonly store: LeaverStore,
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Ends all that somebody could do with an account, in the way of the connection. Harmless when it is done again. */
  async leave(connection: Connection, did: Did): Promise<void> {
    const account = await this.accounts.byDid(did)
    if (!account) return
    const { deprovision: mode, offboardDays } = connection.policy.leaving
    const command = commandOf(mode, account, { ref: caseOf(connection), days: offboardDays })
    if (isOurs(mode, account)) {
      const at = new Date(this.clock.nowMs())
      await this.store.note(this.db, { did, connectionId: connection.id, mode }, at)
    }
    if (command) await this.life.order(did, command, orderOf(connection, 'has left the directory'))
  }

  /** Takes back what was done to an account because its owner had left. */
  async comeBack(connection: Connection, did: Did): Promise<void> {
    const all = await this.store.of(did)
    const own = all.find(({ connectionId }) => connectionId === connection.id)
    if (!own) return
    const account = await this.accounts.byDid(did)
    // Somebody who has left elsewhere as well stays away.
    const command = account && all.length === 1 ? wayBack(own.mode, account, caseOf(connection)) : undefined
    if (command) await this.life.order(did, command, orderOf(connection, 'is in the directory again'))
    await this.store.forget(this.db, did, connection.id)
  }
}

function orderOf({ id, name }: Connection, why: string): Order {
  return { actor: 'administrator', agent: { type: 'connection', id }, reason: `${name}: ${why}` }
}

/** Whether nobody else has done it before. */
function isOurs(mode: Mode, account: Account): boolean {
  if (mode === 'suspend') return !isTakenDown(account)
  return mode === 'lock' ? stateOf(account) !== 'locked' : !account.offboardedAt
}

/** What is to be done; an account that was taken down is closed already, and stays what it is. */
function commandOf(
  mode: Mode,
  account: Account,
  { ref, days }: { ref: string; days: number },
): StateCommand | undefined {
  if (mode === 'lock') return { kind: 'lock' }
  if (mode === 'offboard') return { kind: 'offboard', days }
  if (!isTakenDown(account)) return { kind: 'suspend', ref }
  // Somebody else's suspension would end, and let them in again.
  return account.suspendedUntil ? { kind: 'suspend' } : undefined
}

function wayBack(mode: Mode, account: Account, ref: string): StateCommand | undefined {
  switch (mode) {
    case 'lock':
      return stateOf(account) === 'locked' ? { kind: 'unlock' } : undefined
    case 'offboard':
      return account.offboardedAt ? { kind: 'cancelOffboard' } : undefined
    case 'suspend':
      return account.status === 'suspended' && account.takedownRef === ref ? { kind: 'restore' } : undefined
  }
}
