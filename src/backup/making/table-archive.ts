import type { ArchiveWriter } from '../archive/archive-writer.js'
import { BLOB_LINES } from '../archive/blob-line.js'
import type { ArchivedTable, BackupPart } from '../archive/manifest.js'
import { eachOf } from '../each-of.js'
import { copyTable, type DatabaseSnapshot, type SnapshotTable } from './database-snapshot.js'

/** Tables read at a time: while one is compressed, the other is read. */
const READERS = 2

/** What the tables of a snapshot have become. */
export interface TablesReport {
  tables: ArchivedTable[]
  /** the list of blobs */
  blobs: BackupPart[]
}

/** Brings the rows of a snapshot to where backups are, several tables at a time. */
export class TableArchive {
  constructor(
    private readonly snapshot: DatabaseSnapshot,
    private readonly writer: ArchiveWriter,
    private readonly onTable: () => void,
  ) {}

  async run(): Promise<TablesReport> {
    const tables: ArchivedTable[] = []
    let blobs: BackupPart[] = []
    const steps = [
      async () => void (blobs = await this.#blobs()),
      ...this.snapshot.tables.map((table) => async () => void tables.push(await this.#table(table))),
    ]
    await eachOf(steps.values(), READERS, (step) => step())
    return { tables: tables.sort((a, b) => (a.name < b.name ? -1 : 1)), blobs }
  }

  #blobs(): Promise<BackupPart[]> {
    return this.snapshot.read((copy) => this.writer.parts('blobs', copy(BLOB_LINES)))
  }

  async #table(table: SnapshotTable): Promise<ArchivedTable> {
    const archived = await this.snapshot.read(async (copy) => {
      const rows = copy(copyTable(table))
      const parts = await this.writer.parts(`table-${table.name}`, rows)
      return { ...table, parts, rows: rows.rows }
    })
    this.onTable()
    return archived
  }
}
