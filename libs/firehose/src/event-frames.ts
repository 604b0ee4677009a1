import type { RepoOp } from '@guildhall/repo'
import type { AccountEvent, CommitEvent, IdentityEvent, SyncEvent } from './events.js'
import { FrameWriter } from './frame-writer.js'
import type { StoredFrame } from './stored-frame.js'

/** Room for header, keys and small fields of a frame. */
const FRAME_BYTES = 600
/** Room for one operation: three keys, two links, the action. */
const OP_BYTES = 140

const COMMIT = frameStart('#commit')
const SYNC = frameStart('#sync')
const IDENTITY = frameStart('#identity')
const ACCOUNT = frameStart('#account')

const OPS = key('ops')
const REV = key('rev')
const SEQ = key('seq')
const DID = key('did')
const REPO = key('repo')
const TIME = key('time')
const BLOBS = key('blobs')
const SINCE = key('since')
const BLOCKS = key('blocks')
const COMMIT_KEY = key('commit')
const REBASE = key('rebase')
const TOO_BIG = key('tooBig')
const PREV_DATA = key('prevData')
const CID = key('cid')
const PATH = key('path')
const PREV = key('prev')
const ACTION = key('action')
const HANDLE = key('handle')
const ACTIVE = key('active')
const STATUS = key('status')

/**
 * The frame of a commit (com.atproto.sync.subscribeRepos#commit). The keys of every body stand in canonical order:
 * shorter ones first, then by their bytes.
 */
export function encodeCommitEvent(event: CommitEvent): StoredFrame {
  const out = new FrameWriter(FRAME_BYTES + event.blocks.length + opsLength(event.ops))
  out.raw(COMMIT)
  out.map(event.prevData === undefined ? 11 : 12)
  out.raw(OPS)
  writeOps(out, event.ops)
  out.raw(REV)
  out.text(event.rev)
  out.raw(SEQ)
  const seqOffset = out.at
  out.raw(REPO)
  out.text(event.did)
  out.raw(TIME)
  out.text(event.time)
  out.raw(BLOBS)
  out.list(0)
  out.raw(SINCE)
  if (event.since === null) out.link(null)
  else out.text(event.since)
  out.raw(BLOCKS)
  out.bytes(event.blocks)
  out.raw(COMMIT_KEY)
  out.link(event.commit)
  out.raw(REBASE)
  out.boolean(false)
  out.raw(TOO_BIG)
  out.boolean(false)
  if (event.prevData !== undefined) {
    out.raw(PREV_DATA)
    out.link(event.prevData)
  }
  return { frame: out.finish(), seqOffset }
}

/** The frame of com.atproto.sync.subscribeRepos#sync. */
export function encodeSyncEvent({ did, rev, blocks, time }: SyncEvent): StoredFrame {
  const out = new FrameWriter(FRAME_BYTES + blocks.length)
  out.raw(SYNC)
  out.map(5)
  out.raw(DID)
  out.text(did)
  out.raw(REV)
  out.text(rev)
  out.raw(SEQ)
  const seqOffset = out.at
  out.raw(TIME)
  out.text(time)
  out.raw(BLOCKS)
  out.bytes(blocks)
  return { frame: out.finish(), seqOffset }
}

/** The frame of com.atproto.sync.subscribeRepos#identity. */
export function encodeIdentityEvent({ did, handle, time }: IdentityEvent): StoredFrame {
  const out = new FrameWriter(FRAME_BYTES)
  out.raw(IDENTITY)
  out.map(handle === undefined ? 3 : 4)
  out.raw(DID)
  out.text(did)
  out.raw(SEQ)
  const seqOffset = out.at
  out.raw(TIME)
  out.text(time)
  if (handle !== undefined) {
    out.raw(HANDLE)
    out.text(handle)
  }
  return { frame: out.finish(), seqOffset }
}

/** The frame of com.atproto.sync.subscribeRepos#account. */
export function encodeAccountEvent({ did, active, status, time }: AccountEvent): StoredFrame {
  const out = new FrameWriter(FRAME_BYTES)
  out.raw(ACCOUNT)
  out.map(status === undefined ? 4 : 5)
  out.raw(DID)
  out.text(did)
  out.raw(SEQ)
  const seqOffset = out.at
  out.raw(TIME)
  out.text(time)
  out.raw(ACTIVE)
  out.boolean(active)
  if (status !== undefined) {
    out.raw(STATUS)
    out.text(status)
  }
  return { frame: out.finish(), seqOffset }
}

/** The keys of an operation in canonical order: cid, path, prev, action. */
function writeOps(out: FrameWriter, ops: RepoOp[]): void {
  out.list(ops.length)
  for (const { action, path, cid, prev } of ops) {
    out.map(prev === undefined ? 3 : 4)
    out.raw(CID)
    out.link(cid)
    out.raw(PATH)
    out.text(path)
    if (prev !== undefined) {
      out.raw(PREV)
      out.link(prev)
    }
    out.raw(ACTION)
    out.text(action)
  }
}

function opsLength(ops: RepoOp[]): number {
  let length = 0
  for (const { path } of ops) length += OP_BYTES + path.length
  return length
}

/** A header: `{t, op: 1}`. */
function frameStart(type: string): Uint8Array {
  const out = new FrameWriter(FRAME_BYTES)
  out.map(2)
  out.text('t')
  out.text(type)
  out.text('op')
  out.integer(1)
  return out.finish()
}

function key(name: string): Uint8Array {
  const out = new FrameWriter(name.length + 1)
  out.text(name)
  return out.finish()
}
