import { verifySignature } from '@guildhall/crypto'
import type { Signer } from '@guildhall/crypto'
import { DataModelError, cborCidBytes, cidBytesToString, encode } from '@guildhall/data'
import type { LexMap } from '@guildhall/data'
import type { Did } from '@guildhall/syntax'
import { base32 } from 'multiformats/bases/base32'
import { InvalidPlcOperation } from './invalid-plc-operation.js'
import type { PlcCreate, PlcLogOperation, PlcOperation } from './plc-operation.js'

/** 64 bytes in base64url. */
const SIGNATURE = /^[A-Za-z0-9_-]{86}$/
/** In a CID of ours, the digest follows version, codec, hash and length. */
const DIGEST_START = 4
const IDENTIFIER_LENGTH = 24

/**
 * An operation as DAG-CBOR, the bytes that are signed and hashed.
 * @throws InvalidPlcOperation when it has values that the data model does not have
 */
export function encodePlcOperation(operation: object): Uint8Array {
  try {
    return encode(operation as LexMap)
  } catch (error) {
    if (!(error instanceof DataModelError)) throw error
    throw new InvalidPlcOperation(`Not encodable: ${error.message}`, { cause: error })
  }
}

/** The CID of a signed operation, by which the next one refers to it: version 1, dag-cbor, sha-256, base32. */
export function plcOperationCid(operation: PlcLogOperation): string {
  return cidBytesToString(cborCidBytes(encodePlcOperation(operation)))
}

/** The DID that a signed first operation makes: `did:plc:` and the first 24 characters of its hash in base32. */
export function didOfGenesis(operation: PlcOperation | PlcCreate): Did {
  const digest = cborCidBytes(encodePlcOperation(operation)).subarray(DIGEST_START)
  return `did:plc:${base32.baseEncode(digest).slice(0, IDENTIFIER_LENGTH)}` as Did
}

/**
 * Signs an operation: DAG-CBOR without `sig`, ECDSA over sha-256 with the lower s, base64url without padding.
 * @throws InvalidPlcOperation when it cannot be encoded
 */
export function signPlcOperation<T extends { readonly type: string }>(
  unsigned: T,
  signer: Signer,
): T & { readonly sig: string } {
  const signature = signer.sign(encodePlcOperation({ ...unsigned, sig: undefined }))
  return { ...unsigned, sig: Buffer.from(signature).toString('base64url') }
}

/**
 * Finds who signed an operation. Other spellings of a signature (padding, stray bits, the higher s) count as none, as
 * they would change the CID of an operation without its owner.
 * @param rotationKeys who may have, as `did:key` of K-256 or P-256
 * @returns the first key that fits; `undefined` when none does
 */
export function plcSignerOf(operation: PlcLogOperation, rotationKeys: readonly string[]): string | undefined {
  const signature = decodeSignature(operation.sig)
  if (!signature) return undefined
  const signed = encodePlcOperation({ ...operation, sig: undefined })
  return rotationKeys.find((key) => verifySignature(key, signed, signature))
}

function decodeSignature(text: string): Uint8Array | undefined {
  if (!SIGNATURE.test(text)) return undefined
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
