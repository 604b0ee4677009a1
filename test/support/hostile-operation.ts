import { K256Key } from '@guildhall/crypto'
import { plcOperationCid, type PlcOperation, updateOperation } from '@guildhall/identity'
import type { Did } from '@guildhall/syntax'
import { PlcClient } from '../../src/identity/plc-client.js'
import { PlcIdentities } from '../../src/identity/plc-identities.js'
import type { WholeServer } from './whole-server.js'

/** What somebody has done to the identity of a member. */
export interface HostileOperation {
  /** public half of the key that signed it */
  readonly key: string
  readonly cid: string
}

/**
 * The identity of a member names the key of somebody else, who then leads it to another server and puts everybody else out.
 * @param rank of that key: below that of the server, or above
 */
export async function takeOver(
  { app }: WholeServer,
  did: string,
  rank: 'below' | 'above' = 'below',
): Promise<HostileOperation> {
  const plc = app.get(PlcIdentities, { strict: false })
  const client = app.get(PlcClient, { strict: false })
  const thief = K256Key.fromHex('77'.repeat(32))
  const shared = await plc.sign(did as Did, ({ rotationKeys }) => ({
    rotationKeys: rank === 'below' ? [...rotationKeys, thief.didKey] : [thief.didKey, ...rotationKeys],
  }))
  await plc.publish(did as Did, shared)
  const services = { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://thief.test' } }
  const taken: PlcOperation = updateOperation(shared, { rotationKeys: [thief.didKey], services }, thief)
  const answer = await client.send(did as Did, taken)
  if (!answer.taken) throw new Error(`the directory does not take it: ${answer.message}`)
  return { key: thief.didKey, cid: plcOperationCid(taken) }
}
