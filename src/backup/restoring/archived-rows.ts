import type { ArchiveReader } from '../archive/archive-reader.js'
import type { ArchivedTable } from '../archive/manifest.js'
import { BackupDamaged } from '../backup.errors.js'

/** Signature of a file of `COPY … BINARY`; flags and the length of an extension follow. */
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
const FLAGS_BYTES = 4
const LENGTH_BYTES = 4
const FIELDS_BYTES = 2
/** In the place of a number of fields. */
const NO_MORE = -1
/** In the place of a length. */
const NULL_LENGTH = -1
/** Rows that are read one by one have no values of this size. */
const VALUE_BYTES_MAX = 1_048_576

/** Bytes of a stream, in portions of the size that is asked for. */
class Portions {
  readonly #source: AsyncIterator<Buffer>
  #held = Buffer.alloc(0)

  constructor(source: AsyncIterable<Buffer>) {
    this.#source = source[Symbol.asyncIterator]()
  }

  /** The next bytes; undefined if there are less. */
  async take(count: number): Promise<Buffer | undefined> {
    while (this.#held.length < count) {
      const { value, done } = await this.#source.next()
      if (done) return undefined
      this.#held = Buffer.concat([this.#held, value])
    }
    const portion = this.#held.subarray(0, count)
    this.#held = this.#held.subarray(count)
    return portion
  }

  async close(): Promise<void> {
    await this.#source.return?.()
  }
}

/**
 * Rows of a table in a backup, as far as they are read: the bytes of each column that is named, in the binary form of
 * PostgreSQL. For small tables that must be looked into before there is a database.
 * @throws BackupDamaged also where a column is not there, or has no value
 */
export async function* archivedRows(
  reader: ArchiveReader,
  table: ArchivedTable,
  columns: readonly string[],
): AsyncGenerator<Buffer[]> {
  const places = columns.map((column) => table.columns.indexOf(column))
  const portions = new Portions(reader.table(table))
  const damaged = (): BackupDamaged =>
    new BackupDamaged(`the table ${table.name}`, 'its rows have another form')
  const bytes = async (count: number): Promise<Buffer> => {
    const portion = count >= 0 && count <= VALUE_BYTES_MAX ? await portions.take(count) : undefined
    if (!portion) throw damaged()
    return portion
  }
  try {
    if (!(await bytes(SIGNATURE.length)).equals(SIGNATURE)) throw damaged()
    await bytes(FLAGS_BYTES)
    await bytes((await bytes(LENGTH_BYTES)).readUInt32BE())
    for (;;) {
      const fields = (await bytes(FIELDS_BYTES)).readInt16BE()
      if (fields === NO_MORE) return
      if (fields !== table.columns.length) throw damaged()
      const row: (Buffer | undefined)[] = []
      for (let field = 0; field < fields; field++) {
        const length = (await bytes(LENGTH_BYTES)).readInt32BE()
        row.push(length === NULL_LENGTH ? undefined : await bytes(length))
      }
      yield places.map((place) => {
        const value = row[place]
        if (!value) throw damaged()
        return value
      })
    }
  } finally {
    await portions.close()
  }
}
