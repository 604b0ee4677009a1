import { BinaryRows } from '../../database/index.js'
import { InvalidImport } from './import.errors.js'
import type { ImportPlace, ImportStore } from './import.store.js'
import { STAGED, type StagedKind, type StagedTables } from './staged-tables.js'

/** Bytes that are written by one statement, and thereby what an import keeps in memory. */
const BYTES_AT_ONCE = 1024 * 1024
const ROOM_BYTES = 64 * 1024

/** Rows of each table, gathered to be written together. */
class Portion {
  readonly nodes = new BinaryRows(ROOM_BYTES)
  readonly records = new BinaryRows(ROOM_BYTES)
  readonly blobs = new BinaryRows(ROOM_BYTES)
  readonly subjects = new BinaryRows(ROOM_BYTES)
  readonly blocks = new BinaryRows(ROOM_BYTES)
  readonly #all = [this.nodes, this.records, this.blobs, this.subjects, this.blocks]

  get bytes(): number {
    let bytes = 0
    for (const rows of this.#all) bytes += rows.bytes
    return bytes
  }

  get isEmpty(): boolean {
    return this.#all.every((rows) => rows.isEmpty)
  }

  finish(): StagedTables {
    const { nodes, records, blobs, subjects, blocks } = this
    return Object.fromEntries(
      Object.entries({ nodes, records, blobs, subjects, blocks })
        .filter(([, rows]) => !rows.isEmpty)
        .map(([table, rows]) => [table, rows.finish()]),
    )
  }

  clear(): void {
    for (const rows of this.#all) rows.clear()
  }
}

/** Writes what arrives into the tables: while one portion is on its way, the next is gathered. */
export class StagingWriter {
  nodes = 0
  /** Records, the repeated ones not counted. */
  records = 0
  loose = 0
  repeated = 0
  /** Collections of all records. */
  readonly collections = new Set<string>()
  #rev = ''
  #portion = new Portion()
  #other = new Portion()
  #writing: Promise<boolean> = Promise.resolve(true)

  constructor(
    private readonly store: ImportStore,
    private readonly place: ImportPlace,
  ) {}

  /** Sets the revision that nodes and records are to carry, before the first one comes. */
  begin(rev: string): void {
    this.#rev = rev
  }

  /** Whether enough has gathered to call {@link write}. */
  get isFull(): boolean {
    return this.#portion.bytes >= BYTES_AT_ONCE
  }

  /** Rows that are kept apart until the end: loose blocks and repeated records. */
  get blocks(): number {
    return this.loose + this.repeated
  }

  addNode(cid: Uint8Array, content: Uint8Array): void {
    this.nodes++
    const rows = this.#portion.nodes
    rows.begin(4)
    rows.int8(this.place.repoId)
    rows.bytea(cid)
    rows.bytea(content)
    rows.text(this.#rev)
  }

  addRecord(path: string, cid: Uint8Array, content: Uint8Array): void {
    this.records++
    const rows = this.#portion.records
    rows.begin(5)
    rows.int8(this.place.repoId)
    rows.text(path)
    rows.bytea(cid)
    rows.bytea(content)
    rows.text(this.#rev)
  }

  /** A blob that the record at a path refers to; once for each path. */
  addBlob(path: string, cid: Uint8Array): void {
    const rows = this.#portion.blobs
    rows.begin(3)
    rows.int8(this.place.repoId)
    rows.text(path)
    rows.bytea(cid)
  }

  /** What the record at a path is about. */
  addSubject(path: string, subject: string): void {
    const rows = this.#portion.subjects
    rows.begin(3)
    rows.int8(this.place.repoId)
    rows.text(path)
    rows.text(subject)
  }

  /** A block that came before it was known what it is. */
  addLoose(cid: Uint8Array, content: Uint8Array): void {
    this.loose++
    this.#addBlock(STAGED.loose, undefined, cid, content)
  }

  /** A record whose block came for another path. */
  addRepeated(path: string, cid: Uint8Array): void {
    this.repeated++
    this.#addBlock(STAGED.repeated, path, cid, undefined)
  }

  /** Sends what has gathered, once what was sent before has been written. @throws InvalidImport for a block that came twice */
  async write(): Promise<void> {
    await this.settled()
    if (this.#portion.isEmpty) return
    this.#writing = this.store.stage(this.#portion.finish())
    // Whoever waits for it hears of its failure; nobody may come to wait.
    this.#writing.catch(() => undefined)
    const free = this.#other
    free.clear()
    this.#other = this.#portion
    this.#portion = free
  }

  /** Waits until all that was sent has been written. @throws InvalidImport as {@link write} */
  async settled(): Promise<void> {
    if (!(await this.#writing)) throw new InvalidImport('a block is in the file twice')
  }

  #addBlock(
    kind: StagedKind,
    path: string | undefined,
    cid: Uint8Array,
    content: Uint8Array | undefined,
  ): void {
    const rows = this.#portion.blocks
    rows.begin(6)
    rows.int8(this.place.importId)
    rows.int4(this.blocks)
    rows.int2(kind)
    if (path === undefined) rows.null()
    else rows.text(path)
    rows.bytea(cid)
    if (content === undefined) rows.null()
    else rows.bytea(content)
  }
}
