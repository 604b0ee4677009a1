import { describe, expect, it } from '@jest/globals'
import {
  areApart,
  type ByteSource,
  EditedSource,
  findLocation,
  MEDIA_LIMITS,
  sniffMimeType,
  stripLocation,
} from '@guildhall/media'
import { mutated, numbersFrom } from '../test/mutations.js'
import { SAMPLE_FILES } from '../test/sample-files.js'
import { sourceOf } from './byte-source.js'

/** MEDIA_FILES=100000 is the long run. */
const FILES = Number(process.env.MEDIA_FILES ?? 5_000)
/** One seed, so that a run says something about the change it tests; MEDIA_SEED for another. */
const SEED = Number(process.env.MEDIA_SEED ?? 20_261_128)

/** A source that knows what was asked of it, and insists that it is sensible. */
class CountingSource implements ByteSource {
  readonly size: number
  reads = 0
  bytes = 0

  constructor(private readonly content: Buffer) {
    this.size = content.length
  }

  read(offset: number, length: number): Uint8Array {
    if (!Number.isSafeInteger(offset) || !Number.isSafeInteger(length) || offset < 0 || length < 0) {
      throw new Error(`read(${offset}, ${length})`)
    }
    this.reads++
    this.bytes += length
    return this.content.subarray(offset, offset + length)
  }
}

/** Three passes at most: finding, stripping, and trying what was stripped. */
const READS_MAX = 3 * MEDIA_LIMITS.stepsMax
const BYTES_MAX = 3 * (MEDIA_LIMITS.metadataMaxBytes + MEDIA_LIMITS.scanMaxBytes)

function judge(bytes: Buffer, mimeType: string): string {
  const source = new CountingSource(bytes)
  const finding = findLocation(source, mimeType)
  const edits = stripLocation(source, mimeType)
  expect(source.reads).toBeLessThanOrEqual(READS_MAX)
  expect(source.bytes).toBeLessThanOrEqual(BYTES_MAX)
  if (!edits) return finding ? 'kept' : 'nothing'
  expect(areApart(bytes.length, edits)).toBe(true)
  expect(findLocation(new EditedSource(sourceOf(bytes), edits), mimeType)).toBeUndefined()
  if (!finding) expect(edits).toEqual([])
  return finding ? 'stripped' : 'nothing'
}

describe(`${FILES} files with something wrong (MEDIA_SEED=${SEED})`, () => {
  it(
    'are judged without a fault, and within the limits',
    async () => {
      const next = numbersFrom(SEED)
      const any = () => SAMPLE_FILES[next(SAMPLE_FILES.length)]!
      const counts: Record<string, number> = {}
      for (let i = 0; i < FILES; i++) {
        const { bytes, mimeType } = any()
        const file = mutated(bytes, next, any().bytes)
        const type = next(10) === 0 ? any().mimeType : mimeType
        const outcome = judge(file, type)
        counts[outcome] = (counts[outcome] ?? 0) + 1
        expect(await sniffMimeType(file, type)).toMatch(/^[a-z0-9]\S*\/\S+$/)
      }
      // The files are not so broken that nothing is found in them any more.
      for (const outcome of ['kept', 'nothing', 'stripped'])
        expect(counts[outcome]).toBeGreaterThan(FILES / 50)
    },
    60_000 + FILES * 20,
  )
})
