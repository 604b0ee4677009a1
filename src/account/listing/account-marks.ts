import type { AccountFilter } from './account-list.store.js'

type Param = (value: unknown) => string

/** Whoever has something besides the password: a passkey, an app that makes codes, or codes by mail. */
const FACTORS = `
  SELECT did FROM passkey
   UNION ALL SELECT did FROM totp_factor WHERE confirmed_at IS NOT NULL
   UNION ALL SELECT did FROM account AS careful WHERE email_auth_factor`

/**
 * A filter in SQL, as far as it is about what other tables say of accounts. Each is a set of DIDs that an index yields, so
 * that few are looked up and many are met in the order of the list.
 */
export function marksOf(filter: AccountFilter, param: Param): string[] {
  const { accountClass, tag, role, connection, lastSeenAfter, lastSeenBefore, hasFactor, withheld } = filter
  return [
    ...(accountClass === undefined
      ? []
      : [among(`SELECT did FROM member_facts WHERE class = ${param(accountClass)}::text`)]),
    ...(tag === undefined
      ? []
      : [among(`SELECT did FROM member_facts WHERE tags @> ARRAY[${param(tag)}::text]`)]),
    ...(role === undefined ? [] : [among(holdersOf(role.name, role.at, param))]),
    ...(connection === undefined
      ? []
      : [among(`SELECT did FROM external_identity WHERE connection_id = ${param(connection)}::uuid`)]),
    ...(lastSeenAfter ? [among(seenSince(lastSeenAfter, param))] : []),
    // Nobody is missed in a time in which they had no account yet.
    ...(lastSeenBefore
      ? [notAmong(seenSince(lastSeenBefore, param)), `created_at < ${param(lastSeenBefore)}::timestamptz`]
      : []),
    ...(hasFactor === undefined ? [] : [hasFactor ? among(FACTORS) : notAmong(FACTORS)]),
    ...(withheld === undefined ? [] : [(withheld ? among : notAmong)('SELECT did FROM withheld_repo')]),
  ]
}

function holdersOf(role: string, at: Date, param: Param): string {
  const [name, now] = [param(role), param(at)]
  return `
    SELECT did FROM admin_role_assignment
     WHERE role = ${name}::text AND (expires_at IS NULL OR expires_at > ${now}::timestamptz)
     UNION ALL SELECT did FROM admin_mapped_role WHERE role = ${name}::text`
}

function seenSince(time: Date, param: Param): string {
  return `SELECT did FROM account_seen WHERE seen_at >= ${param(time)}::timestamptz`
}

function among(dids: string): string {
  return `did IN (${dids})`
}

function notAmong(dids: string): string {
  return `NOT EXISTS (SELECT FROM (${dids}) AS marked WHERE marked.did = account.did)`
}
