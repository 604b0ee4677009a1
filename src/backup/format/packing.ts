import { pipeline, Readable, type Transform } from 'node:stream'
import { createGunzip, createGzip } from 'node:zlib'
import { BackupDamaged, WrongBackupKey } from '../backup.errors.js'
import type { BackupKey } from './backup-key.js'
import type { BackupKeys } from './backup-keys.js'
import { decodeHeader, encodeHeader, HEADER_BYTES, type ObjectHeader } from './object-header.js'
import { seal, sealedLength, unseal } from './sealed-chunks.js'
import { UnsealFailure } from './unseal-failure.js'

/** Rows shrink to a third at this level, which is five times as fast as the usual one. */
const GZIP_LEVEL = 1

/** A stream, or what is in memory. */
export type Bytes = AsyncIterable<Uint8Array> | Iterable<Uint8Array>

/** How an object is made. */
export interface Packing {
  /** what it is called in the place; it can be read under no other name */
  name: string
  key: BackupKey
  /** random */
  objectSalt: Uint8Array
  isCompressed: boolean
}

/** Bytes of an object that holds so many uncompressed ones. */
export function packedLength(bytes: number): number {
  return HEADER_BYTES + sealedLength(bytes)
}

/** Makes the bytes of an object. */
export async function* pack(source: Bytes, packing: Packing): AsyncGenerator<Buffer> {
  const { key, isCompressed, objectSalt } = packing
  const header = encodeHeader({ isCompressed, keySalt: key.salt, keyId: key.id, objectSalt })
  yield header
  const content = isCompressed ? through(source, createGzip({ level: GZIP_LEVEL })) : source
  yield* seal(content, key.ofObject(packing.name, header))
}

/**
 * Reads the content of an object.
 * @param keys of the secret that it was made with
 * @throws WrongBackupKey before anything was read, BackupDamaged while iterating
 */
export async function* unpack(source: Bytes, name: string, keys: BackupKeys): AsyncGenerator<Buffer> {
  const pieces = piecesOf(source)
  try {
    const { head, begun } = await takeHead(pieces)
    const header = readHeader(head, name)
    const key = await keys.of(header.keySalt)
    if (key.id !== header.keyId) throw new WrongBackupKey(name)
    const content = unseal(restOf(begun, pieces), key.ofObject(name, head))
    yield* header.isCompressed ? through(content, createGunzip()) : content
  } catch (error) {
    if (error instanceof UnsealFailure) throw new BackupDamaged(name, error.message)
    throw error
  } finally {
    await pieces.return(undefined)
  }
}

/** What an object says of itself, which need not be true. @throws BackupDamaged */
export async function peek(source: Bytes, name: string): Promise<ObjectHeader> {
  const pieces = piecesOf(source)
  try {
    return readHeader((await takeHead(pieces)).head, name)
  } finally {
    await pieces.return(undefined)
  }
}

function readHeader(head: Buffer, name: string): ObjectHeader {
  const header = decodeHeader(head)
  if (typeof header === 'string') throw new BackupDamaged(name, header)
  return header
}

/** The bytes of the header, fewer if there are not so many, and what came with them. */
async function takeHead(pieces: AsyncGenerator<Uint8Array>): Promise<{ head: Buffer; begun: Buffer }> {
  let begun = Buffer.alloc(0)
  while (begun.length < HEADER_BYTES) {
    const { value, done } = await pieces.next()
    if (done) break
    begun = Buffer.concat([begun, value])
  }
  return { head: begun.subarray(0, HEADER_BYTES), begun: begun.subarray(HEADER_BYTES) }
}

async function* restOf(begun: Buffer, pieces: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield begun
  yield* pieces
}

/** The stream, changed on its way; errors go along. */
function through(source: Bytes, change: Transform): AsyncIterable<Buffer> {
  // Whoever reads hears of errors.
  return pipeline(Readable.from(source, { objectMode: false }), change, () => undefined)
}

async function* piecesOf(source: Bytes): AsyncGenerator<Uint8Array> {
  yield* source
}
