import type { CommandArguments } from './command.js'

const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB'] as const
const STEP = 1_000

/** Options of all commands about backups. */
export const PLACE_OPTIONS = {
  target: { type: 'string' },
  'key-file': { type: 'string' },
} as const

/** How these options are shown. */
export const PLACE_USAGE = '[--target <directory or s3://…>] [--key-file <file>]'

/** Where the backups are, as far as a command was told. */
export function placeOf(values: CommandArguments['values']): {
  target?: string | undefined
  keyFile?: string | undefined
} {
  return { target: values.target as string | undefined, keyFile: values['key-file'] as string | undefined }
}

/** `12.3 MB`. */
export function byteCount(bytes: number): string {
  let [value, unit] = [bytes, 0]
  for (; value >= STEP && unit < UNITS.length - 1; unit++) value /= STEP
  return `${unit === 0 ? value : value.toFixed(1)} ${UNITS[unit]!}`
}
