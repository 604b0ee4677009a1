import { verifySignature } from '@guildhall/crypto'
import { Injectable } from '@nestjs/common'
import { Database, type Queryable } from '../database/index.js'
import { type AuditEntry, FIRST_HASH, hashOf } from './audit-entry.js'
import { AuditKeys } from './audit-keys.js'
import { AuditStore } from './audit.store.js'
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
  /** numbers of the first and last entry that were looked at; 0 where there are none */
  readonly from: number
  readonly to: number
  readonly entries: number
  readonly checkpoints: number
  /** the digest of the last entry: who keeps it elsewhere can tell later whether it was ever replaced */
  readonly head: Uint8Array
  readonly problems: readonly AuditProblem[]
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

  /** Goes through all that is kept, as it is at one moment. */
  async run(): Promise<AuditFindings> {
    return this.db.withClient(async (client) => {
      const on: Queryable = { query: (query) => client.query(query as never) as never }
      await on.query({ text: 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY' })
      const findings = await this.#goThrough(on)
      await on.query({ text: 'COMMIT' })
      return findings
    })
  }

  async #goThrough(on: Queryable): Promise<AuditFindings> {
    const start = await this.checkpoints.latest('start', { on })
    const first = { seq: start?.seq ?? 0, hash: start?.hash ?? FIRST_HASH }
    const signed = await this.checkpoints.from(on, first.seq)
    const walk = new ChainWalk(first, signed)
    for (let batch = await this.store.after(on, first.seq, BATCH); batch.length > 0;) {
      for (const entry of batch) walk.step(entry)
      batch = await this.store.after(on, batch.at(-1)!.seq, BATCH)
    }
    const head = await this.store.head(on)
    walk.end(head)
    const forged = await this.#forged(signed)
    const problems = [...walk.problems, ...forged].slice(0, PROBLEMS_MAX)
    return {
      isSound: problems.length === 0,
      from: walk.entries > 0 ? first.seq + 1 : 0,
      to: walk.entries > 0 ? walk.seq : 0,
      entries: walk.entries,
      checkpoints: signed.length,
      head: walk.hash,
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

  constructor(first: { seq: number; hash: Uint8Array }, signed: readonly Checkpoint[]) {
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

  end(head: { seq: number; hash: Uint8Array }): void {
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
