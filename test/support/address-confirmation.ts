import type { Did } from '@guildhall/syntax'
import { com } from '@guildhall/lexicon'
import { MailCodes } from '../../src/account/index.js'
import { bearer, type WholeServer } from './whole-server.js'

const { confirmEmail } = com.atproto.server

/** A member with the address that was given at sign-up. */
interface Newcomer {
  readonly did: string
  readonly email: string
  readonly accessJwt: string
}

/** Confirms the address of a member with the code that a letter would have had. @returns the status of the answer */
export async function confirmAddress(server: WholeServer, one: Newcomer): Promise<number> {
  const codes = server.app.get(MailCodes, { strict: false })
  const { code } = await codes.makeLinked(one.did as Did, 'confirmEmail', 60_000)
  const input = { email: one.email, token: code }
  return (await server.post(confirmEmail.nsid, input, bearer(one.accessJwt))).status
}
