import { resolve } from 'node:path'
import { FieldProblem } from './field-problem.js'
import type { LiveGroup } from './live-group.js'

/** One setting: where it comes from, how its text is read, and what an operator should know about it. */
export interface Field<T> {
  readonly kind: string
  readonly env: string
  readonly help: string
  /** Never printed: not by the section, not in logs, not in generated documents. */
  readonly secret: boolean
  readonly required: boolean
  readonly default: T | undefined
  /** How the default reads in the documents when it is not a plain value: `did:web:<hostname>`. */
  readonly defaultHelp: string | undefined
  /** The group of settings in which administrators may change it while the server runs; absent: the environment only. */
  readonly live: LiveGroup | undefined
  /** Reads the text; throws {@link FieldProblem}. */
  readonly parse: (text: string) => T
}

interface FieldOptions<T> {
  env: string
  help: string
  /** Without one, the setting is optional and its value may be undefined. */
  default?: T
  defaultHelp?: string
  /** Missing is a problem. */
  required?: boolean
  secret?: boolean
  /** Makes it changeable at run time. Whoever uses it must then read it each time, and keep no copy. */
  live?: LiveGroup
}

/** With a default, or required, a value is always there. */
type Sure<T, O> = O extends { default: T } | { required: true } ? Field<T> : Field<T | undefined>

function field<T, O extends FieldOptions<T>>(
  kind: string,
  options: O,
  parse: (text: string) => T,
): Sure<T, O> {
  return {
    kind,
    env: options.env,
    help: options.help,
    secret: options.secret ?? false,
    required: options.required ?? false,
    default: options.default,
    defaultHelp: options.defaultHelp,
    live: options.live,
    parse,
  } as unknown as Sure<T, O>
}

/** Any text. */
export function string<O extends FieldOptions<string>>(options: O): Sure<string, O> {
  return field<string, O>('string', options, (text) => text)
}

/** Text that must never be shown. */
export function secretString<O extends Omit<FieldOptions<string>, 'secret'> & { lengthMin?: number }>(
  options: O,
): Sure<string, O> {
  return field<string, O>('string', { ...options, secret: true }, (text) => {
    if (text.length < (options.lengthMin ?? 1)) {
      throw new FieldProblem(`must have at least ${options.lengthMin} characters`)
    }
    return text
  })
}

interface Range {
  min?: number
  max?: number
}

/** A whole number. */
export function integer<O extends FieldOptions<number> & Range>(options: O): Sure<number, O> {
  return field<number, O>('integer', options, (text) => parseInteger(text, options))
}

/** A length of time in milliseconds. */
export function duration<O extends FieldOptions<number> & Range>(options: O): Sure<number, O> {
  return field<number, O>('duration (ms)', options, (text) => parseInteger(text, { min: 0, ...options }))
}

/** `true`, `1`, `false` or `0`. */
export function boolean<O extends FieldOptions<boolean>>(options: O): Sure<boolean, O> {
  return field<boolean, O>('boolean', options, (text) => {
    if (text === 'true' || text === '1') return true
    if (text === 'false' || text === '0') return false
    throw new FieldProblem('must be true, 1, false or 0')
  })
}

/** Texts separated by commas; blanks around them and empty ones are dropped. */
export function list<
  O extends FieldOptions<readonly string[]> & { each?: (item: string) => string | undefined },
>(options: O): Sure<readonly string[], O> {
  return field<readonly string[], O>('list', options, (text) => {
    const items = text.split(',').flatMap((item) => item.trim() || [])
    for (const item of items) {
      const problem = options.each?.(item)
      if (problem) throw new FieldProblem(`has the entry "${item}", which ${problem}`)
    }
    return Object.freeze(items)
  })
}

/** An absolute URL; the text is kept as it was written, without slashes at its end. */
export function url<O extends FieldOptions<string> & { protocols?: readonly string[] }>(
  options: O,
): Sure<string, O> {
  const protocols = options.protocols ?? ['https:', 'http:']
  return field<string, O>('url', options, (text) => {
    if (!URL.canParse(text)) throw new FieldProblem('must be an absolute URL')
    if (!protocols.includes(new URL(text).protocol)) {
      throw new FieldProblem(`must begin with ${protocols.map((name) => `${name}//`).join(' or ')}`)
    }
    return text.replace(/\/+$/, '')
  })
}

/** A place in the file system; relative ones are below the working directory. */
export function path<O extends FieldOptions<string>>(options: O): Sure<string, O> {
  return field<string, O>('path', options, (text) => resolve(text))
}

/** A secret key of a fixed length in hexadecimal digits. */
export function hexKey<O extends Omit<FieldOptions<string>, 'secret'> & { bytes: number }>(
  options: O,
): Sure<string, O> {
  return field<string, O>('hex', { ...options, secret: true }, (text) => parseHex(text, options.bytes))
}

/** Several of them, separated by commas. */
export function hexKeys<O extends Omit<FieldOptions<readonly string[]>, 'secret'> & { bytes: number }>(
  options: O,
): Sure<readonly string[], O> {
  return field<readonly string[], O>('list of hex', { ...options, secret: true }, (text) =>
    text.split(',').flatMap((item) => (item.trim() ? [parseHex(item.trim(), options.bytes)] : [])),
  )
}

function parseHex(text: string, bytes: number): string {
  if (!/^[0-9a-f]+$/i.test(text) || text.length !== bytes * 2) {
    throw new FieldProblem(`must be ${bytes * 2} hexadecimal digits (${bytes} bytes)`)
  }
  return text.toLowerCase()
}

/** One of a few words. */
export function enumeration<
  const V extends readonly string[],
  O extends FieldOptions<V[number]> & { values: V },
>(options: O & { values: V }): Sure<V[number], O> {
  return field<V[number], O>(options.values.join(' | '), options, (text) => {
    if (!options.values.includes(text)) throw new FieldProblem(`must be one of ${options.values.join(', ')}`)
    return text
  })
}

function parseInteger(text: string, { min, max }: Range): number {
  const value = Number(text)
  if (!/^-?\d+$/.test(text) || !Number.isSafeInteger(value)) throw new FieldProblem('must be a whole number')
  if (min !== undefined && value < min) throw new FieldProblem(`must be at least ${min}`)
  if (max !== undefined && value > max) throw new FieldProblem(`must be at most ${max}`)
  return value
}
