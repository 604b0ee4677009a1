import { type CidBytes, type CidKey, cidKey } from '@guildhall/data'
import type { CacheUse } from '../telemetry/index.js'

/** A CAR that nobody has asked for in this time is let go. */
const UNUSED_MAX_MS = 5 * 60_000
/** How often it is looked for such. */
const LOOK_EVERY_MS = 60_000

/** A whole repository as it is sent, which stays until it is released. */
export interface KeptExport {
  readonly pieces: readonly Uint8Array[]
  readonly bytes: number
  release(): void
}

interface Kept {
  readonly pieces: readonly Uint8Array[]
  readonly bytes: number
  usedMs: number
  readers: number
}

/** Takes the pieces of an export on their way to its reader. */
export interface ExportKeeper {
  /** One more piece, which nobody changes any more. */
  add(piece: Uint8Array): void
  /** That was all of it. */
  finish(): void
  /** There will be no more: what has come is let go. To be called in any case; after `finish` it does nothing. */
  close(): void
}

/**
 * Keeps CARs of whole repositories in memory for those who ask next: relays and mirrors that hear of a repository at the same
 * time do not come at the same time. A commit's CID stands for all that is in its repository, so that what is kept is
 * never out of date, on any node.
 */
export class KeptExports {
  /** The one that was used last is the last one. */
  readonly #kept = new Map<CidKey, Kept>()
  /** Of those that are on their way. */
  readonly #coming = new Set<CidKey>()
  /** Of all of them, also those on their way. */
  #bytes = 0
  #hits = 0
  #misses = 0
  #timer: NodeJS.Timeout | undefined

  /**
   * @param bytesMax for all of them together
   * @param nowMs the time
   */
  constructor(
    private readonly bytesMax: number,
    private readonly nowMs: () => number,
  ) {}

  /** How it fares. */
  get use(): CacheUse {
    return { hits: this.#hits, misses: this.#misses, size: this.#kept.size }
  }

  /** Memory that is in use. */
  get bytes(): number {
    return this.#bytes
  }

  /** The CAR of a commit, if it is here; to be released, once. */
  find(commit: CidBytes): KeptExport | undefined {
    const key = cidKey(commit)
    const kept = this.#kept.get(key)
    if (!kept) {
      this.#misses++
      return undefined
    }
    this.#hits++
    kept.usedMs = this.nowMs()
    kept.readers++
    this.#kept.delete(key)
    this.#kept.set(key, kept)
    return { pieces: kept.pieces, bytes: kept.bytes, release: () => void kept.readers-- }
  }

  /** Begins to keep the CAR of a commit; undefined when it is here, or on its way already. */
  begin(commit: CidBytes): ExportKeeper | undefined {
    const key = cidKey(commit)
    if (this.bytesMax === 0 || this.#kept.has(key) || this.#coming.has(key)) return undefined
    this.#coming.add(key)
    const pieces: Uint8Array[] = []
    let bytes = 0
    const close = (): void => {
      if (this.#coming.delete(key)) this.#bytes -= bytes
    }
    return {
      add: (piece) => {
        if (!this.#coming.has(key)) return
        if (!this.#makeRoom(piece.length)) return close()
        bytes += piece.length
        this.#bytes += piece.length
        // One that fills little of its buffer would keep all of it.
        pieces.push(piece.length * 2 < piece.buffer.byteLength ? new Uint8Array(piece) : piece)
      },
      finish: () => {
        if (!this.#coming.delete(key)) return
        this.#kept.set(key, { pieces, bytes, usedMs: this.nowMs(), readers: 0 })
        this.#timer ??= setInterval(() => this.#look(), LOOK_EVERY_MS).unref()
      },
      close,
    }
  }

  /**
   * Whether there is room, when those that were not used for the longest time go. What a slow reader still reads would stay
   * in memory, so it counts until then.
   */
  #makeRoom(bytes: number): boolean {
    for (const [key, kept] of this.#kept) {
      if (this.#bytes + bytes <= this.bytesMax) break
      if (kept.readers === 0) this.#drop(key, kept)
    }
    return this.#bytes + bytes <= this.bytesMax
  }

  #look(): void {
    const oldest = this.nowMs() - UNUSED_MAX_MS
    for (const [key, kept] of this.#kept)
      if (kept.readers === 0 && kept.usedMs < oldest) this.#drop(key, kept)
    if (this.#kept.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #drop(key: CidKey, kept: Kept): void {
    this.#kept.delete(key)
    this.#bytes -= kept.bytes
  }
}
