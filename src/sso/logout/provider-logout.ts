import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Database } from '../../database/index.js'
import { AccountNotes } from '../../lifecycle/index.js'
import { Devices } from '../../oauth/index.js'
import type { Connection } from '../connections/connection.js'
import { ExternalIdentityStore } from '../people/external-identity.store.js'
import { SsoSessionStore } from '../people/sso-session.store.js'

/** Whom a provider has logged out: a session, or a person with all of theirs. */
export interface LoggedOut {
  readonly sid?: string | undefined
  readonly subject?: string | undefined
}

/** Ends here what a provider has ended there, as far as the connection wants it: whichever protocol says so. */
@Injectable()
export class ProviderLogout {
  constructor(
    private readonly sessions: SsoSessionStore,
    private readonly identities: ExternalIdentityStore,
    private readonly devices: Devices,
    private readonly notes: AccountNotes,
    private readonly db: Database,
  ) {}

  /** Harmless when it is done again. @returns how many accounts were meant */
  async end(connection: Connection, whom: LoggedOut): Promise<number> {
    const { id: connectionId, name, policy } = connection
    const mode = policy.leaving.logout
    if (mode === 'nothing') return 0
    const sessions = await this.sessions.list({ connectionId, ...whom })
    for (const { did, deviceId } of sessions) await this.devices.signOut(did, deviceId)
    const accounts = new Set(sessions.map(({ did }) => did))
    const person = await this.#accountOf(connectionId, whom)
    if (person) accounts.add(person)
    if (mode === 'everything') {
      const by = { actor: 'administrator', agent: { type: 'connection', id: connectionId } } as const
      for (const did of accounts)
        await this.notes.endSessions(did, { ...by, reason: `${name}: logged out there` })
    }
    // Last: whoever was cut off half-way finds them again.
    await this.sessions.remove(
      this.db,
      sessions.map(({ id }) => id),
    )
    return accounts.size
  }

  /** Sessions of before the browsers were remembered, and those of programs, belong to the person all the same. */
  async #accountOf(connectionId: string, { subject }: LoggedOut): Promise<Did | undefined> {
    return subject === undefined ? undefined : (await this.identities.find(connectionId, subject))?.did
  }
}
