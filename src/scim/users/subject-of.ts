import type { Connection } from '../../sso/index.js'

/** `https://login.microsoftonline.com/{tenant}/v2.0` */
const TENANT = /\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?:\/|$)/i

/**
 * Who somebody is in sign-ins whom a directory calls so. Directories of Entra name people by their object id; sign-ins, where
 * that is wanted, by tenant and object id.
 */
export function subjectOf(
  { issuer, policy }: Pick<Connection, 'issuer' | 'policy'>,
  externalId: string,
): string {
  const tenant = policy.mapping.subject === 'oid+tid' ? TENANT.exec(issuer)?.[1] : undefined
  return tenant === undefined ? externalId : `${tenant}:${externalId}`
}

/** How a directory calls somebody who signs in as this subject. */
export function externalIdOf({ policy }: Pick<Connection, 'policy'>, subject: string): string {
  return policy.mapping.subject === 'oid+tid' ? subject.slice(subject.indexOf(':') + 1) : subject
}
