import { harmless } from '../migration/index.js'

const GAP = '  '

/** Rows in columns that are as wide as they have to be; the last one is not filled up. */
export function columns(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(harmless))
  const widths: number[] = []
  for (const row of cells) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, i) => (i < row.length - 1 ? cell.padEnd(widths[i]!) : cell)).join(GAP)
  return cells.map((row) => `${line(row).trimEnd()}\n`).join('')
}

/** Names and values, a line each; what is undefined is left out. */
export function facts(rows: readonly (readonly [name: string, value: string | undefined])[]): string {
  return columns(rows.filter(([, value]) => value !== undefined) as [string, string][])
}
