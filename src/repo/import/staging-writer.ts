import { BinaryRows } from '../../database/index.js'
import { InvalidImport } from './import.errors.js'
import type { ImportStore } from './import.store.js'
import { STAGED, type StagedRow } from './staged-row.js'

/** Rows that are written by one statement (bytes), and thereby what an import keeps in memory. */
const BYTES_AT_ONCE = 1024 * 1024
const ROOM_BYTES = BYTES_AT_ONCE + 256 * 1024
const FIELDS = 6

/** Writes what arrives into the staging table: while one portion is on its way, the next is gathered. */
export class StagingWriter {
  /** Nodes among the rows. */
  nodes = 0
  /** Records that have their block, among the rows. */
  records = 0
  /** Loose blocks among the rows. */
  loose = 0
  /** Repeated records among the rows. */
  repeated = 0
  #rows = new BinaryRows(ROOM_BYTES)
  #others = new BinaryRows(ROOM_BYTES)
  #writing: Promise<boolean> = Promise.resolve(true)
  #n = 0

  constructor(
    private readonly store: ImportStore,
    private readonly importId: number,
  ) {}

  /** Whether enough has gathered to call {@link write}. */
  get isFull(): boolean {
    return this.#rows.bytes >= BYTES_AT_ONCE
  }

  add({ kind, path, cid, content }: StagedRow): void {
    const rows = this.#rows
    if (kind === STAGED.node) this.nodes++
    if (kind === STAGED.record) this.records++
    if (kind === STAGED.loose) this.loose++
    if (kind === STAGED.repeated) this.repeated++
    rows.begin(FIELDS)
    rows.int8(this.importId)
    rows.int4(this.#n++)
    rows.int2(kind)
    if (path === undefined) rows.null()
    else rows.text(path)
    for (const bytes of [cid, content]) {
      if (bytes === undefined) rows.null()
      else rows.bytea(bytes)
    }
  }

  /** Sends what has gathered, once what was sent before has been written. @throws InvalidImport for a block that came twice */
  async write(): Promise<void> {
    await this.settled()
    if (this.#rows.isEmpty) return
    this.#writing = this.store.stage(this.#rows.finish())
    // Whoever waits for it hears of its failure; nobody may come to wait.
    this.#writing.catch(() => undefined)
    const free = this.#others
    free.clear()
    this.#others = this.#rows
    this.#rows = free
  }

  /** Waits until all that was sent has been written. @throws InvalidImport as {@link write} */
  async settled(): Promise<void> {
    if (!(await this.#writing)) throw new InvalidImport('a block is in the file twice')
  }
}
