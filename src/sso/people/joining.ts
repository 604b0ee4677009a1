import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { type Account, Accounts } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { AccountCreation } from '../../lifecycle/index.js'
import { Clock } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { JoiningNotes, type JoiningPlace } from './joining-notes.js'
import { joiningPoint } from './joining-point.js'
import { Registrations } from './registrations.js'

/** What somebody wants to be here. */
export interface WantedAccount {
  readonly handle: string
  readonly email: string
}

/** Makes accounts for people whom a provider has vouched for: one for a person, whatever happens meanwhile. */
@Injectable()
export class Joining {
  constructor(
    private readonly creation: AccountCreation,
    private readonly accounts: Accounts,
    private readonly registrations: Registrations,
    private readonly notes: JoiningNotes,
    private readonly clock: Clock,
  ) {}

  /**
   * Makes the account of a person, and the link to it, in one transaction. A registration must have been opened.
   * @throws {SsoFailure} `busy`, `already_linked`
   * @throws {Refusal} for the first rule of sign-ups that is broken
   */
  async join(
    connection: Connection,
    claims: VerifiedClaims,
    { handle, email }: WantedAccount,
    place: JoiningPlace,
  ): Promise<Account> {
    const person = { connectionId: connection.id, subject: claims.subject }
    const agreement = { via: 'organization', ...place } as const
    const wanted = { handle, email, byOrganization: true, agreement }
    const did = await this.registrations.making(person, async () => {
      joiningPoint('registration claimed')
      const made = await this.creation.create(wanted, async (did, tx) => {
        if (claims.emailVerified && email.toLowerCase() === claims.email) await this.#confirm(tx, did)
        await this.registrations.end(tx, person)
        await this.notes.joined(tx, connection, claims, { did, place })
        joiningPoint('person linked')
      })
      return made.did
    })
    joiningPoint('account joined')
    this.accounts.changed(did)
    this.notes.counted()
    return (await this.accounts.byDid(did))!
  }

  /** The provider knows that the address is theirs. */
  async #confirm(tx: Queryable, did: Did): Promise<void> {
    await this.accounts.change(tx, did, { emailConfirmedAt: new Date(this.clock.nowMs()) })
  }
}
