import { randomUUID } from 'node:crypto'
import type { WholeServer } from '../support/whole-server.js'
import type { Preparation, Prepared } from './prepared.js'

/**
 * How operations on who of an organization has which account are asked for with success.
 * @param server the one at hand then
 * @param connection makes a connection: the last part of its path is its id
 */
export function identityChanges(
  server: () => WholeServer,
  connection: (verb: string) => Promise<Prepared>,
): Readonly<Record<string, Preparation>> {
  /** A link of somebody new who is called like their account. */
  const linked = async () => {
    const { did } = await server().signUp()
    const [id, of] = [randomUUID(), randomUUID()]
    await server().sql(
      `INSERT INTO external_identity (id, connection_id, subject, did, issuer, claims, linked_by, linked_at)
       VALUES ($1, $2, $3, $3, 'https://login.example.com', '{}', 'member', now())`,
      [id, of, did],
    )
    return { id, did, link: { connection: of, subject: did } }
  }
  return {
    linkIdentity: async () => {
      const { did } = await server().signUp()
      const made = (await connection('')).path.split('/').at(-1)!
      return { path: 'identities', body: { connection: made, subject: did, did, reason: 'Showed a card' } }
    },
    removeIdentity: async () => ({ path: `identities/${(await linked()).id}` }),
    unlinkIdentity: async () => {
      const { did, link } = await linked()
      return { path: `accounts/${did}/identities/unlink`, body: link }
    },
  }
}
