import { Injectable } from '@nestjs/common'

/** A value of a cell. */
type Cell = string | number | undefined

/**
 * Writes CSV for people who open it in a spreadsheet: a text that such a program would take for a formula begins with an
 * apostrophe, so that nobody else's name computes anything.
 */
@Injectable()
export class CsvText {
  /** Lines of rows, each ended. */
  async lines(rows: readonly (readonly Cell[])[]): Promise<string> {
    // Few ever want it.
    const { stringify } = await import('csv-stringify/sync')
    return stringify(rows as Cell[][], { escape_formulas: true, record_delimiter: 'windows' })
  }
}
