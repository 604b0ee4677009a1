import { verifySignature } from '@guildhall/crypto'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import { type AuditEntry, FIRST_HASH, hashOf } from './audit-entry.js'
import { AuditKeys } from './audit-keys.js'
import { type AuditHead, AuditStore } from './audit.store.js'
import { type Checkpoint, checkpointMessage } from './checkpoint.js'
import { CheckpointStore } from './checkpoint.store.js'

/** Entries read at a time. */
const BATCH = 1_000

/** Problems that are told; after so many, nothing is to be believed. */
const PROBLEMS_MAX = 100

/** Something that is not as it was written. */
export interface AuditProblem {
  /** number of the entry, or of the checkpoint */
  readonly seq: number
  readonly problem:
    | 'entry altered'
    | 'entries missing'
    | 'chain broken'
    | 'end missing'
    | 'checkpoint differs'
    | 'checkpoint forged'
}

/** What came of comparing the audit with its digests. */
export interface AuditFindings {
  readonly isSound: boolean
  /** whether all that is kept was looked at */
  readonly isWhole: boolean
  /** numbers of the first and last entry that were looked at; 0 where there are none */
  readonly from: number
  readonly to: number
  readonly entries: number
  readonly checkpoints: number
  /** the digest of the last entry, in hexadecimal: who keeps it elsewhere can tell later whether it was ever replaced */
  readonly head: string
  readonly problems: readonly AuditProblem[]
}

/** What is to be gone through. */
export interface AuditStretch {
  /** number of the first entry; the digest of the one before it is taken as it stands */
  readonly from: number
  /** how many entries at most */
  readonly limit: number
}

/** What hears how far a verification is, and may end it. */
export interface VerificationWatch {
  readonly signal?: AbortSignal
  /** @param total how many entries there are */
  progress?(done: number, total: number): Promise<void>
}

/** Finds every entry that was altered, removed or put elsewhere. */
@Injectable()
export class AuditVerification {
  constructor(
    private readonly store: AuditStore,
    private readonly checkpoints: CheckpointStore,
    private readonly keys: AuditKeys,
    private readonly db: Database,
  ) {}

  /** Goes through all that is kept, as it is at one moment. @throws the reason of the signal, if it aborts */
  run(watch: VerificationWatch = {}): Promise<AuditFindings> {
    return this.#atOneMoment(async (on) => {
      const start = await this.#start(on)
      const head = await this.store.head(on)
      return this.#goThrough(on, { start, first: start, head, limit: Infinity }, watch)
    })
  }

  /** Goes through some of it. */
  stretch({ from, limit }: AuditStretch): Promise<AuditFindings> {
    return this.#atOneMoment(async (on) => {
      const head = await this.store.head(on)
      return this.#some(on, { from, limit }, head)
    })
  }

  /** Goes through the end of it. @param limit how many entries at most */
  newest(limit: number): Promise<AuditFindings> {
    return this.#atOneMoment(async (on) => {
      const head = await this.store.head(on)
      return this.#some(on, { from: head.seq - limit + 1, limit }, head)
    })
  }

  async #some(on: Queryable, wanted: AuditStretch, head: AuditHead): Promise<AuditFindings> {
    const start = await this.#start(on)
    const from = Math.min(wanted.from, head.seq + 1)
    const [before] = from - 1 > start.seq ? await this.store.after(on, from - 2, 1) : []
    const first = before?.seq === from - 1 ? before : { seq: Math.max(start.seq, from - 1), hash: start.hash }
    return this.#goThrough(on, { start, first, head, limit: wanted.limit })
  }

  async #start(on: Queryable): Promise<AuditHead> {
    const start = await this.checkpoints.latest('start', { on })
    return { seq: start?.seq ?? 0, hash: start?.hash ?? FIRST_HASH }
  }

  async #atOneMoment<T>(read: (on: Queryable) => Promise<T>): Promise<T> {
    return this.db.withClient(async (client) => {
      const on: Queryable = { query: (query) => client.query(query as never) as never }
      await on.query({ text: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' })
      try {
        return await read(on)
      } finally {
        await on.query({ text: 'ROLLBACK' })
      }
    })
  }

  /** @param way where what is kept begins, what the first entry follows, where all ends, and how many are looked at */
  async #goThrough(
    on: Queryable,
    { start, first, head, limit }: { start: AuditHead; first: AuditHead; head: AuditHead; limit: number },
    { signal, progress }: VerificationWatch = {},
  ): Promise<AuditFindings> {
    const all = await this.checkpoints.from(on, first.seq)
    const walk = new ChainWalk(first, all)
    const next = () => this.store.after(on, walk.seq, Math.min(BATCH, limit - walk.entries))
    for (let batch = await next(); batch.length > 0; batch = await next()) {
      for (const entry of batch) walk.step(entry)
      signal?.throwIfAborted()
      await progress?.(walk.entries, Math.max(walk.entries, head.seq - start.seq))
    }
    const reachesEnd = walk.entries < limit || walk.seq >= head.seq
    if (reachesEnd) walk.end(head)
    const signed = reachesEnd ? all : all.filter(({ seq }) => seq <= walk.seq)
    const problems = [...walk.problems, ...(await this.#forged(signed))].slice(0, PROBLEMS_MAX)
    return {
      isSound: problems.length === 0,
      isWhole: reachesEnd && first.seq === start.seq,
      from: walk.entries > 0 ? first.seq + 1 : 0,
      to: walk.entries > 0 ? walk.seq : 0,
      entries: walk.entries,
      checkpoints: signed.length,
      head: Buffer.from(walk.hash).toString('hex'),
      problems,
    }
  }

  async #forged(signed: readonly Checkpoint[]): Promise<AuditProblem[]> {
    const ours = new Map<string, boolean>()
    const problems: AuditProblem[] = []
    for (const checkpoint of signed) {
      const { keyId, seq, signature } = checkpoint
      if (!ours.has(keyId)) ours.set(keyId, await this.keys.isOurs(keyId))
      const isGood = ours.get(keyId) && verifySignature(keyId, checkpointMessage(checkpoint), signature)
      if (!isGood) problems.push({ seq, problem: 'checkpoint forged' })
    }
    return problems
  }
}

/** Goes along the chain, and notes where it is not what it should be. */
class ChainWalk {
  readonly problems: AuditProblem[] = []
  readonly #signed: ReadonlyMap<number, Uint8Array>
  seq: number
  hash: Uint8Array
  entries = 0

  constructor(first: AuditHead, signed: readonly Checkpoint[]) {
    this.seq = first.seq
    this.hash = first.hash
    this.#signed = new Map(signed.map(({ seq, hash }) => [seq, hash]))
  }

  step(entry: AuditEntry): void {
    const { seq, previousHash, hash } = entry
    if (seq !== this.seq + 1) this.#note(this.seq + 1, 'entries missing')
    if (!isSame(previousHash, this.hash)) this.#note(seq, 'chain broken')
    if (!isSame(hashOf(entry, previousHash), hash)) this.#note(seq, 'entry altered')
    const signed = this.#signed.get(seq)
    if (signed && !isSame(signed, hash)) this.#note(seq, 'checkpoint differs')
    this.seq = seq
    this.hash = hash
    this.entries++
  }

  end(head: AuditHead): void {
    const last = Math.max(0, ...this.#signed.keys())
    const isWhole = head.seq === this.seq && isSame(head.hash, this.hash) && last <= this.seq
    if (!isWhole) this.#note(Math.max(head.seq, last), 'end missing')
  }

  #note(seq: number, problem: AuditProblem['problem']): void {
    if (this.problems.length < PROBLEMS_MAX) this.problems.push({ seq, problem })
  }
}

function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one, other) === 0
}
