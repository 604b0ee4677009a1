import type { Did } from '@guildhall/syntax'
import { AppPasswords } from '../../src/account/index.js'
import type { WholeServer } from '../support/whole-server.js'
import type { Preparation, Prepared } from './prepared.js'

/** How operations on what members sign in with are asked for with success. @param server the one at hand then */
export function credentialChanges(server: () => WholeServer): Readonly<Record<string, Preparation>> {
  let count = 0
  const on = async (rest: string, body: object | undefined, prepare?: (did: string) => Promise<unknown>) => {
    const { did } = await server().signUp()
    await prepare?.(did)
    const prepared: Prepared = { path: `accounts/${did}/${rest.replace(':did', did)}`, ...(body && { body }) }
    return prepared
  }
  /** A passkey that is called like its owner. */
  const addPasskey = (did: string) =>
    server().sql(
      `INSERT INTO passkey (id, did, name, public_key, counter, transports, synced, created_at)
       VALUES ($1, $1, 'A key', '', 0, '', false, now())`,
      [did],
    )
  const addAppPassword = (did: string) =>
    server()
      .app.get(AppPasswords, { strict: false })
      .create(did as Did, 'app', false)
  /** A session of an application that is called like its owner. */
  const addGrant = (did: string) =>
    server().sql(
      `INSERT INTO oauth_session (id, did, client_id, device_id, scope, dpop_thumbprint, client_auth,
                                  created_at, used_at, expires_at)
       VALUES ($1, $1, 'https://app.example.com/client.json', '', 'atproto', 'none', '{"method":"none"}',
               now(), now(), now() + interval '1 day')`,
      [did],
    )
  return {
    sendRecovery: () => on('recovery-link', { email: `found${++count}@example.com`, reason: 'why' }),
    revokeAccountSessions: () => on('sessions/revoke-all', {}),
    endAccountSession: () => on('sessions/:did', undefined, addGrant),
    revokeAccountAppPassword: () => on('app-passwords/app', undefined, addAppPassword),
    revokeAccountAppPasswords: () => on('app-passwords/revoke-all', {}, addAppPassword),
    endAccountGrant: () => on('oauth-grants/:did', undefined, addGrant),
    endAccountGrants: () => on('oauth-grants/revoke-all', {}),
    deleteAccountPasskey: () => on('passkeys/:did', undefined, addPasskey),
    deleteAccountPasskeys: () => on('passkeys/revoke-all', {}, addPasskey),
    resetAccountFactors: () => on('reset-mfa', {}, addPasskey),
  }
}
