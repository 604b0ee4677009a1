import { InvalidKey, parseDidKey } from '@guildhall/crypto'
import type { KeyAlgorithm } from '@guildhall/crypto'
import type { Did } from '@guildhall/syntax'
import type { DidDocument } from './did-document.js'
import { plcStateOf } from './plc-operation.js'
import type { PlcCreate, PlcOperation, PlcState } from './plc-operation.js'

const CONTEXTS = ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1']
const KEY_CONTEXTS: Record<KeyAlgorithm, string> = {
  ES256: 'https://w3id.org/security/suites/ecdsa-2019/v1',
  ES256K: 'https://w3id.org/security/suites/secp256k1-2019/v1',
}
const DID_KEY = 'did:key:'

/** The document of a DID after an operation, as plc.directory shows it (did:plc specification, "Presentation"). */
export function plcToDidDocument(did: string, operation: PlcOperation | PlcCreate): DidDocument {
  return documentOf(did, plcStateOf(operation))
}

/** A document that says as much of a DID as the directory keeps; who may change it is not part of it. */
export function documentOf(
  did: string,
  { alsoKnownAs, verificationMethods, services }: Omit<PlcState, 'rotationKeys'>,
): DidDocument {
  const contexts = new Set(CONTEXTS)
  for (const key of Object.values(verificationMethods)) {
    const context = contextOf(key)
    if (context !== undefined) contexts.add(context)
  }
  return {
    '@context': [...contexts],
    id: did as Did,
    alsoKnownAs,
    verificationMethod: Object.entries(verificationMethods).map(([name, key]) => ({
      id: `${did}#${name}`,
      type: 'Multikey',
      controller: did,
      publicKeyMultibase: key.slice(DID_KEY.length),
    })),
    service: Object.entries(services).map(([name, { type, endpoint }]) => ({
      id: `#${name}`,
      type,
      serviceEndpoint: endpoint,
    })),
  }
}

/** Keys of other kinds than ours have no context that is known here. */
function contextOf(didKey: string): string | undefined {
  try {
    return KEY_CONTEXTS[parseDidKey(didKey).algorithm]
  } catch (error) {
    if (error instanceof InvalidKey) return undefined
    throw error
  }
}
