import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { cidBytesToString, rawCidBytes } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { describe } from './hosts.js'
import { inParallel } from './in-parallel.js'
import { finish, keep, type Move } from './move.js'
import { EXIT, MoveProblem } from './move-problem.js'
import { patiently } from './patience.js'
import type { PdsClient } from './pds-client.js'
import { PdsFailure } from './pds-failure.js'
import { exportPath, readRecords } from './repo-export.js'
import { RepoFile } from './repo-file.js'

const { listMissingBlobs, uploadBlob } = com.atproto.repo
const { checkAccountStatus } = com.atproto.server
const { getBlob } = com.atproto.sync

const PAGE = 500
/** Of a list of missing blobs: five million are more than any account has. */
const PAGES_MAX = 10_000
const OWN_FILE = 0o600
/** Where the new server does not tell its limit, this one keeps the disk of whoever moves. */
const BLOB_MAX_BYTES = 5 * 1024 ** 3
const ANY_TYPE = 'application/octet-stream'

/** Brings all blobs here that records refer to and that are not here yet. */
export async function moveBlobs(move: Move): Promise<void> {
  const missing = await missingBlobs(move.here)
  const { blobUploadLimit: bytesMax = BLOB_MAX_BYTES } = await describe(move.here)
  const bar = move.terminal.progress('Blobs', missing.length, 'blobs')
  const gone: string[] = []
  await inParallel(missing, move.options.parallelMax, async (cid, lane) => {
    if (!(await moveBlob(move, cid, { lane, bytesMax }))) gone.push(cid)
    bar.add(1)
  })
  bar.end()
  await keep(move, { blobsGone: gone })
  await checkCounts(move)
  if (move.options['read-back']) await readBack(move)
  await finish(move, 'blobs')
}

/**
 * CIDs of the blobs that records refer to and that a server does not have.
 * @throws {MoveProblem} for a list that is none, or has no end
 */
export async function missingBlobs(client: PdsClient, pagesMax = PAGES_MAX): Promise<string[]> {
  const cids = new Set<string>()
  const cursors = new Set<string>()
  let cursor: string | undefined
  for (;;) {
    const page = await client.get(listMissingBlobs, { limit: PAGE, cursor })
    const blobs = cidsIn(page.blobs)
    if (!blobs) throw new MoveProblem(`${client.name} does not say which blobs it is missing.`)
    for (const cid of blobs) cids.add(cid)
    cursor = blobs.length > 0 ? page.cursor : undefined
    if (cursor === undefined) return [...cids]
    if (cursors.has(cursor) || cursors.add(cursor).size >= pagesMax)
      throw new MoveProblem(`The list of blobs that ${client.name} is missing has no end.`)
  }
}

/** Undefined for what is no page of blobs. */
function cidsIn(blobs: unknown): string[] | undefined {
  if (!Array.isArray(blobs) || blobs.length > PAGE) return undefined
  const cids = blobs.map((blob: { cid?: unknown } | null) => blob?.cid)
  return cids.every((cid) => typeof cid === 'string') ? cids : undefined
}

/** @returns whether the old server had it @throws {MoveProblem} when it, or what arrived, is not what its CID says */
async function moveBlob(
  { old, here, state, file }: Move,
  cid: string,
  { lane, bytesMax }: { lane: number; bytesMax: number },
): Promise<boolean> {
  const path = file.path(`blob-${lane}`)
  try {
    const fetched = await fetchBlob(old, { did: state.did, cid, bytesMax }, path)
    if (!fetched) return false
    if (fetched.cid !== cid) {
      throw new MoveProblem(
        `${old.name} gives other bytes for the blob ${cid}: ${fetched.cid}`,
        EXIT.different,
      )
    }
    const { type, sizeBytes } = fetched
    const { blob } = await here.upload(uploadBlob, { type, sizeBytes, open: () => createReadStream(path) })
    if (blob.ref.$link !== cid) {
      throw new MoveProblem(`${here.name} calls the blob ${cid} ${blob.ref.$link}`, EXIT.different)
    }
    return true
  } finally {
    await rm(path, { force: true })
  }
}

interface FetchedBlob {
  /** worked out from the bytes */
  cid: string
  type: string
  sizeBytes: number
}

/** A blob into a file, or nowhere; undefined when the server does not have it. */
async function fetchBlob(
  client: PdsClient,
  { bytesMax = BLOB_MAX_BYTES, ...blob }: { did: string; cid: string; bytesMax?: number },
  path: string | undefined,
): Promise<FetchedBlob | undefined> {
  try {
    return await patiently(async () => {
      const response = await client.open(getBlob, blob, { responseMaxBytes: bytesMax })
      const hash = createHash('sha256')
      let sizeBytes = 0
      const measured = async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          hash.update(piece)
          sizeBytes += piece.length
          yield piece
        }
      }
      const nowhere = () => new Writable({ write: (_piece, _encoding, done) => done() })
      const sink = path === undefined ? nowhere() : createWriteStream(path, { mode: OWN_FILE })
      await pipeline(response.body, measured, sink)
      const cid = cidBytesToString(rawCidBytes(hash.digest()))
      return { cid, type: response.contentType || ANY_TYPE, sizeBytes }
    })
  } catch (error) {
    const isGone = error instanceof PdsFailure && [400, 404].includes(error.status)
    if (isGone) return undefined
    throw error
  }
}

/** @throws {MoveProblem} when a blob is missing that the old server has, or was not told to be gone */
async function checkCounts({ here, old, state, options, terminal }: Move): Promise<void> {
  const { expectedBlobs, importedBlobs } = await here.get(checkAccountStatus)
  const { blobsGone } = state
  const missing = await missingBlobs(here)
  if (missing.length > blobsGone.length || expectedBlobs - importedBlobs > blobsGone.length) {
    throw new MoveProblem(`${missing.length} blobs are still missing at ${here.name}.`, EXIT.different)
  }
  if (blobsGone.length === 0) {
    return terminal.say(`All ${importedBlobs} blobs are here; the CID of each was worked out from its bytes.`)
  }
  terminal.say(
    `${old.name} does not have ${blobsGone.length} blobs itself: ${blobsGone.slice(0, 5).join(', ')}`,
  )
  if (options['allow-missing-blobs']) return
  throw new MoveProblem('Go on without them with --allow-missing-blobs.', EXIT.different)
}

/** @throws {MoveProblem} when the new server gives other bytes */
async function readBack({ here, state, file, options, terminal }: Move): Promise<void> {
  const repo = await RepoFile.open(exportPath(file), state.did)
  const { blobs } = await readRecords(repo).finally(() => repo.close())
  const wanted = [...blobs.keys()].filter((cid) => !state.blobsGone.includes(cid))
  const bar = terminal.progress('Blobs read back', wanted.length, 'blobs')
  await inParallel(wanted, options.parallelMax, async (cid) => {
    const fetched = await fetchBlob(here, { did: state.did, cid }, undefined)
    if (fetched?.cid !== cid) {
      throw new MoveProblem(`${here.name} does not give the blob ${cid} as it was.`, EXIT.different)
    }
    bar.add(1)
  })
  bar.end()
}
