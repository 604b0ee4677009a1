import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Accounts } from '../../account/index.js'
import { Database } from '../../database/index.js'
import { AccountNotes } from '../../lifecycle/index.js'
import { Devices } from '../../oauth/index.js'
import type { Connection } from '../connections/connection.js'
import { type SsoSession, SsoSessionStore } from '../people/sso-session.store.js'

/** Ends what people have open here when their provider says that they have signed out, as far as the connection wants it. */
@Injectable()
export class ProviderLogouts {
  constructor(
    private readonly sessions: SsoSessionStore,
    private readonly devices: Devices,
    private readonly notes: AccountNotes,
    private readonly accounts: Accounts,
    private readonly db: Database,
  ) {}

  /** @returns how many sessions were meant */
  async end(connection: Connection, meant: readonly SsoSession[]): Promise<number> {
    const { logout } = connection.policy.leaving
    if (logout === 'nothing') return meant.length
    for (const { did, deviceId } of meant) await this.devices.signOut(did, deviceId)
    if (logout === 'everything')
      for (const did of new Set(meant.map((session) => session.did))) await this.#endAll(connection, did)
    await this.sessions.remove(
      this.db,
      meant.map(({ id }) => id),
    )
    return meant.length
  }

  async #endAll({ name }: Connection, did: Did): Promise<void> {
    if (!(await this.accounts.byDid(did))) return
    await this.notes.endSessions(did, { actor: 'system', reason: `${name}: has signed out there` })
  }
}
