import { cidKey, type CidKey } from '@guildhall/data'
import { decodeNode, invertOps, type MstNode } from '@guildhall/repo'
import {
  type Commit,
  def,
  ensureV3Commit,
  MemoryBlockstore,
  MST,
  readCarWithRoot,
  verifyCommitSig,
} from '@atproto/repo'
import { type CommitFrame, type Frame, isCommit } from './firehose-reader.js'

type MstCid = Awaited<ReturnType<MST['getPointer']>>

/** Where the chain of a repository stands. */
interface Link {
  rev: string
  data: string
}

/**
 * Checks that sequence numbers rise, and that each repository's commits form one chain: `since` names the revision
 * before, `prevData` its tree, revisions rise and no commit comes twice.
 * @returns the last link of each repository, by DID
 */
export async function checkChains(frames: readonly Frame[]): Promise<Map<string, Link>> {
  const chains = new Map<string, Link>()
  const commits = new Set<string>()
  let seq = 0
  for (const frame of frames) {
    if (frame.seq <= seq) throw new Error(`sequence number ${frame.seq} after ${seq}`)
    seq = frame.seq
    if (!isCommit(frame)) continue
    if (commits.has(String(frame.commit))) throw new Error(`commit ${String(frame.commit)} came twice`)
    commits.add(String(frame.commit))
    chains.set(frame.repo, await checkLink(frame, chains.get(frame.repo)))
  }
  return chains
}

async function checkLink(frame: CommitFrame, before: Link | undefined): Promise<Link> {
  const at = `${frame.repo} at ${frame.seq}`
  const { commit } = await openCommit(frame)
  if ((frame.since ?? undefined) !== before?.rev) {
    throw new Error(`${at}: since is ${frame.since}, but the revision before was ${before?.rev}`)
  }
  if (before && String(frame.prevData) !== before.data) {
    throw new Error(`${at}: prevData is ${String(frame.prevData)}, but the tree before was ${before.data}`)
  }
  if (before && frame.rev <= before.rev) throw new Error(`${at}: revision ${frame.rev} after ${before.rev}`)
  if (commit.rev !== frame.rev || commit.did !== frame.repo || commit.version !== 3) {
    throw new Error(`${at}: the commit block does not agree with its event`)
  }
  return { rev: frame.rev, data: String(commit.data) }
}

/** The commit of an event, from the event's own blocks; every block's hash is checked on the way. */
async function openCommit(frame: CommitFrame): Promise<{ commit: Commit; storage: MemoryBlockstore }> {
  const { root, blocks } = await readCarWithRoot(frame.blocks)
  if (String(root) !== String(frame.commit)) throw new Error(`the CAR of ${frame.seq} has another root`)
  const storage = new MemoryBlockstore(blocks)
  return { commit: ensureV3Commit(await storage.readObj(root, def.versionedCommit)), storage }
}

/**
 * Checks one commit by its own blocks only: signature, records, and that undoing its operations gives `prevData`,
 * once with the official tree and once with ours.
 */
export async function checkCommit(frame: CommitFrame, signingKey: string): Promise<void> {
  const at = `${frame.repo} at ${frame.seq}`
  const { commit, storage } = await openCommit(frame)
  if (!(await verifyCommitSig(commit, signingKey))) throw new Error(`${at}: the signature does not verify`)
  const tree = MST.load(storage, commit.data)
  for (const { action, path, cid, prev } of frame.ops) {
    const found = await tree.get(path)
    if (String(found) !== String(cid))
      throw new Error(`${at}: ${path} is ${String(found)}, not ${String(cid)}`)
    if (cid && !(await storage.has(cid as MstCid))) throw new Error(`${at}: the record ${path} is missing`)
    if ((action === 'create') !== (prev === undefined)) throw new Error(`${at}: ${action} of ${path}: prev`)
  }
  if (frame.prevData === undefined) return
  const expected = String(frame.prevData)
  const theirs = String(await invertOfficially(tree, frame))
  if (theirs !== expected) throw new Error(`${at}: inverts to ${theirs} (official tree), not ${expected}`)
  const ours = invertOurselves(storage, commit, frame)
  if (ours !== Buffer.from(frame.prevData.bytes).toString('hex')) {
    throw new Error(`${at}: inverts to ${ours} (own tree), not ${expected}`)
  }
}

async function invertOfficially(tree: MST, frame: CommitFrame): Promise<MstCid> {
  let before = tree
  for (const { action, path, prev } of [...frame.ops].reverse()) {
    if (action === 'create') before = await before.delete(path)
    else if (action === 'update') before = await before.update(path, prev as MstCid)
    else before = await before.add(path, prev as MstCid)
  }
  return before.getPointer()
}

function invertOurselves(storage: MemoryBlockstore, commit: Commit, frame: CommitFrame): string {
  const blocks = new Map(storage.blocks.entries().map(({ cid, bytes }) => [cidKey(cid.bytes), bytes]))
  const nodes = new Map<CidKey, MstNode>()
  const get = (key: CidKey) => {
    const bytes = blocks.get(key)
    if (bytes && !nodes.has(key)) nodes.set(key, decodeNode(bytes))
    return nodes.get(key)
  }
  const ops = frame.ops.map(({ action, path, cid, prev }) => ({
    action,
    path,
    cid: cid?.bytes ?? null,
    ...(prev && { prev: prev.bytes }),
  }))
  return Buffer.from(invertOps(commit.data.bytes, ops, { get })).toString('hex')
}
