import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { AccountData } from '../../account/index.js'
import type { Queryable } from '../../database/index.js'
import { ExternalIdentityStore } from './external-identity.store.js'
import { SsoSessionStore } from './sso-session.store.js'

/** What organizations say of an account goes with it. */
@Injectable()
export class SsoData extends AccountData {
  override readonly known = {
    identities: `SELECT connection_id, issuer, subject, email, claims, linked_by, linked_at, last_login_at
                   FROM external_identity WHERE did = $1 ORDER BY linked_at`,
    signInsWithOrganizations: `SELECT connection_id, created_at, expires_at, ended_at FROM sso_session WHERE did = $1 ORDER BY created_at`,
    signInsUnderWay: `SELECT connection_id, purpose, started_at, expires_at, claims FROM sso_transaction WHERE did = $1 ORDER BY started_at`,
    signInTraces: `SELECT trace.connection_id, at, purpose, outcome, code, details FROM sso_trace AS trace
                     JOIN external_identity AS person ON person.connection_id = trace.connection_id
                    WHERE person.did = $1 AND person.subject = trace.subject ORDER BY at`,
    samlSessions: `SELECT connection_id, name, created_at FROM saml_session
                   WHERE (connection_id, subject) IN (SELECT connection_id, subject FROM external_identity WHERE did = $1)`,
    passwordExceptions: `SELECT reason, granted_by, granted_at, expires_at FROM sso_exception WHERE did = $1`,
  }

  constructor(
    private readonly identities: ExternalIdentityStore,
    private readonly sessions: SsoSessionStore,
  ) {
    super()
  }

  override async erase(tx: Queryable, did: Did): Promise<void> {
    await this.identities.removeOf(tx, did)
    await this.sessions.removeOf(tx, did)
  }
}
