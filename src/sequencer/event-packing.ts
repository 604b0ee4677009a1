import { promisify } from 'node:util'
import { brotliCompress, brotliDecompress, constants } from 'node:zlib'
import type { SequencedEvent } from './event.store.js'

/** What a pack keeps of an event. */
export interface PackedEvent extends SequencedEvent {
  did: string
  /** when it got its number (ms since the epoch) */
  timeMs: number
}

/** First byte of a pack; the length of what is compressed follows. */
const FORMAT = 1
const LENGTH_BYTES = 4
const HEAD_BYTES = 1 + LENGTH_BYTES

/** Node takes a thread of the pool for each chunk of what comes out: all should be one. */
const CHUNK_BYTES_MIN = 64 * 1024

/**
 * The frame of a commit repeats most of the frame before it of the same repository, some hundred KB away: what finds
 * that is the window (1 MiB), not the effort. Higher qualities take three times as long for a tenth less.
 */
const EFFORT = { [constants.BROTLI_PARAM_QUALITY]: 2, [constants.BROTLI_PARAM_LGWIN]: 20 }

const compress = promisify<Buffer, object, Buffer>(brotliCompress)
const decompress = promisify<Buffer, object, Buffer>(brotliDecompress)

/** What is ahead of the frames. Numbers and times are given as differences to the one before. */
interface Directory {
  seqs: number[]
  timesMs: number[]
  dids: string[]
  /** place of each event's DID in `dids` */
  owners: number[]
  seqOffsets: number[]
  sizes: number[]
}

/** Events in as little room as they take when they are compressed together. Works in the thread pool. */
export async function packEvents(events: readonly PackedEvent[]): Promise<Buffer> {
  const dids = didsOf(events)
  const places = new Map(dids.map((did, place) => [did, place]))
  const directory: Directory = {
    seqs: differences(events.map(({ seq }) => seq)),
    timesMs: differences(events.map(({ timeMs }) => timeMs)),
    dids,
    owners: events.map(({ did }) => places.get(did)!),
    seqOffsets: events.map(({ seqOffset }) => seqOffset),
    sizes: events.map(({ frame }) => frame.length),
  }
  const head = Buffer.from(JSON.stringify(directory))
  const plain = Buffer.concat([lengthOf(head), head, ...events.map(({ frame }) => frame)])
  const params = { ...EFFORT, [constants.BROTLI_PARAM_SIZE_HINT]: plain.length }
  const packed = await compress(plain, { params, chunkSize: Math.max(plain.length, CHUNK_BYTES_MIN) })
  return Buffer.concat([Buffer.of(FORMAT), lengthOf(plain), packed])
}

/** The events of a pack. Works in the thread pool. @throws Error when it is not one, or of a later release */
export async function unpackEvents(pack: Buffer): Promise<PackedEvent[]> {
  if (pack[0] !== FORMAT) throw new Error(`events are packed in a way that is not known: ${pack[0]}`)
  const chunkSize = Math.max(pack.readUInt32BE(1), CHUNK_BYTES_MIN)
  const plain = await decompress(pack.subarray(HEAD_BYTES), { chunkSize })
  const framesAt = LENGTH_BYTES + plain.readUInt32BE()
  const directory = JSON.parse(plain.toString('utf8', LENGTH_BYTES, framesAt)) as Directory
  const timesMs = sums(directory.timesMs)
  let end = framesAt
  return sums(directory.seqs).map((seq, i) => ({
    seq,
    timeMs: timesMs[i]!,
    did: directory.dids[directory.owners[i]!]!,
    seqOffset: directory.seqOffsets[i]!,
    frame: plain.subarray(end, (end += directory.sizes[i]!)),
  }))
}

function lengthOf(bytes: Buffer): Buffer {
  const length = Buffer.alloc(LENGTH_BYTES)
  length.writeUInt32BE(bytes.length)
  return length
}

/** Whose events these are, each once. */
export function didsOf(events: readonly PackedEvent[]): string[] {
  return [...new Set(events.map(({ did }) => did))]
}

function differences(values: readonly number[]): number[] {
  return values.map((value, i) => value - (values[i - 1] ?? 0))
}

function sums(values: readonly number[]): number[] {
  let sum = 0
  return values.map((value) => (sum += value))
}
