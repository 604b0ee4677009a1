import type { CidKey } from '@guildhall/data'
import { type CarBlock, exportTreeBatches, LinkedNode, TreeBlocks, type TreeItem } from '@guildhall/repo'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Readable } from 'node:stream'
import { CarWriter } from './car-writer.js'
import { ExportStore, type RepoSnapshot } from './export.store.js'
import { FreshRecords } from './fresh-records.js'
import { Handover } from './handover.js'
import { type KeptExport, KeptExports } from './kept-exports.js'
import { WHOLE_TREE_NODES_MAX } from '../repo/index.js'
import { Caches, Clock } from '../telemetry/index.js'
import { PaceGuard } from './pace-guard.js'
import { RecordCursor } from './record-cursor.js'
import { SentCids } from './sent-cids.js'
import { SharedSnapshots } from './shared-snapshots.js'
import { Slots } from './slots.js'
import { SyncConfig } from './sync.config.js'

/** A repository on its way. */
export interface RepoCar extends Readable {
  /** Its length, where that is known beforehand. */
  readonly totalBytes?: number | undefined
}

/** What is wanted of a repository. */
export interface ExportOrder {
  /** a revision: only blocks that came later */
  readonly since?: string | undefined
  /** aborted when nobody waits for the export any more; destroying what is returned has the same effect */
  readonly signal?: AbortSignal | undefined
  /** whether nobody else will ask for it soon: it does not take the memory of what relays ask for */
  readonly isPrivate?: boolean | undefined
}

/**
 * Streams repositories as CAR files: the commit first, then the tree in preorder with each record where the tree
 * refers to it, so that a reader can verify while it reads. Memory does not grow with the repository, and the first
 * bytes do not wait for it.
 */
@Injectable()
export class RepoExporter {
  readonly #slots: Slots
  readonly #pace: PaceGuard
  readonly #shared = new SharedSnapshots()
  readonly #kept: KeptExports

  constructor(
    private readonly store: ExportStore,
    private readonly config: SyncConfig,
    clock: Clock,
    caches: Caches,
  ) {
    const nowMs = () => clock.nowMs()
    this.#slots = new Slots(config.exportsMax)
    const isAwaited = () => this.#slots.isAwaited
    this.#pace = new PaceGuard(config.exportPaceMinBytes, isAwaited, nowMs)
    this.#kept = new KeptExports(config.exportMemoryBytes, nowMs)
    caches.show('exports', () => this.#kept.use)
  }

  /**
   * @returns the CAR, or undefined when there is no such repository
   * @throws the signal's reason, when it is aborted before the export begins
   */
  async export(did: Did, order: ExportOrder = {}): Promise<RepoCar | undefined> {
    const { since, signal } = order
    const handover = new Handover(this.config.exportStallMs)
    signal?.addEventListener('abort', () => handover.destroy(), { once: true })
    const found = new Promise<boolean>((resolve, reject) => {
      let kept: KeptExport | undefined
      const write = async (repo: RepoSnapshot | undefined) => {
        kept = repo && since === undefined ? this.#kept.find(repo.commit.cid) : undefined
        handover.totalBytes = kept?.bytes
        resolve(repo !== undefined)
        if (repo && !kept) await this.#pace.watch(handover, () => this.#write(repo, order, handover))
      }
      this.#slots
        .use(() => this.store.snapshot(did, write), signal)
        .then(async () => {
          // Takes neither a connection nor a place.
          for (const piece of kept?.pieces ?? []) await handover.give(piece)
          handover.end()
        })
        .catch((error: unknown) => {
          reject(error)
          handover.fail(error)
        })
        .finally(() => kept?.release())
    })
    return (await found) ? handover : undefined
  }

  async #write(repo: RepoSnapshot, { since, isPrivate }: ExportOrder, out: Handover): Promise<void> {
    const keeper = since === undefined && !isPrivate ? this.#kept.begin(repo.commit.cid) : undefined
    const give = (piece: Uint8Array): Promise<void> => {
      keeper?.add(piece)
      return out.give(piece)
    }
    try {
      const car = new CarWriter(repo.commit.cid)
      car.add(repo.commit.cid, repo.commit.bytes)
      // The reader has the commit while the tree is looked up.
      for (const piece of car.flush()) await give(piece)
      if (since === undefined) await this.#shared.use(repo, (shared) => writeTree(shared, car, give))
      else await writeSince(repo, since, car, give)
      for (const piece of car.flush()) await give(piece)
      keeper?.finish()
    } finally {
      keeper?.close()
    }
  }
}

/** Resolves when there may be another piece. */
type Give = (piece: Uint8Array) => Promise<void>

async function writeTree(repo: RepoSnapshot, car: CarWriter, give: Give): Promise<void> {
  const blocks = new TreeBlocks(repo.data)
  const nodes = repo.allNodes(WHOLE_TREE_NODES_MAX)
  // Begins to read; the nodes come first.
  const records = new RecordCursor(repo)
  const sent = new SentCids()
  const all = await nodes
  for (let step = blocks.step(); step !== 'end'; step = blocks.step()) {
    if (step === 'node') car.add(blocks.node.cid, blocks.node.bytes)
    else if (step === 'leaf') {
      if (!records.step()) await records.turn()
      records.expect(blocks.node.bytes, blocks.at)
      if (sent.add(records.packed, records.start)) car.addPacked(records.packed, records.start, records.end)
    } else {
      const wanted = blocks.wanted()
      blocks.add(wanted, all ? all.get(wanted).map(toLinked) : await repo.nodes(wanted))
    }
    if (car.ready) for (const piece of car.take()) await give(piece)
  }
}

function toLinked({ cid, bytes }: CarBlock): LinkedNode {
  return new LinkedNode(cid, bytes)
}

/**
 * Writes what came after a revision. A node that is older holds nothing that is not: whoever had the tree of that
 * revision has all that is below it.
 */
async function writeSince(repo: RepoSnapshot, rev: string, car: CarWriter, give: Give): Promise<void> {
  const sent = new SentCids()
  const load = (keys: CidKey[]) => repo.nodesSince(rev, keys)
  for await (const items of exportTreeBatches(repo.data, load, { isPartial: true })) {
    const fresh = new FreshRecords(repo, rev, items.flatMap(pathOf))
    for (const item of items) {
      if ('node' in item) car.add(item.node.cid, item.node.bytes)
      else {
        const record = fresh.peek(item.leaf.path) ?? (await fresh.find(item.leaf.path))
        if (record && sent.add(record.cid)) car.add(record.cid, record.bytes)
      }
      if (car.ready) for (const piece of car.take()) await give(piece)
    }
  }
}

function pathOf(item: TreeItem): string[] {
  return 'leaf' in item ? [item.leaf.path] : []
}
