import { Injectable } from '@nestjs/common'
import { isStorable } from '../../database/index.js'
import { InvalidFields } from '../admin.errors.js'
import { ACCOUNT_COLUMNS, type AccountInput } from './bulk-job.js'
import type { NewRow } from './bulk.store.js'

/** Accounts in one file. */
const ROWS_MAX = 10_000

/** Longest value of a column, in characters. */
const VALUE_LENGTH_MAX = 320

/** Media types of files of accounts. */
export const CSV = 'text/csv'
export const NDJSON = 'application/x-ndjson'

/** Columns that tell accounts apart. */
const UNIQUE = ['handle', 'email', 'externalId'] as const

/** Reads files of accounts: CSV with a line of names, or an object in each line. There are no passwords in them. */
@Injectable()
export class BulkFile {
  /** @throws {InvalidFields} for a file that is none, or has columns that nobody knows */
  async read(type: string, text: string): Promise<NewRow[]> {
    const rows = type === CSV ? await fromCsv(text) : fromLines(text)
    if (rows.length === 0) throw invalid('/', 'must have a row')
    if (rows.length > ROWS_MAX) throw invalid('/', `must have ${ROWS_MAX} rows at most`)
    return withoutDoubles(rows.map((row, i) => inputOf(row, i + 1)))
  }
}

async function fromCsv(text: string): Promise<Record<string, unknown>[]> {
  // Few ever send a file.
  const { parse } = await import('csv-parse/sync')
  try {
    return parse(text, {
      bom: true,
      columns: namesOf,
      skip_empty_lines: true,
      trim: true,
      max_record_size: 10_000,
    })
  } catch (error) {
    if (error instanceof InvalidFields) throw error
    throw invalid('/', `is no CSV: ${(error as Error).message}`)
  }
}

function namesOf(header: string[]): string[] {
  for (const name of header) assertKnown(name, 'row 0')
  if (new Set(header).size < header.length) throw invalid('row 0', 'names a column twice')
  return header
}

function fromLines(text: string): Record<string, unknown>[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line, i) => {
    try {
      const value = JSON.parse(line) as unknown
      if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value as Record<string, unknown>
    } catch {
      // The same answer as for other values.
    }
    throw invalid(`row ${i + 1}`, 'must be a JSON object')
  })
}

function inputOf(row: Record<string, unknown>, number: number): AccountInput {
  const at = `row ${number}`
  const entries = Object.entries(row).flatMap(([name, value]) => {
    assertKnown(name, at)
    if (value === undefined || value === null || value === '') return []
    if (typeof value !== 'string' || value.length > VALUE_LENGTH_MAX || !isStorable(value))
      throw invalid(`${at}, ${name}`, `must be a text of ${VALUE_LENGTH_MAX} characters at most`)
    return [[name, isLower(name) ? value.toLowerCase() : value] as const]
  })
  return Object.fromEntries(entries)
}

function isLower(name: string): boolean {
  return name === 'handle' || name === 'email'
}

function assertKnown(name: string, at: string): void {
  if ((ACCOUNT_COLUMNS as readonly string[]).includes(name)) return
  const hint = /password/i.test(name)
    ? 'has no place in a file: members are sent a link to choose one'
    : `is no column; there are ${ACCOUNT_COLUMNS.join(', ')}`
  throw invalid(`${at}, ${name.slice(0, 40)}`, hint)
}

/** Of rows that mean the same account, the first one counts. */
function withoutDoubles(inputs: readonly AccountInput[]): NewRow[] {
  const seen = new Map<string, number>()
  return inputs.map((input, i) => {
    for (const name of UNIQUE) {
      const key = input[name] === undefined ? undefined : `${name} ${input[name]}`
      const earlier = key === undefined ? undefined : seen.get(key)
      if (earlier !== undefined)
        return { input, result: { outcome: 'failed', detail: `The ${name} is that of row ${earlier}` } }
      if (key !== undefined) seen.set(key, i + 1)
    }
    return { input }
  })
}

function invalid(at: string, message: string): InvalidFields {
  return new InvalidFields([{ at, message }])
}
