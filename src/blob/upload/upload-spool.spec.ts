import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { rawCidBytes } from '@guildhall/data'
import type { Random } from '../../telemetry/index.js'
import { BlobStoreUnavailable } from '../blob.errors.js'
import { UploadSpool } from './upload-spool.js'
import { BlobCutShort, BlobEmpty, BlobTooLarge } from './upload.errors.js'

const BYTES_MAX = 1_000_000
const UPLOAD_STALL_MS = 60_000

/** Other bytes each time. */
class CountingRandom {
  #count = 0
  bytes = (length: number) => new Uint8Array(length).fill(++this.#count)
}

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

describe('the spool', () => {
  let folder: string
  let spool: UploadSpool
  const bytes = Uint8Array.from({ length: 700_001 }, (_, i) => i % 251)
  const at = (tmpLocation: string) =>
    new UploadSpool(
      { tmpLocation } as never,
      { uploadStallMs: UPLOAD_STALL_MS } as never,
      new CountingRandom() as unknown as Random,
    )
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'guildhall-spool-'))
    spool = at(join(folder, 'tmp'))
  })
  afterEach(() => rm(folder, { recursive: true }))
  const left = () => readdir(join(folder, 'tmp'))

  it.each([1_000, 65_536, 300_000, 1_000_000])('takes a body in pieces of %d bytes', async (size) => {
    const upload = await spool.receive(pieces(bytes, size), { bytesMax: BYTES_MAX, announced: bytes.length })
    const cid = rawCidBytes(createHash('sha256').update(bytes).digest())
    expect(upload).toMatchObject({ size: bytes.length, cid })
    expect(Buffer.compare(await readFile(upload.path), bytes)).toBe(0)
    expect((await stat(upload.path)).mode & 0o777).toBe(0o600)
    await spool.discard(upload)
    await spool.discard(upload)
    expect(await left()).toEqual([])
  })

  it('refuses what is too large, empty or not as announced, and keeps nothing of it', async () => {
    const receive = (body: Uint8Array, limits: Parameters<UploadSpool['receive']>[1]) =>
      spool.receive(pieces(body, 100_000), limits)
    await expect(receive(bytes, { bytesMax: bytes.length - 1 })).rejects.toThrow(BlobTooLarge)
    await expect(receive(bytes, { bytesMax: 10, announced: 11 })).rejects.toThrow(BlobTooLarge)
    await expect(receive(new Uint8Array(0), { bytesMax: 10 })).rejects.toThrow(BlobEmpty)
    for (const announced of [bytes.length - 1, bytes.length + 1]) {
      await expect(receive(bytes, { bytesMax: BYTES_MAX, announced })).rejects.toThrow(BlobCutShort)
    }
    expect(await left()).toEqual([])
  })

  it('keeps nothing of a body that breaks off', async () => {
    async function* broken() {
      yield* pieces(bytes, 300_000)
      throw new Error('gone')
    }
    await expect(spool.receive(broken(), { bytesMax: BYTES_MAX })).rejects.toThrow('gone')
    expect(await left()).toEqual([])
  })

  it('adopts a file that is there already', async () => {
    await spool.discard(await spool.receive(pieces(bytes, 1_000_000), { bytesMax: BYTES_MAX }))
    const path = spool.newPath()
    await writeFile(path, bytes)
    const cid = rawCidBytes(createHash('sha256').update(bytes).digest())
    expect(await spool.adopt(path)).toEqual({ path, size: bytes.length, cid })
  })

  it('says so when it cannot make a file', async () => {
    await writeFile(join(folder, 'a file'), '')
    const nowhere = at(join(folder, 'a file', 'tmp'))
    await expect(nowhere.receive(pieces(bytes, 10), { bytesMax: BYTES_MAX })).rejects.toThrow(
      BlobStoreUnavailable,
    )
  })
})
