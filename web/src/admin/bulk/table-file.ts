/** A file of accounts as it was made: its columns by their own names. */
export interface TableFile {
  readonly name: string
  readonly columns: readonly string[]
  readonly rows: readonly Readonly<Record<string, string>>[]
}

/** Reads a file: CSV with a line of names, or an object in each line. @throws {Error} for a file that is neither */
export async function readTable(file: File): Promise<TableFile> {
  const text = await file.text()
  const rows = /\.(nd|l)?jsonl?$/i.test(file.name) ? fromLines(text) : await fromCsv(text)
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))]
  return { name: file.name, columns, rows }
}

async function fromCsv(text: string): Promise<Record<string, string>[]> {
  // Few ever bring a file.
  const { parse } = await import('csv-parse/browser/esm/sync')
  const [, head = ''] = /^\uFEFF?(.*)/.exec(text) ?? []
  // What some programs call CSV in countries whose numbers have commas.
  const delimiter = head.split(';').length > head.split(',').length ? ';' : ','
  return parse(text, { bom: true, columns: true, delimiter, skip_empty_lines: true, trim: true })
}

function fromLines(text: string): Record<string, string>[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.map((line) => {
    const value = JSON.parse(line) as object
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, String(each ?? '')]))
  })
}
