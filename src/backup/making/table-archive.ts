import type { ArchiveWriter } from '../archive/archive-writer.js'
import { BLOB_LINES } from '../archive/blob-line.js'
import type { ArchivedTable, BackupPart } from '../archive/manifest.js'
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
    const waiting = [...this.snapshot.tables]
    const tables: ArchivedTable[] = []
    const work = async (): Promise<void> => {
      for (let table = waiting.shift(); table; table = waiting.shift()) tables.push(await this.#table(table))
    }
    const [blobs] = await Promise.all([this.#blobs(), ...Array.from({ length: READERS }, work)])
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
