import { cidKey, type CidKey } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import { InvalidImport } from './import.errors.js'
import type { ImportStore } from './import.store.js'

/** What blocks that wait in memory may take. */
const WINDOW_BYTES = 2 * 1024 * 1024
/** What a block costs beside its bytes. */
const BLOCK_OVERHEAD_BYTES = 300

/**
 * Blocks that have arrived before the tree has come to them. A few wait in memory; a file that is far from the order
 * of its tree goes to the database from then on, and finds its place when all of it is there.
 */
export class UnplacedBlocks {
  readonly #window = new Map<CidKey, CarBlock>()
  #bytes = 0
  #isStaged = false

  constructor(
    private readonly store: ImportStore,
    private readonly importId: number,
  ) {}

  /** Whether blocks went to the database: the tree cannot be followed any more while the file arrives. */
  get isStaged(): boolean {
    return this.#isStaged
  }

  /** Whether memory is full: call {@link relieve}. */
  get isFull(): boolean {
    return this.#bytes > WINDOW_BYTES
  }

  /** @throws InvalidImport when the block waits already */
  hold(block: CarBlock): void {
    const key = cidKey(block.cid)
    if (this.#window.has(key)) throw twice()
    this.#window.set(key, block)
    this.#bytes += costOf(block)
  }

  /** Takes a block that waits in memory. */
  take(key: CidKey): CarBlock | undefined {
    const block = this.#window.get(key)
    if (!block) return undefined
    this.#window.delete(key)
    this.#bytes -= costOf(block)
    return block
  }

  /** Moves what waits to the database. @throws InvalidImport when a block was moved there before */
  async relieve(): Promise<void> {
    this.#isStaged = true
    if (this.#window.size === 0) return
    const blocks = [...this.#window.values()]
    this.#window.clear()
    this.#bytes = 0
    if (!(await this.store.stage(this.importId, blocks))) throw twice()
  }

  /** Blocks by their CIDs, in any order; missing ones are left out. */
  async read(keys: readonly CidKey[]): Promise<CarBlock[]> {
    if (this.#isStaged) await this.relieve()
    if (this.#isStaged) return this.store.staged(this.importId, keys)
    return keys.flatMap((key) => this.#window.get(key) ?? [])
  }
}

function costOf({ bytes }: CarBlock): number {
  return bytes.length + BLOCK_OVERHEAD_BYTES
}

function twice(): InvalidImport {
  return new InvalidImport('a block is in the file twice')
}
