import { bundledLexicons, type CompiledRecord } from '@guildhall/lexicon'
import { isNsid, type Nsid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Clock, Log } from '../telemetry/index.js'
import { LexiconConfig } from './lexicon.config.js'
import { SchemaAssembly } from './schema-assembly.js'
import { within } from './within.js'

/** What an entry costs beside its documents; all that is kept of a type that could not be found. */
const ENTRY_BYTES = 512

interface Kept {
  /** undefined when there is no such record type as far as is known */
  record: CompiledRecord | undefined
  bytes: number
  renewAtMs: number
  expiresAtMs: number
}

interface UnderWay {
  startedAtMs: number
  done: Promise<void>
}

/**
 * The schemas of record types: those that come with the server, and in memory those that others publish.
 *
 * Reading is synchronous, so that a write of a common type waits for nothing. A type that is not known yet has to be
 * settled first: found, or not found for the next while.
 */
@Injectable()
export class RecordSchemas {
  readonly #bundled = bundledLexicons()
  /** least recently used first */
  readonly #kept = new Map<string, Kept>()
  #bytes = 0
  readonly #underWay = new Map<string, UnderWay>()

  constructor(
    private readonly assembly: SchemaAssembly,
    private readonly clock: Clock,
    private readonly config: LexiconConfig,
    private readonly log: Log,
  ) {}

  /** The schema of a record type, if it is known; one that has become stale is renewed in the background. */
  find(nsid: string): CompiledRecord | undefined {
    const bundled = this.#bundled.record(nsid)
    if (bundled) return bundled
    const kept = this.#present(nsid)
    if (kept && kept.renewAtMs <= this.clock.nowMs()) this.#settle(nsid as Nsid)
    return kept?.record
  }

  /** Whether all is known of a type that can be known without waiting. */
  isSettled(nsid: string): boolean {
    return this.#bundled.has(nsid) || this.#present(nsid) !== undefined || !isNsid(nsid)
  }

  /**
   * Looks for a type that is not settled; look-ups of one type share the work.
   * @param waitMs how long to wait at most, counted from the beginning of the look-up, whoever began it; it goes on in
   * the background. Without it, as long as finding a lexicon may take
   */
  async settle(nsid: string, waitMs = this.config.timeoutMs): Promise<void> {
    if (this.isSettled(nsid)) return
    const { startedAtMs, done } = this.#settle(nsid as Nsid)
    const leftMs = startedAtMs + waitMs - this.clock.nowMs()
    if (leftMs > 0) await within(done, leftMs)
  }

  #present(nsid: string): Kept | undefined {
    const kept = this.#kept.get(nsid)
    if (!kept) return undefined
    this.#kept.delete(nsid)
    if (kept.expiresAtMs > this.clock.nowMs()) {
      this.#kept.set(nsid, kept)
      return kept
    }
    this.#bytes -= kept.bytes
    return undefined
  }

  #settle(nsid: Nsid): UnderWay {
    const before = this.#underWay.get(nsid)
    if (before) return before
    const done = this.#assemble(nsid).finally(() => this.#underWay.delete(nsid))
    // Whoever waits hears of it as well, but maybe nobody does.
    done.catch((error: unknown) => this.log.warn({ nsid, err: error }, 'the look-up of a record type failed'))
    const underWay = { startedAtMs: this.clock.nowMs(), done }
    this.#underWay.set(nsid, underWay)
    return underWay
  }

  async #assemble(nsid: Nsid): Promise<void> {
    const found = await this.assembly.assemble(nsid)
    const againAtMs = this.clock.nowMs() + this.config.failureMs
    const { fetchedAtMs = 0, bytes = 0, record } = found ?? {}
    this.#keep(nsid, {
      record,
      bytes: bytes + ENTRY_BYTES,
      // A look-up that brought nothing newer is not repeated at once.
      renewAtMs: found?.complete ? Math.max(fetchedAtMs + this.config.staleMs, againAtMs) : againAtMs,
      expiresAtMs: record ? Math.max(fetchedAtMs + this.config.expiryMs, againAtMs) : againAtMs,
    })
  }

  #keep(nsid: string, kept: Kept): void {
    this.#bytes += kept.bytes - (this.#kept.get(nsid)?.bytes ?? 0)
    this.#kept.delete(nsid)
    this.#kept.set(nsid, kept)
    for (const [oldest, { bytes }] of this.#kept) {
      if (this.#bytes <= this.config.cacheBytes || oldest === nsid) break
      this.#kept.delete(oldest)
      this.#bytes -= bytes
    }
  }
}
