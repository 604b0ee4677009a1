import { type CidBytes, cidKey, type CidKey } from '@guildhall/data'
import {
  type CarBlock,
  decodeNode,
  exportTreeBatches,
  type MstEntry,
  type MstNode,
  TreeCursor,
  type TreeItem,
} from '@guildhall/repo'
import { setImmediate as pause } from 'node:timers/promises'
import { arrivedRecord } from './arrived-record.js'
import { InvalidImport } from './import.errors.js'
import type { ImportStore } from './import.store.js'
import type { Settlement } from './settlement.js'
import type { UnplacedBlocks } from './unplaced-blocks.js'

/** Records looked at together: a few milliseconds of work between two queries. */
const RECORDS_AT_ONCE = 250
/** Leaves that may wait for their records while the file arrives. */
const POSTPONED_MAX = 10_000
/** Blocks out of memory that are placed in one go. */
const CATCH_UP_MAX = 250

/**
 * A tree whose blocks arrive. Follows the file as long as it comes in the order of the tree, or near to it, and walks
 * through what is left when all of it is there. Every node and every record is checked; a tree that is not the one
 * and only tree of its leaves is refused.
 */
export class ArrivingTree {
  readonly #cursor: TreeCursor
  /** Leaves passed by without their records: those come later, or came before for another leaf. */
  #postponed: MstEntry[] = []

  /** @param root the `data` of the commit */
  constructor(
    private readonly store: ImportStore,
    private readonly importId: number,
    root: CidBytes,
    private readonly unplaced: UnplacedBlocks,
    private readonly settlement: Settlement,
  ) {
    this.#cursor = new TreeCursor(root, { isValidated: true })
  }

  /** Whether there is something to do before the next block is offered: call {@link relieve}. */
  get isFull(): boolean {
    return this.settlement.isFull || this.#postponed.length > POSTPONED_MAX
  }

  async relieve(): Promise<void> {
    await this.settlement.send()
    if (this.#postponed.length <= POSTPONED_MAX || this.unplaced.isStaged) return
    // Many equal records, or records far from their leaves. For the latter, there is no use in following the file.
    await this.settlement.finish()
    this.#postponed = await this.#settleSome(this.#postponed, (keys) =>
      this.store.settled(this.importId, keys),
    )
    if (this.#postponed.length > POSTPONED_MAX / 2) await this.unplaced.relieve()
  }

  /**
   * Places a block, if it is what comes next.
   * @returns false when it is not
   * @throws InvalidRepo, InvalidImport when it cannot stand there
   */
  offer(block: CarBlock): boolean {
    if (this.unplaced.isStaged) return false
    for (let step = this.#cursor.current; step !== undefined; step = this.#cursor.current) {
      if ('subtree' in step) {
        if (!isSame(step.subtree, block.cid)) return false
        this.#enter(decodeNode(block.bytes, block.cid))
        this.catchUp()
        return true
      }
      this.#cursor.skip()
      if (isSame(step.leaf.cid, block.cid)) {
        this.#settleRecord(step.leaf, block)
        this.catchUp()
        return true
      }
      this.#postponed.push(step.leaf)
    }
    return false
  }

  /** Goes on with blocks that wait. */
  catchUp(): void {
    for (let placed = 0; placed < CATCH_UP_MAX; placed++) {
      const step = this.#cursor.current
      if (step === undefined) return
      const block = this.unplaced.take(cidKey('leaf' in step ? step.leaf.cid : step.subtree))
      if (!block) return
      if ('subtree' in step) this.#enter(decodeNode(block.bytes, block.cid))
      else {
        this.#cursor.skip()
        this.#settleRecord(step.leaf, block)
      }
    }
  }

  /**
   * Walks through what is left, now that all blocks have arrived.
   * @throws InvalidRepo, InvalidImport when the tree is not good; MissingNodes when it is not whole
   */
  async finish(): Promise<void> {
    await this.#settleAll(this.#postponed)
    for await (const items of exportTreeBatches(this.#cursor, (keys) => this.#load(keys))) {
      await this.#settleItems(items)
    }
    await this.settlement.finish()
  }

  async #load(keys: CidKey[]): Promise<MstNode[]> {
    const nodes: MstNode[] = []
    for (const { cid, bytes } of await this.unplaced.read(keys)) {
      // A node that somebody has mined may take as long as hundreds of others.
      if (bytes.length > 2 ** 16) await pause()
      nodes.push(decodeNode(bytes, cid))
    }
    return nodes
  }

  async #settleItems(items: readonly TreeItem[]): Promise<void> {
    const leaves: MstEntry[] = []
    for (const item of items) {
      if ('node' in item) this.settlement.addNode(item.node)
      else leaves.push(item.leaf)
    }
    await this.#settleAll(leaves)
  }

  /** @throws InvalidImport when the record of a leaf is nowhere */
  async #settleAll(leaves: readonly MstEntry[]): Promise<void> {
    const equal = await this.#settleSome(leaves, (keys) => this.unplaced.read(keys))
    if (equal.length === 0) return
    await this.settlement.finish()
    const [missing] = await this.#settleSome(equal, (keys) => this.store.settled(this.importId, keys))
    if (missing) throw new InvalidImport(`Could not find the record at '${missing.path}'`)
  }

  /** @returns the leaves whose records are not where `read` looks for them */
  async #settleSome(
    leaves: readonly MstEntry[],
    read: (keys: CidKey[]) => Promise<CarBlock[]>,
  ): Promise<MstEntry[]> {
    const rest: MstEntry[] = []
    for (let from = 0; from < leaves.length; from += RECORDS_AT_ONCE) {
      const some = leaves.slice(from, from + RECORDS_AT_ONCE)
      const keys = [...new Set(some.map(({ cid }) => cidKey(cid)))]
      const blocks = new Map((await read(keys)).map((block) => [cidKey(block.cid), block]))
      for (const leaf of some) {
        const block = blocks.get(cidKey(leaf.cid))
        if (block) this.#settleRecord(leaf, block)
        else rest.push(leaf)
      }
      if (this.settlement.isFull) await this.settlement.send()
      await pause()
    }
    return rest
  }

  #enter(node: MstNode): void {
    this.#cursor.enter(node)
    this.settlement.addNode(node)
  }

  #settleRecord({ path }: MstEntry, { cid, bytes }: CarBlock): void {
    this.settlement.addRecord(arrivedRecord(path, cid, bytes))
  }
}

function isSame(one: CidBytes, other: CidBytes): boolean {
  // From the end: all CIDs begin alike.
  for (let i = one.length - 1; i >= 0; i--) if (one[i] !== other[i]) return false
  return one.length === other.length
}
