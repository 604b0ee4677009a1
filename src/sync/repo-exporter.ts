import { cidKey, type CidKey } from '@guildhall/data'
import { exportTree } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { CarWriter } from './car-writer.js'
import { ExportStore, type ExportedRecord, type RepoSnapshot } from './export.store.js'
import { Handover } from './handover.js'
import { Slots } from './slots.js'
import { SyncConfig } from './sync.config.js'

/** Records read from the table at a time. */
const PAGE_RECORDS = 1_000

/**
 * Streams repositories as CAR files: the commit first, then the tree in preorder with each record where the tree
 * refers to it, so that a reader can verify while it reads. Memory does not grow with the repository.
 */
@Injectable()
export class RepoExporter {
  readonly #slots: Slots

  constructor(
    private readonly store: ExportStore,
    private readonly config: SyncConfig,
  ) {
    this.#slots = new Slots(config.exportsMax)
  }

  /**
   * @param since a revision: only blocks that came later
   * @returns the CAR in pieces, or undefined when there is no such repository
   */
  async export(did: Did, since: string | undefined): Promise<AsyncIterable<Uint8Array> | undefined> {
    const handover = new Handover<Uint8Array>(this.config.exportStallMs)
    const found = new Promise<boolean>((resolve, reject) => {
      this.#slots
        .use(() =>
          this.store.snapshot(did, async (repo) => {
            resolve(repo !== undefined)
            if (repo) await this.#write(repo, since, handover)
          }),
        )
        .then(
          () => handover.end(),
          (error: unknown) => {
            reject(error)
            handover.fail(error)
          },
        )
    })
    return (await found) ? handover : undefined
  }

  async #write(repo: RepoSnapshot, since: string | undefined, out: Handover<Uint8Array>): Promise<void> {
    const car = new CarWriter(repo.commit.cid)
    car.add(repo.commit.cid, repo.commit.bytes)
    if (since === undefined) await this.#writeTree(repo, car, out)
    else await this.#writeSince(repo, since, car, out)
    for (const piece of car.flush()) await out.give(piece)
  }

  async #writeTree(repo: RepoSnapshot, car: CarWriter, out: Handover<Uint8Array>): Promise<void> {
    const records = new RecordCursor(repo)
    // Equal records lie at several paths but are one block.
    const shared = new Set<CidKey>(await repo.sharedCids())
    const sent = new Set<CidKey>()
    for await (const step of exportTree(repo.data, (keys) => repo.nodes(keys))) {
      if ('node' in step) car.add(step.node.cid, step.node.bytes)
      else {
        const record = records.peek(step.leaf.path) ?? (await records.read(step.leaf.path))
        const key = shared.size > 0 ? cidKey(record.cid) : undefined
        if (key === undefined || !sent.has(key)) car.add(record.cid, record.bytes)
        if (key !== undefined && shared.has(key)) sent.add(key)
      }
      if (car.ready) for (const piece of car.take()) await out.give(piece)
    }
  }

  async #writeSince(
    repo: RepoSnapshot,
    since: string,
    car: CarWriter,
    out: Handover<Uint8Array>,
  ): Promise<void> {
    let afterCid: Uint8Array = new Uint8Array(0)
    for (let full = true; full;) {
      const nodes = await repo.nodesSince(since, afterCid, PAGE_RECORDS)
      for (const node of nodes) car.add(node.cid, node.bytes)
      for (const piece of car.take()) await out.give(piece)
      full = nodes.length === PAGE_RECORDS
      afterCid = nodes[nodes.length - 1]?.cid ?? afterCid
    }
    const sent = new Set<CidKey>()
    let afterPath = ''
    for (let full = true; full;) {
      const records = await repo.recordsSince(since, afterPath, PAGE_RECORDS)
      for (const record of records) {
        const key = cidKey(record.cid)
        if (!sent.has(key)) car.add(record.cid, record.bytes)
        sent.add(key)
      }
      for (const piece of car.take()) await out.give(piece)
      full = records.length === PAGE_RECORDS
      afterPath = records[records.length - 1]?.path ?? afterPath
    }
  }
}

/** Walks the records in path order, which is the order of the tree's leaves. */
class RecordCursor {
  #page: ExportedRecord[] = []
  #index = 0
  #last = ''

  constructor(private readonly repo: RepoSnapshot) {}

  /** The record at `path`, if it is the next one of the page in memory. */
  peek(path: string): ExportedRecord | undefined {
    const record = this.#page[this.#index]
    if (record?.path !== path) return undefined
    this.#index++
    return record
  }

  /** The record at `path`, from the next page. */
  async read(path: string): Promise<ExportedRecord> {
    this.#page = await this.repo.records(this.#last, PAGE_RECORDS)
    this.#index = 0
    this.#last = this.#page[this.#page.length - 1]?.path ?? this.#last
    const record = this.peek(path)
    if (!record) throw new Error(`the tree refers to ${path}, but there is no such record`)
    return record
  }
}
