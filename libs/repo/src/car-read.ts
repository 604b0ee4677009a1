import type { CidBytes } from '@guildhall/data'
import { ByteQueue } from './byte-queue.js'
import type { CarBlock } from './car-encode.js'
import { CarParts } from './car-parts.js'
import type { CarLimits } from './car-parts.js'
import { InvalidCar } from './invalid-car.js'
import { readVarint } from './varint.js'

/**
 * A CAR file that is in memory. The blocks are views of it; their hashes are verified.
 * @throws InvalidCar
 */
export function readCar(bytes: Uint8Array, limits?: CarLimits): { roots: CidBytes[]; blocks: CarBlock[] } {
  const parts = new CarParts(limits)
  parts.count(bytes.length)
  let at = 0
  const takeFrame = (check: (length: number) => void): Uint8Array => {
    const varint = readVarint(bytes, at)
    if (varint === undefined) throw new InvalidCar('a CAR file is cut short')
    check(varint.value)
    at = varint.end + varint.value
    if (at > bytes.length) throw new InvalidCar('a CAR file is cut short')
    return bytes.subarray(varint.end, at)
  }
  const roots = parts.readHeader(takeFrame((length) => parts.checkHeaderLength(length)))
  const blocks: CarBlock[] = []
  while (at < bytes.length) {
    blocks.push(parts.readFrame(takeFrame((length) => parts.checkFrameLength(length))))
  }
  return { roots, blocks }
}

/** Bytes of blocks that are given together at most, unless one alone has more. */
const BATCH_BYTES_MAX = 128 * 1024

/**
 * A CAR file as it arrives: its blocks in batches, of what came together. Waiting for each block by itself takes longer
 * than to look at it. Their hashes are verified. Blocks are views of what came, and hold it in memory: copy what is to be
 * kept. Iterate `batches` to its end, or leave the loop, so that the source is closed.
 * @throws InvalidCar here for the header, while iterating for the rest; what the source throws passes through
 */
export async function readCarStream(
  chunks: AsyncIterable<Uint8Array>,
  limits?: CarLimits,
): Promise<{ roots: CidBytes[]; batches: AsyncGenerator<CarBlock[]> }> {
  const parts = new CarParts(limits)
  const queue = new ByteQueue(chunks, (length) => parts.count(length))
  try {
    const length = await queue.varint()
    if (length === undefined) throw new InvalidCar('a CAR file without a header')
    parts.checkHeaderLength(length)
    if (!(await queue.ensure(length))) throw new InvalidCar('a CAR file is cut short')
    return { roots: parts.readHeader(queue.take(length)), batches: readBatches(queue, parts) }
  } catch (error) {
    await queue.close()
    throw error
  }
}

async function* readBatches(queue: ByteQueue, parts: CarParts): AsyncGenerator<CarBlock[]> {
  try {
    while (true) {
      const length = await queue.varint()
      if (length === undefined) return
      parts.checkFrameLength(length)
      if (!(await queue.ensure(length))) throw new InvalidCar('a CAR file is cut short')
      const batch = [parts.readFrame(queue.take(length))]
      takeWhole(queue, parts, batch, length)
      yield batch
    }
  } finally {
    await queue.close()
  }
}

/** Adds the blocks that have arrived whole. */
function takeWhole(queue: ByteQueue, parts: CarParts, batch: CarBlock[], first: number): void {
  for (let bytes = first; bytes < BATCH_BYTES_MAX;) {
    const length = queue.frameAtHand((length) => parts.checkFrameLength(length))
    if (length === undefined) return
    batch.push(parts.readFrame(queue.take(length)))
    bytes += length
  }
}
