import { BYTES_PER_MEGABYTE } from '../../controls/amounts'
import type { RuleColumn, RuleField } from './rule-fields'

type Values = Readonly<Record<string, unknown>>

/** What is at a place; undefined where nothing is. @param at names with dots */
export function valueAt(values: Values, at: string): unknown {
  return at.split('.').reduce<unknown>((found, name) => (found as Values | undefined)?.[name], values)
}

/** A value of a column as it is entered. */
export function entryOf(column: RuleColumn, value: unknown): string {
  if (value === undefined) return ''
  return String(column.kind === 'megabytes' ? Number(value) / BYTES_PER_MEGABYTE : value)
}

/** What the fields of a form say, in the shape that the server has. Texts that are empty are left out. */
export function valuesIn(form: FormData, fields: readonly RuleField[]): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const field of fields) {
    const value = valueIn(form, field)
    if (value !== undefined) put(values, field.at.split('.'), value)
  }
  return values
}

function put(values: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) values[name] = value
  else put((values[name] ??= {}) as Record<string, unknown>, rest, value)
}

function valueIn(form: FormData, field: RuleField): unknown {
  const text = String(form.get(field.at) ?? '').trim()
  switch (field.kind) {
    case 'lines':
      return text.split('\n').flatMap((line) => line.trim() || [])
    case 'flag':
      return form.get(field.at) !== null
    case 'days':
      return Number(text)
    case 'rows':
      return rowsIn(form, field.at, field.columns)
    default:
      return text === '' ? undefined : text
  }
}

/** Every row has an entry for each column. */
function rowsIn(form: FormData, at: string, columns: readonly RuleColumn[]): Record<string, unknown>[] {
  const entries = columns.map(({ name }) => form.getAll(`${at}.${name}`).map((entry) => String(entry).trim()))
  return (entries[0] ?? []).map((_first, row) =>
    Object.fromEntries(
      columns.flatMap((column, index) => {
        const text = entries[index]![row]!
        return text === '' ? [] : [[column.name, cellOf(column, text)]]
      }),
    ),
  )
}

function cellOf({ kind }: RuleColumn, text: string): unknown {
  if (kind === 'megabytes') return Math.round(Number(text) * BYTES_PER_MEGABYTE)
  return kind === 'days' ? Number(text) : text
}
