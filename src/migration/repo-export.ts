import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import {
  cidBytesToString,
  DataModelError,
  decodeStrict,
  findBlobRefs,
  findLegacyBlobRefs,
} from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { CAR_MAX_BYTES } from '@guildhall/repo'
import type { Conversation } from './conversation.js'
import type { MoveFolder } from './move-folder.js'
import type { Move } from './move.js'
import { MoveProblem } from './move-problem.js'
import type { ExportedRepo } from './move-state.js'
import { patiently } from './patience.js'
import type { PdsClient } from './pds-client.js'
import { RepoFile } from './repo-file.js'

const { getLatestCommit, getRepo } = com.atproto.sync

const FILE = 'repo.car'
const OWN_FILE = 0o600
/** Blobs that one account refers to: far more than any does. */
const BLOBS_MAX = 2_000_000

/** Blobs that records refer to, by CID, with the size they claim; undefined where they claim none. */
export type ReferredBlobs = Map<string, number | undefined>

/** An export that was read from end to end. */
export interface CheckedExport {
  repo: ExportedRepo
  blobs: ReferredBlobs
  /** the key that has signed it, of those given: see {@link RepoFile.isSignedWith} */
  isSignedWith: (didKey: string) => boolean
}

/** Where the export of a move lies. */
export const exportPath = (file: MoveFolder): string => file.path(FILE)

/** Fetches a repository into a file, from the beginning when it breaks off. */
export async function downloadRepo(
  client: PdsClient,
  did: string,
  path: string,
  terminal: Conversation,
): Promise<void> {
  await patiently(async () => {
    const response = await client.open(getRepo, { did }, { responseMaxBytes: CAR_MAX_BYTES })
    const bar = terminal.progress(
      `Repository from ${client.name}`,
      Number(response.header('content-length') ?? 0),
      'bytes',
    )
    await pipeline(
      response.body,
      async function* (pieces: AsyncIterable<Buffer>) {
        for await (const piece of pieces) {
          bar.add(piece.length)
          yield piece
        }
      },
      createWriteStream(path, { mode: OWN_FILE }),
    )
    bar.end()
  })
}

/** Fetches the repository of the old server and checks every block, node and record of it. */
export async function exportRepo({
  old,
  state,
  file,
  terminal,
}: Pick<Move, 'old' | 'file' | 'terminal'> & { state: { did: string } }): Promise<CheckedExport> {
  const arriving = file.path(`${FILE}.new`)
  await downloadRepo(old, state.did, arriving, terminal)
  const repo = await RepoFile.open(arriving, state.did)
  try {
    const { records, blobs } = await readRecords(repo)
    await rename(arriving, exportPath(file))
    return {
      repo: {
        commit: cidBytesToString(repo.commitCid),
        data: repo.data,
        rev: repo.commit.rev,
        records,
        blobs: blobs.size,
      },
      blobs,
      isSignedWith: (didKey) => repo.isSignedWith(didKey),
    }
  } finally {
    await repo.close()
  }
}

/** The commit of a repository now, as text. */
export async function latestCommit(client: PdsClient, did: string): Promise<string> {
  return (await client.get(getLatestCommit, { did })).cid
}

/** Reads all records of a repository. @throws {MoveProblem} for one that no server could take, or for more blobs than anybody has */
export async function readRecords(
  repo: RepoFile,
  blobsMax = BLOBS_MAX,
): Promise<{ records: number; blobs: ReferredBlobs }> {
  const blobs: ReferredBlobs = new Map()
  let records = 0
  for await (const { path, cid } of repo.leaves()) {
    records++
    const value = decode(path, await repo.block(cid))
    for (const { ref, size } of findBlobRefs(value)) blobs.set(ref.toString(), size)
    for (const legacy of findLegacyBlobRefs(value)) {
      if (!blobs.has(legacy.cid)) blobs.set(legacy.cid, undefined)
    }
    if (blobs.size > blobsMax) throw new MoveProblem(`the records refer to more than ${blobsMax} blobs`)
  }
  return { records, blobs }
}

function decode(path: string, block: Uint8Array) {
  try {
    return decodeStrict(block)
  } catch (cause) {
    if (!(cause instanceof DataModelError)) throw cause
    throw new MoveProblem(`the record ${path} cannot be read: ${cause.message}`, undefined, { cause })
  }
}
