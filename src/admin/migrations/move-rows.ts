import { Injectable } from '@nestjs/common'
import { isStorable } from '../../database/index.js'
import type { WantedMove } from '../../moves/index.js'
import { InvalidFields } from '../admin.errors.js'
import { MOVES_MAX, type NewMigrationsDto } from './guided-migrations.dto.js'

const COLUMNS = ['account', 'email', 'handle']
const VALUE_LENGTH_MAX = 2_048

/** Reads which accounts are to move: those that are listed, then those of the file. */
@Injectable()
export class MoveRows {
  /** @throws {InvalidFields} for a file that is none, for nobody, or for too many */
  async read({ accounts = [], csv }: Pick<NewMigrationsDto, 'accounts' | 'csv'>): Promise<WantedMove[]> {
    const rows = [...accounts, ...(csv === undefined ? [] : await fromCsv(csv))]
    return counted(rows, MOVES_MAX, '; more go to bulk/migrations')
  }

  /** The same of a file alone, which may have more. @throws {InvalidFields} */
  async readFile(csv: string, max: number): Promise<WantedMove[]> {
    return counted(await fromCsv(csv), max)
  }
}

async function fromCsv(text: string): Promise<WantedMove[]> {
  // Few ever send a file.
  const { parse } = await import('csv-parse/sync')
  try {
    const rows: Record<string, string>[] = parse(text, {
      ...{ bom: true, columns: namesOf, skip_empty_lines: true, trim: true, max_record_size: 10_000 },
    })
    return rows.map(({ account = '', email, handle }, i) => {
      const values = [account, email ?? '', handle ?? '']
      if (account === '' || values.some((value) => value.length > VALUE_LENGTH_MAX || !isStorable(value)))
        throw invalid(`/csv row ${i + 1}`, 'must name an account')
      return { account, ...(email && { email }), ...(handle && { handle }) }
    })
  } catch (error) {
    if (error instanceof InvalidFields) throw error
    throw invalid('/csv', `is no CSV: ${(error as Error).message}`)
  }
}

function counted(rows: WantedMove[], max: number, hint = ''): WantedMove[] {
  if (rows.length === 0) throw invalid('/accounts', 'must name an account')
  if (rows.length > max) throw invalid('/accounts', `must be ${max} at most${hint}`)
  return rows
}

function namesOf(header: string[]): string[] {
  if (!header.includes('account') || header.some((name) => !COLUMNS.includes(name)))
    throw invalid('/csv', `must have the columns ${COLUMNS.join(', ')}`)
  return header
}

function invalid(at: string, message: string): InvalidFields {
  return new InvalidFields([{ at, message }])
}
