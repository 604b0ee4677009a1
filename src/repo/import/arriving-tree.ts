import { type CidBytes, cidKey, type CidKey } from '@guildhall/data'
import { type CarBlock, decodeNode, type MstEntry, type MstNode, TreeCursor } from '@guildhall/repo'
import { setImmediate as others } from 'node:timers/promises'
import { stageRecord } from './arrived-record.js'
import { BlockMissing, ImportTooLarge } from './import.errors.js'
import { PathCheck } from './path-check.js'
import type { LooseBlocks } from './loose-blocks.js'
import { SeenCids } from './seen-cids.js'
import type { StagingWriter } from './staging-writer.js'

/** Bytes that are looked at before others get a turn. */
const TURN_BYTES = 256 * 1024
/** What a leaf or node costs besides its bytes, in the same measure. */
const STEP_BYTES = 256

/** Nodes, or records, that are asked for together, and their bytes. */
const NODES_AT_ONCE = 32
const RECORDS_AT_ONCE = 500
const LOOSE_BYTES_AT_ONCE = 1024 * 1024

/**
 * The tree of a file while it arrives. In preorder, as exports are sent, every block is the one that the walk of the
 * tree has come to, and is looked at once. From the first block on that is another one, blocks are kept as they are,
 * and the walk goes on when all are there.
 */
export class ArrivingTree {
  readonly #cursor: TreeCursor
  readonly #seen = new SeenCids()
  readonly #nodes = new Map<CidKey, MstNode>()
  readonly #paths = new PathCheck()
  #leaves: MstEntry[] = []
  #isLoose = false
  #turnBytes = 0

  /** CID of the root. */
  readonly data: CidBytes
  /** The revision that its nodes and records carry. */
  readonly rev: string

  /** @param recordBytesLeft most bytes of all records together: one block may stand for many; counted down */
  constructor(
    { data, rev }: { data: CidBytes; rev: string },
    private readonly writer: StagingWriter,
    private readonly loose: LooseBlocks,
    public recordBytesLeft: number,
  ) {
    this.data = data
    this.rev = rev
    this.#cursor = new TreeCursor(data, { isValidated: true })
  }

  /** Takes the next block of the file. Call {@link pause} every now and then. @throws InvalidImport | InvalidRepo */
  take(block: CarBlock): void {
    if (!this.#isLoose && !this.#fits(block)) this.#isLoose = true
    if (this.#isLoose) this.loose.add(block)
    this.#turnBytes += block.bytes.length + STEP_BYTES
  }

  /** Walks what is left of the tree, now that all blocks are there. @throws InvalidImport | InvalidRepo */
  async finish(): Promise<void> {
    await this.loose.settle()
    for (let step = this.#cursor.current; step !== undefined; step = this.#cursor.current) {
      if ('leaf' in step) this.#leave(step.leaf)
      else await this.#enterLoose(step.subtree)
      await this.#step(0)
      if (this.#leaves.length >= RECORDS_AT_ONCE) await this.#takeRecords()
    }
    await this.#takeRecords()
    this.loose.leave()
    await this.writer.write()
    await this.writer.settled()
  }

  /** Whether this is the block that the walk has come to, past leaves whose block came before. */
  #fits(block: CarBlock): boolean {
    for (let step = this.#cursor.current; step !== undefined; step = this.#cursor.current) {
      if ('subtree' in step) {
        if (!isSame(step.subtree, block.cid)) return false
        this.#enter(decodeNode(block.bytes, block.cid))
        return true
      }
      if (isSame(step.leaf.cid, block.cid)) {
        this.#cursor.skip()
        this.writer.collections.add(this.#paths.pass(step.leaf.path))
        this.#stageRecord(step.leaf, block.bytes)
        return true
      }
      if (!this.#seen.has(step.leaf.cid)) return false
      this.#leave(step.leaf)
      this.#repeat()
    }
    return false
  }

  #enter(node: MstNode): void {
    this.#cursor.enter(node)
    this.#turnBytes += node.entries.length * STEP_BYTES
    this.writer.addNode(node.cid, node.bytes)
  }

  /** Goes past a leaf whose block is looked for later. */
  #leave(leaf: MstEntry): void {
    this.#cursor.skip()
    this.writer.collections.add(this.#paths.pass(leaf.path))
    this.#leaves.push(leaf)
  }

  /** What was gone past must have its block among the records that were staged. */
  #repeat(): void {
    for (const { path, cid } of this.#leaves) this.writer.addRepeated(path, cid)
    this.#leaves = []
  }

  #stageRecord({ path, cid }: MstEntry, bytes: Uint8Array): void {
    this.recordBytesLeft -= bytes.length
    if (this.recordBytesLeft < 0) throw new ImportTooLarge('the records are too large together')
    stageRecord(this.writer, path, cid, bytes)
    if (!this.#isLoose) this.#seen.add(cid)
  }

  async #enterLoose(cid: CidBytes): Promise<void> {
    const key = cidKey(cid)
    if (!this.#nodes.has(key)) {
      for (const node of await this.loose.read(this.#upcoming(), LOOSE_BYTES_AT_ONCE)) {
        const decoded = decodeNode(node.bytes, node.cid)
        this.#nodes.set(decoded.key, decoded)
        await this.#step(node.bytes.length)
      }
    }
    const node = this.#nodes.get(key)
    if (!node) throw new BlockMissing('a node of the tree is not in the file')
    this.#nodes.delete(key)
    this.#enter(node)
  }

  /** The subtrees that come next, the current one first; that one alone when many wait in memory. */
  #upcoming(): CidKey[] {
    const count = this.#nodes.size < NODES_AT_ONCE * 2 ? NODES_AT_ONCE : 1
    const { stack } = this.#cursor
    const keys: CidKey[] = []
    for (let i = stack.length - 1; i >= 0 && keys.length < count; i--) {
      const step = stack[i]!
      if (!('subtree' in step)) continue
      const key = cidKey(step.subtree)
      if (!this.#nodes.has(key)) keys.push(key)
    }
    return keys
  }

  /** Looks for the blocks of the leaves that were gone past, a portion at a time. */
  async #takeRecords(): Promise<void> {
    while (this.#leaves.length > 0) {
      const keys = [...new Set(this.#leaves.map(({ cid }) => cidKey(cid)))]
      const blocks = await this.loose.read(keys, LOOSE_BYTES_AT_ONCE)
      if (blocks.length === 0) return this.#repeat()
      const byKey = new Map(blocks.map(({ cid, bytes }) => [cidKey(cid), bytes]))
      const left: MstEntry[] = []
      for (const leaf of this.#leaves) {
        const bytes = byKey.get(cidKey(leaf.cid))
        if (!bytes) left.push(leaf)
        else this.#stageRecord(leaf, bytes)
        await this.#step(bytes?.length ?? 0)
      }
      this.#leaves = left
    }
  }

  /** Lets others have a turn every now and then, and the database take what has gathered. */
  async pause(): Promise<void> {
    if (this.writer.isFull) await this.writer.write()
    if (this.#turnBytes < TURN_BYTES) return
    this.#turnBytes = 0
    await others()
  }

  /** A pause, if there was enough to do. */
  async #step(bytes: number): Promise<void> {
    this.#turnBytes += bytes + STEP_BYTES
    if (this.#turnBytes >= TURN_BYTES || this.writer.isFull) await this.pause()
  }
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0
}
