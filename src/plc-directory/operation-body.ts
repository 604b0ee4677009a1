import type { Readable } from 'node:stream'
import { OperationRefused, OperationTooLarge } from './plc-directory.errors.js'

/** Room for an operation of 4000 bytes of DAG-CBOR, with every character escaped. */
const BODY_MAX_BYTES = 32_768

/**
 * Reads a request body as JSON.
 * @throws {OperationTooLarge | OperationRefused}
 */
export async function readOperation(body: Readable): Promise<unknown> {
  const bytes = await readAll(body)
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch (cause) {
    throw new OperationRefused('Not a valid operation: not JSON', { cause })
  }
}

async function readAll(body: Readable): Promise<Buffer> {
  const pieces: Buffer[] = []
  let bytes = 0
  try {
    // The connection is still needed for the answer.
    for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      bytes += piece.length
      if (bytes > BODY_MAX_BYTES) break
      pieces.push(piece)
    }
  } catch (cause) {
    throw new OperationRefused('The request was cut off', { cause })
  }
  if (bytes > BODY_MAX_BYTES) throw new OperationTooLarge()
  return Buffer.concat(pieces)
}
