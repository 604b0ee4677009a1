import type { Did } from '@guildhall/syntax'
import type { ExternalIdentity } from './external-identity.store.js'

/** A row of `external_identity`. */
export interface IdentityRow {
  connection_id: string
  subject: string
  did: Did
  issuer: string
  email: string | null
  claims: ExternalIdentity['claims']
  linked_by: string
  linked_at: Date
  last_login_at: Date | null
}

/** What it says. */
export function toIdentity(row: IdentityRow): ExternalIdentity {
  return {
    connectionId: row.connection_id,
    subject: row.subject,
    did: row.did,
    issuer: row.issuer,
    email: row.email ?? undefined,
    claims: row.claims,
    linkedBy: row.linked_by,
    linkedAt: row.linked_at,
    lastLoginAt: row.last_login_at ?? undefined,
  }
}
