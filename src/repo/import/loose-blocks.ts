import { type CidKey, cidKey } from '@guildhall/data'
import type { CarBlock } from '@guildhall/repo'
import { InvalidImport } from './import.errors.js'
import type { StagingWriter } from './staging-writer.js'

/** What a block costs in memory beside its bytes: two views, the key, the map's own slot. */
const BLOCK_OVERHEAD_BYTES = 400

/** Reads blocks from the database: of those that are there, the first ones; none only when none is. */
export type ReadStored = (keys: CidKey[], bytesMax: number) => Promise<CarBlock[]>

/**
 * Blocks of a file that came before it was known where they belong. Those of most repositories have room in memory;
 * what is read from there is gone from it.
 */
export class LooseBlocks {
  readonly #kept = new Map<CidKey, CarBlock>()
  #bytes = 0
  #count = 0

  /** @param memoryBytes for all of them together; those that come later are kept in the database */
  constructor(
    private readonly memoryBytes: number,
    private readonly writer: StagingWriter,
    private readonly readStored: ReadStored,
  ) {}

  /** How many have come. */
  get count(): number {
    return this.#count
  }

  /** @throws InvalidImport when it came before, now or when the database is written */
  add({ cid, bytes }: CarBlock): void {
    const key = cidKey(cid)
    if (this.#kept.has(key)) throw new InvalidImport('a block is in the file twice')
    this.#count++
    this.#bytes += bytes.length + BLOCK_OVERHEAD_BYTES
    if (this.#bytes <= this.memoryBytes) this.#kept.set(key, { cid, bytes })
    // From now on all of them: the sum only grows.
    else this.writer.addLoose(cid, bytes)
  }

  /** Waits until all that came can be read. */
  async settle(): Promise<void> {
    await this.writer.write()
    await this.writer.settled()
  }

  /**
   * Some of the blocks with these keys, in any order; none only when none is there.
   * @param bytesMax of those that come from the database, but for the first one
   */
  async read(keys: readonly CidKey[], bytesMax: number): Promise<CarBlock[]> {
    const found: CarBlock[] = []
    const others: CidKey[] = []
    for (const key of keys) {
      const block = this.#kept.get(key)
      if (!block) others.push(key)
      else if (this.#kept.delete(key)) found.push(block)
    }
    const isStored = this.writer.loose > 0 && others.length > 0
    return isStored ? [...found, ...(await this.readStored(others, bytesMax))] : found
  }

  /** Puts what nobody has read to those in the database. */
  leave(): void {
    for (const { cid, bytes } of this.#kept.values()) this.writer.addLoose(cid, bytes)
    this.#kept.clear()
  }
}
