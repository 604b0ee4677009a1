import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { Lockout } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { BusinessEvents } from '../../telemetry/index.js'
import type { Connection } from '../connections/connection.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { Links } from './links.js'

/** Where the account was made, for those who count. */
const SSO = 'sso'

/** From where, and in which language. */
export interface JoiningPlace {
  readonly ip: string
  /** as in the header `Accept-Language` */
  readonly locale: string
  /** to the terms, where there are any */
  readonly agreed: boolean
}

/** What is written down when somebody of an organization gets an account. */
@Injectable()
export class JoiningNotes {
  constructor(
    private readonly links: Links,
    private readonly lockout: Lockout,
    private readonly events: BusinessEvents,
  ) {}

  /**
   * Inside the transaction that makes the account.
   * @throws {SsoFailure} `already_linked`: there must not be two
   */
  async joined(
    tx: Queryable,
    connection: Connection,
    claims: VerifiedClaims,
    { did, place }: { readonly did: Did; readonly place: JoiningPlace },
  ): Promise<void> {
    await this.links.link(tx, connection, claims, { did, linkedBy: 'creation' })
    await this.lockout.know(did, place.ip, tx)
  }

  /** Counts an account that was made. */
  counted(): void {
    this.events.accountCreated(SSO, false)
  }
}
