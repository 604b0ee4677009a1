import { BinaryRows } from '../../database/index.js'
import type { ArchiveReader } from '../archive/archive-reader.js'
import type { ArchivedTable } from '../archive/manifest.js'
import { BackupDamaged } from '../backup.errors.js'
import { archivedRows } from './archived-rows.js'

const COLUMNS = ['did', 'count', 'note', 'key']

function file(): Buffer {
  const rows = new BinaryRows(8)
  for (const [did, note, key] of [
    ['did:plc:one', 'said', Buffer.from([1, 2, 3])],
    ['did:plc:two', undefined, Buffer.alloc(0)],
  ] as const) {
    rows.begin(COLUMNS.length)
    rows.text(did)
    rows.int4(7)
    if (note === undefined) rows.null()
    else rows.text(note)
    rows.bytea(key)
  }
  return Buffer.from(rows.finish())
}

async function read(
  bytes: Buffer,
  wanted: readonly string[],
  pieceBytes = bytes.length,
): Promise<Buffer[][]> {
  const reader = {
    async *table(): AsyncGenerator<Buffer> {
      for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
    },
  } as unknown as ArchiveReader
  const table: ArchivedTable = { name: 'some', columns: COLUMNS, rows: 2, parts: [] }
  const rows: Buffer[][] = []
  for await (const row of archivedRows(reader, table, wanted)) rows.push(row)
  return rows
}

describe('rows of a table in a backup', () => {
  it.each([1, 2, 3, 7, 64, 1_000])('are the columns that are wanted, in pieces of %i bytes', async (size) => {
    expect(await read(file(), ['key', 'did'], size)).toEqual([
      [Buffer.from([1, 2, 3]), Buffer.from('did:plc:one')],
      [Buffer.alloc(0), Buffer.from('did:plc:two')],
    ])
  })

  it('are damaged where they end in the middle', async () => {
    const whole = file()
    for (let end = 0; end < whole.length; end++)
      await expect(read(whole.subarray(0, end), ['did'])).rejects.toThrow(BackupDamaged)
  })

  it.each<[string, (bytes: Buffer) => void]>([
    ['begin otherwise', (bytes) => bytes.writeUInt8(0, 0)],
    ['have other columns', (bytes) => bytes.writeInt16BE(3, 19)],
    ['have a value without end', (bytes) => bytes.writeInt32BE(0x7fffffff, 21)],
    ['have a value of a negative length', (bytes) => bytes.writeInt32BE(-2, 21)],
  ])('are damaged where they %s', async (_, damage) => {
    const bytes = file()
    damage(bytes)
    await expect(read(bytes, ['did'])).rejects.toThrow(BackupDamaged)
  })

  it('are damaged where a column that is wanted has no value, or is not there', async () => {
    await expect(read(file(), ['note'])).rejects.toThrow(BackupDamaged)
    await expect(read(file(), ['nothing'])).rejects.toThrow(BackupDamaged)
  })
})
