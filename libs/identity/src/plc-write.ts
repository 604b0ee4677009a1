import type { Signer } from '@guildhall/crypto'
import type { Did } from '@guildhall/syntax'
import { InvalidPlcOperation } from './invalid-plc-operation.js'
import { didOfGenesis, plcOperationCid, signPlcOperation } from './plc-encoding.js'
import { plcStateOf } from './plc-operation.js'
import type { PlcCreate, PlcOperation, PlcState, PlcTombstone, Unsigned } from './plc-operation.js'
import { isSupportedKey, parseIncomingPlcOperation } from './plc-parse.js'

/** What a new identity for atproto begins with. */
export interface NewIdentity {
  /** Public key that signs the repository, as `did:key`. */
  readonly signingKey: string
  /** Public keys that may change the identity, as `did:key`, the strongest first; the signer's is among them. */
  readonly rotationKeys: readonly string[]
  readonly handle: string
  /** URL of the PDS, without a path. */
  readonly pdsUrl: string
}

/**
 * Makes a new identity.
 * @returns its DID, and the signed operation that makes it exist once a directory has it
 * @throws InvalidPlcOperation when it is past a limit or a key is none
 */
export function genesisOperation(
  identity: NewIdentity,
  signer: Signer,
): { did: Did; operation: PlcOperation } {
  const { signingKey, rotationKeys, handle, pdsUrl } = identity
  if (!rotationKeys.includes(signer.didKey))
    throw new InvalidPlcOperation('The signer is not among the rotation keys')
  if (!isSupportedKey(signingKey)) throw new InvalidPlcOperation('The signing key is none that atproto uses')
  const operation = sign(
    {
      type: 'plc_operation',
      rotationKeys,
      verificationMethods: { atproto: signingKey },
      alsoKnownAs: [`at://${handle}`],
      services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: pdsUrl } },
      prev: null,
    },
    signer,
  )
  return { did: didOfGenesis(operation), operation }
}

/**
 * The operation that changes an identity.
 * @param last what it is at present
 * @param changes replaces the fields that are named; the others stay
 * @throws InvalidPlcOperation as {@link genesisOperation}
 */
export function updateOperation(
  last: PlcOperation | PlcCreate,
  changes: Partial<PlcState>,
  signer: Signer,
): PlcOperation {
  return sign({ type: 'plc_operation', ...plcStateOf(last), ...changes, prev: plcOperationCid(last) }, signer)
}

/** The operation that ends an identity. */
export function tombstoneOperation(last: PlcOperation | PlcCreate, signer: Signer): PlcTombstone {
  return signPlcOperation({ type: 'plc_tombstone', prev: plcOperationCid(last) } as const, signer)
}

function sign(unsigned: Unsigned<PlcOperation>, signer: Signer): PlcOperation {
  return parseIncomingPlcOperation(signPlcOperation(unsigned, signer)) as PlcOperation
}
