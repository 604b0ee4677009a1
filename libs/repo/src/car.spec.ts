import * as dagCbor from '@ipld/dag-cbor'
import { CarReader, CarWriter } from '@ipld/car'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { cborCidBytes, cidBytesToString, rawCidBytes, toCid } from '@guildhall/data'
import {
  CAR_BLOCK_MAX_BYTES,
  InvalidCar,
  carFrame,
  carFrameLength,
  carHeader,
  encodeCar,
  readCar,
  readCarStream,
} from '@guildhall/repo'
import type { CarBlock, CarLimits } from '@guildhall/repo'
import { cidOf } from '../test/sample-trees.js'

const blockOf = (bytes: Uint8Array): CarBlock => ({ cid: cborCidBytes(bytes), bytes })
const blocksArbitrary = fc.array(fc.uint8Array({ maxLength: 300, size: 'max' }).map(blockOf), {
  maxLength: 12,
  size: 'max',
})
const rootsArbitrary = fc.array(fc.nat(99).map(cidOf), { maxLength: 3 })

const plain = ({ roots, blocks }: { roots: Uint8Array[]; blocks: CarBlock[] }) => ({
  roots: roots.map(cidBytesToString),
  blocks: blocks.map(({ cid, bytes }) => [cidBytesToString(cid), Buffer.from(bytes).toString('hex')]),
})

async function* inChunks(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function readStreamed(chunks: AsyncIterable<Uint8Array>, limits?: CarLimits) {
  const { roots, batches } = await readCarStream(chunks, limits)
  const all: CarBlock[] = []
  for await (const batch of batches) all.push(...batch)
  return { roots, blocks: all }
}

/** Reads a file both ways, which must agree; gives the error instead when there is one. */
async function readBothWays(bytes: Uint8Array, limits?: CarLimits): Promise<unknown> {
  let whole: unknown
  try {
    whole = plain(readCar(bytes, limits))
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidCar)
    whole = (error as Error).message
  }
  const streamed = await readStreamed(inChunks(bytes, 7), limits).then(plain, (error: Error) => {
    expect(error).toBeInstanceOf(InvalidCar)
    return error.message
  })
  expect(typeof streamed).toBe(typeof whole)
  return whole
}

describe('a CAR file', () => {
  it('comes back as it was written, whole or in chunks of any size', async () => {
    await fc.assert(
      fc.asyncProperty(
        rootsArbitrary,
        blocksArbitrary,
        fc.integer({ min: 1, max: 400 }),
        async (roots, blocks, size) => {
          const bytes = encodeCar(roots, blocks)
          expect(plain(readCar(bytes))).toEqual(plain({ roots, blocks }))
          expect(plain(await readStreamed(inChunks(bytes, size)))).toEqual(plain({ roots, blocks }))
        },
      ),
      { numRuns: 100 },
    )
  })

  it('is the same in one buffer as in frames', () => {
    fc.assert(
      fc.property(rootsArbitrary, blocksArbitrary, (roots, blocks) => {
        const frames = blocks.map(carFrame)
        expect(Buffer.concat([carHeader(roots), ...frames]).equals(encodeCar(roots, new Set(blocks)))).toBe(
          new Set(blocks).size === blocks.length,
        )
        frames.forEach((frame, i) => expect(frame.length).toBe(carFrameLength(blocks[i]!.bytes.length)))
      }),
      { numRuns: 50 },
    )
  })

  it('is what @ipld/car reads and writes', async () => {
    const blocks = [blockOf(new Uint8Array(10)), blockOf(new Uint8Array(20_000)), blockOf(new Uint8Array(0))]
    const roots = [blocks[0]!.cid]
    const reader = await CarReader.fromBytes(encodeCar(roots, blocks))
    expect((await reader.getRoots()).map(String)).toEqual(roots.map(cidBytesToString))
    for (const { cid, bytes } of blocks) expect((await reader.get(toCid(cid)))!.bytes).toEqual(bytes)

    const { writer, out } = CarWriter.create(roots.map(toCid))
    const chunks: Uint8Array[] = []
    const collected = (async () => {
      for await (const chunk of out) chunks.push(chunk)
    })()
    for (const { cid, bytes } of blocks) await writer.put({ cid: toCid(cid), bytes })
    await writer.close()
    await collected
    expect(Buffer.concat(chunks).equals(encodeCar(roots, blocks))).toBe(true)
  })

  it('takes blocks of raw bytes', () => {
    const bytes = Uint8Array.of(1, 2, 3)
    const cid = rawCidBytes(cborCidBytes(bytes).subarray(4))
    expect(readCar(encodeCar([], [{ cid, bytes }])).blocks).toHaveLength(1)
  })

  it('has at most 23 roots when written', () => {
    expect(() => carHeader(Array.from({ length: 24 }, (_, i) => cidOf(i)))).toThrow(RangeError)
  })
})

describe('reading a CAR file', () => {
  const good = encodeCar([cidOf(1)], [blockOf(Uint8Array.of(1, 2, 3))])
  const withHeader = (header: Uint8Array) => Buffer.concat([Uint8Array.of(header.length), header])
  const withBlock = (cid: Uint8Array, bytes: Uint8Array) =>
    Buffer.concat([carHeader([]), carFrame({ cid, bytes })])
  const changed = (at: number, byte: number) => {
    const cid = Uint8Array.from(cborCidBytes(new Uint8Array(3)))
    cid[at] = byte
    return withBlock(cid, new Uint8Array(3))
  }

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['an empty header', Uint8Array.of(0)],
    ['a header that is no CBOR', withHeader(Buffer.from('not a header'))],
    ['version 2', withHeader(dagCbor.encode({ roots: [], version: 2 }))],
    ['a header without roots', withHeader(dagCbor.encode({ version: 1 }))],
    ['a header with more', withHeader(dagCbor.encode({ roots: [], version: 1, x: 1 }))],
    ['a root that is no CID', withHeader(dagCbor.encode({ roots: ['x'.repeat(39)], version: 1 }))],
    ['a block of nothing', Buffer.concat([carHeader([]), Uint8Array.of(0)])],
    ['a block shorter than a CID', Buffer.concat([carHeader([]), Uint8Array.of(4, 1, 0x71, 0x12, 0x20)])],
    ['a CID of version 0', withBlock(Buffer.from([0x12, 0x20, ...new Uint8Array(32)]), new Uint8Array(10))],
    ['another version', changed(0, 2)],
    ['another codec', changed(1, 0x70)],
    ['another hash function', changed(2, 0x13)],
    ['another hash length', changed(3, 0x1f)],
    ['another hash', changed(20, 0)],
    ['a length that never ends', Buffer.concat([carHeader([]), new Uint8Array(12).fill(0xff)])],
    ['a length not in its shortest form', Buffer.concat([carHeader([]), Uint8Array.of(0xa7, 0x80, 0)])],
  ])('refuses %s', async (_, bytes) => {
    expect(typeof (await readBothWays(bytes))).toBe('string')
  })

  it('refuses a file cut short anywhere', async () => {
    const header = carHeader([cidOf(1)]).length
    for (let length = 0; length < good.length; length++) {
      if (length !== header) expect(typeof (await readBothWays(good.subarray(0, length)))).toBe('string')
    }
  })

  it.each<[string, CarLimits]>([
    ['bytes', { carMaxBytes: good.length - 1 }],
    ['blocks', { carMaxBlocks: 0 }],
    ['bytes in a block', { blockMaxBytes: 2 }],
  ])('refuses too many %s, and says that this is the reason', async (_, limits) => {
    expect(() => readCar(good, limits)).toThrow(expect.objectContaining({ isTooLarge: true }))
    await expect(readStreamed(inChunks(good, 7), limits)).rejects.toThrow(
      expect.objectContaining({ isTooLarge: true }),
    )
  })

  it('refuses a block by its length, before it has arrived', async () => {
    const announced = Buffer.concat([carHeader([]), Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x01)])
    async function* endless() {
      yield announced
      while (true) yield new Uint8Array(65_536)
    }
    await expect(readStreamed(endless())).rejects.toThrow(InvalidCar)
    expect(() => readCar(announced)).toThrow(InvalidCar)
    expect(CAR_BLOCK_MAX_BYTES).toBe(2_097_152)
  })

  it('throws nothing but InvalidCar, whatever the bytes', async () => {
    const anything = fc.uint8Array({ maxLength: 200, size: 'max' })
    await fc.assert(
      fc.asyncProperty(anything, async (bytes) => void (await readBothWays(bytes))),
      { numRuns: 200 },
    )
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(rootsArbitrary, blocksArbitrary, damage, async (roots, blocks, changes) => {
        const bytes = encodeCar(roots, blocks)
        for (const [at, byte] of changes) bytes[at % bytes.length] = byte
        await readBothWays(bytes)
      }),
      { numRuns: 200 },
    )
  })
})

describe('a CAR file that is streamed', () => {
  const bytes = encodeCar([], [blockOf(new Uint8Array(100)), blockOf(new Uint8Array(200))])

  it('closes its source when it is left early, and when it is invalid', async () => {
    let closed = 0
    async function* source(content: Uint8Array) {
      try {
        yield* inChunks(content, 150)
        yield* inChunks(content, 150)
      } finally {
        closed++
      }
    }
    for await (const _ of (await readCarStream(source(bytes))).batches) break
    expect(closed).toBe(1)
    await expect(readCarStream(source(new Uint8Array(200)))).rejects.toThrow(InvalidCar)
    expect(closed).toBe(2)
    const bad = Uint8Array.from(bytes)
    bad[bytes.length - 1]! ^= 1
    await expect(readStreamed(source(bad))).rejects.toThrow(InvalidCar)
    expect(closed).toBe(3)
  })

  it('gives the blocks that came together in one batch, but not too many', async () => {
    const large = Array.from({ length: 100 }, (_, n) => blockOf(new Uint8Array(10_000).fill(n)))
    const sizes = async (size: number) => {
      const { batches } = await readCarStream(inChunks(encodeCar([], large), size))
      const found: number[] = []
      for await (const batch of batches) found.push(batch.length)
      return found
    }
    expect(Math.max(...(await sizes(10_000_000)))).toBe(14)
    expect(Math.max(...(await sizes(30_000)))).toBe(3)
    expect(await sizes(5_000)).toEqual(large.map(() => 1))
  })

  it('passes on what its source throws', async () => {
    async function* failing() {
      yield bytes.subarray(0, 60)
      throw new Error('connection lost')
    }
    await expect(readStreamed(failing())).rejects.toThrow('connection lost')
  })
})
