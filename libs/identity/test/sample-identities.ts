import { K256Key, P256Key } from '@guildhall/crypto'
import { genesisOperation, plcOperationCid, signPlcOperation } from '@guildhall/identity'
import type { PlcCreate, PlcLogEntry, PlcLogOperation } from '@guildhall/identity'

/** Rotation keys, the strongest first. */
export const owner = K256Key.fromHex('11'.repeat(32))
export const friend = P256Key.fromHex('22'.repeat(32))
export const host = K256Key.fromHex('33'.repeat(32))
/** Has no say in anything. */
export const stranger = K256Key.fromHex('44'.repeat(32))
export const signing = K256Key.fromHex('55'.repeat(32))

export const rotationKeys = [owner.didKey, friend.didKey, host.didKey]
export const identity = {
  signingKey: signing.didKey,
  rotationKeys,
  handle: 'alice.test',
  pdsUrl: 'https://pds.test',
}
export const first = genesisOperation(identity, host)

/** A first operation of the old form: the recovery key is the owner's, the signing key that of the host. */
export const legacy: PlcCreate = signPlcOperation(
  {
    type: 'create',
    signingKey: host.didKey,
    recoveryKey: owner.didKey,
    handle: 'alice.test',
    service: 'pds.test',
    prev: null,
  } as const,
  host,
)

/** Operations as the log of a directory has them: one a second. */
export function logOf(...operations: PlcLogOperation[]): PlcLogEntry[] {
  return operations.map((operation, index) => ({
    cid: plcOperationCid(operation),
    operation,
    createdAtMs: index * 1000,
  }))
}
