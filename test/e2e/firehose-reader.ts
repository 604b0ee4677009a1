import { decodeOptions } from '@ipld/dag-cbor'
import { decodeFirst } from 'cborg'
import type { CID } from 'multiformats/cid'
import { WebSocket } from 'ws'
import type { ServerProcess } from './server-process.js'

const TIMEOUT_MS = 30_000

export interface CommitOp {
  action: 'create' | 'update' | 'delete'
  path: string
  cid: CID | null
  prev?: CID
}
export interface CommitFrame {
  kind: '#commit'
  seq: number
  repo: string
  rev: string
  since: string | null
  commit: CID
  prevData?: CID
  ops: CommitOp[]
  blocks: Uint8Array
  time: string
}
export interface OtherFrame {
  kind: '#identity' | '#account' | '#sync' | '#info'
  seq: number
  did: string
  [field: string]: unknown
}
export type Frame = CommitFrame | OtherFrame

export function isCommit(frame: Frame): frame is CommitFrame {
  return frame.kind === '#commit'
}

/** Reads the event stream with a decoder that is not ours, and keeps every frame. */
export class FirehoseReader {
  readonly frames: Frame[] = []
  #failure: Error | undefined
  #changed = () => {}

  /** Resolves when the connection has ended. */
  readonly closed: Promise<void>

  private constructor(
    private readonly socket: WebSocket,
    private readonly hear: (frame: Frame) => void,
  ) {
    socket.on('message', (data: Buffer) => this.#take(data))
    socket.on('error', (error) => this.#fail(error))
    this.closed = new Promise((resolve) => socket.once('close', () => resolve()))
  }

  /**
   * Opens the stream and waits until it is open.
   * @param hear called with each frame as it comes
   */
  static async open(
    server: Pick<ServerProcess, 'webSocketUrl'>,
    cursor?: number,
    hear: (frame: Frame) => void = () => undefined,
  ): Promise<FirehoseReader> {
    const query = cursor === undefined ? '' : `?cursor=${cursor}`
    const socket = new WebSocket(`${server.webSocketUrl}/xrpc/com.atproto.sync.subscribeRepos${query}`)
    const reader = new FirehoseReader(socket, hear)
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve)
      socket.once('error', reject)
    })
    return reader
  }

  /** Waits until a condition on the frames holds. */
  async until(holds: (frames: readonly Frame[]) => boolean, what: string): Promise<void> {
    const deadline = performance.now() + TIMEOUT_MS
    while (!holds(this.frames)) {
      if (this.#failure) throw this.#failure
      if (performance.now() > deadline) {
        throw new Error(`${what} did not come within ${TIMEOUT_MS} ms; ${this.frames.length} frames did`)
      }
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100)
        this.#changed = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  /** Waits until the stream has carried these revisions, by DID. */
  async untilRevs(revs: ReadonlyMap<string, string>): Promise<void> {
    const seen = new Map<string, string>()
    let read = 0
    await this.until((frames) => {
      for (; read < frames.length; read++) {
        const frame = frames[read]!
        if (isCommit(frame)) seen.set(frame.repo, frame.rev)
      }
      return [...revs].every(([did, rev]) => (seen.get(did) ?? '') >= rev)
    }, 'the last commits')
  }

  close(): void {
    this.socket.terminate()
  }

  #take(data: Buffer): void {
    try {
      const frame = decodeFrame(data)
      this.frames.push(frame)
      this.hear(frame)
    } catch (error) {
      this.#fail(error as Error)
    }
    this.#changed()
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#changed()
  }
}

function decodeFrame(data: Uint8Array): Frame {
  const [header, rest] = decodeFirst(data, decodeOptions) as [{ op: number; t?: string }, Uint8Array]
  const [body, left] = decodeFirst(rest, decodeOptions) as [object, Uint8Array]
  if (left.length > 0) throw new Error('bytes after the body of a frame')
  if (header.op !== 1) throw new Error(`error frame: ${JSON.stringify(body)}`)
  return { kind: header.t, ...body } as unknown as Frame
}
