import { type CipherGCMTypes, createCipheriv, createDecipheriv } from 'node:crypto'
import { UnsealFailure } from './unseal-failure.js'

const ALGORITHM: CipherGCMTypes = 'aes-256-gcm'
const NONCE_BYTES = 12
const TAG_BYTES = 16
/** Of what is sealed at a time. */
const CHUNK_BYTES = 64 * 1024
const SEALED_BYTES = CHUNK_BYTES + TAG_BYTES

/** How long what `seal` makes of so many bytes is. */
export function sealedLength(bytes: number): number {
  return bytes + Math.max(1, Math.ceil(bytes / CHUNK_BYTES)) * TAG_BYTES
}

/**
 * Encrypts a stream in chunks that know their place and whether they are the last one (STREAM, as in the age format),
 * so that nothing can be changed, moved, left out or cut off without notice, and any length takes the same memory.
 * @param key 32 bytes that seal nothing else
 */
export async function* seal(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  key: Uint8Array,
): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { chunk, isLast } of chunksOf(source, CHUNK_BYTES)) {
    const cipher = createCipheriv(ALGORITHM, key, nonceOf(index++, isLast))
    const sealed = [cipher.update(chunk), cipher.final()]
    yield Buffer.concat([...sealed, cipher.getAuthTag()])
  }
}

/** What was sealed. @throws UnsealFailure while iterating; what came before is what was sealed */
export async function* unseal(source: AsyncIterable<Uint8Array>, key: Uint8Array): AsyncGenerator<Buffer> {
  let index = 0
  for await (const { chunk, isLast } of chunksOf(source, SEALED_BYTES)) {
    yield open(chunk, key, nonceOf(index++, isLast))
  }
}

function open(sealed: Buffer, key: Uint8Array, nonce: Buffer): Buffer {
  const end = sealed.length - TAG_BYTES
  if (end < 0) throw new UnsealFailure('it ends too early')
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAuthTag(sealed.subarray(end))
  const opened = decipher.update(sealed.subarray(0, end))
  try {
    decipher.final()
  } catch {
    throw new UnsealFailure('it was changed, cut off or put together anew')
  }
  return opened
}

/** The place of a chunk, and whether it is the last one: no two chunks of a stream have the same. */
function nonceOf(index: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE_BYTES)
  nonce.writeBigUInt64BE(BigInt(index), NONCE_BYTES - 9)
  nonce[NONCE_BYTES - 1] = isLast ? 1 : 0
  return nonce
}

/** Chunks of exactly that size, the last one of up to that size; one empty chunk if there is nothing. */
async function* chunksOf(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  bytes: number,
): AsyncGenerator<{ chunk: Buffer; isLast: boolean }> {
  let waiting: Uint8Array[] = []
  let length = 0
  for await (const piece of source) {
    waiting.push(piece)
    length += piece.length
    if (length <= bytes) continue
    const all = Buffer.concat(waiting, length)
    let start = 0
    // The last chunk is held back, full as it may be, until there is more.
    for (; length - start > bytes; start += bytes) {
      yield { chunk: all.subarray(start, start + bytes), isLast: false }
    }
    waiting = [all.subarray(start)]
    length -= start
  }
  yield { chunk: Buffer.concat(waiting, length), isLast: true }
}
