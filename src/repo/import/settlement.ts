import type { CarBlock } from '@guildhall/repo'
import type { ArrivedRecord, ImportPlace, ImportStore } from './import.store.js'

/** What is gathered before it is sent. The same again may be on its way meanwhile. */
const BATCH_BYTES = 1024 * 1024
/** What a row costs beside its bytes. */
const ROW_OVERHEAD_BYTES = 300

/** Sends nodes and records that have found their place to the database, one batch while the next is gathered. */
export class Settlement {
  /** Nodes that were added. */
  nodeCount = 0
  #nodes: CarBlock[] = []
  #records: ArrivedRecord[] = []
  #bytes = 0
  #sending: Promise<void> = Promise.resolve()

  constructor(
    private readonly store: ImportStore,
    private readonly place: ImportPlace,
  ) {}

  /** Whether there is enough for a batch: call {@link send}. */
  get isFull(): boolean {
    return this.#bytes >= BATCH_BYTES
  }

  addNode(node: CarBlock): void {
    this.#nodes.push(node)
    this.nodeCount++
    this.#bytes += node.bytes.length + ROW_OVERHEAD_BYTES
  }

  addRecord(record: ArrivedRecord): void {
    this.#records.push(record)
    this.#bytes += record.bytes.length + ROW_OVERHEAD_BYTES
  }

  /** Sends a batch, once the one before has arrived. @throws what became of the one before */
  async send(): Promise<void> {
    await this.#sending
    if (this.#bytes === 0) return
    this.#sending = this.store.settle(this.place, this.#nodes, this.#records)
    // Told to whoever sends next, or waits for the end.
    this.#sending.catch(() => undefined)
    this.#nodes = []
    this.#records = []
    this.#bytes = 0
  }

  /** Sends what is left and waits until everything has arrived. */
  async finish(): Promise<void> {
    await this.send()
    await this.#sending
  }

  /** Waits for what is on its way, whatever becomes of it. */
  async abandon(): Promise<void> {
    await this.#sending.catch(() => undefined)
  }
}
