import { inspect } from 'node:util'
import { FieldProblem } from './field-problem.js'
import type { Field } from './fields.js'
import type { LiveValues } from './live-values.js'

/** The settings of a section by name. */
export type Fields = Record<string, Field<unknown>>
type Values<F extends Fields> = { readonly [K in keyof F]: F[K] extends Field<infer T> ? T : never }
type Result<F extends Fields, D> = Omit<Values<F>, keyof D> & Readonly<D>

/** Gives another section of the same environment. */
export type SectionLookup = <T extends object>(section: SectionClass<T>) => T

/** A section class: injectable by itself, made by {@link configSection}. */
export interface SectionClass<T extends object> {
  new (values: object, live?: LiveSource): T
  readonly section: string
  readonly fields: Fields
  readonly rules: Rules
}

/** Where values come from that change while the server runs, and which of them the environment has not pinned. */
export interface LiveSource {
  readonly values: LiveValues
  readonly isPinned: (env: string) => boolean
}

interface Rules {
  derive?: (own: never, section: SectionLookup) => object
  check?: (own: never) => string[]
}

const REDACTED = '[redacted]'
const declared = new Map<string, SectionClass<object>>()

/** Every section declared so far. Sections declare themselves when their file is imported. */
export function declaredSections(): SectionClass<object>[] {
  return [...declared.values()]
}

/**
 * Declares the settings of a feature; extend the returned class to give them a name.
 * @param section short lower-case name of the feature, unique
 * @param rules `derive` replaces values by ones that depend on others, also of other sections; `check` lists what
 * is wrong with the combination
 */
export function configSection<F extends Fields, D extends object = {}>(
  section: string,
  fields: F,
  rules: {
    derive?: (own: Values<F>, section: SectionLookup) => D
    check?: (own: Result<F, D>) => string[]
  } = {},
): SectionClass<Result<F, D>> {
  const secretNames = new Set(Object.keys(fields).filter((name) => fields[name]!.secret))
  class Section {
    static readonly section = section
    static readonly fields = fields
    static readonly rules = rules

    constructor(values: object, live?: LiveSource) {
      for (const [name, value] of Object.entries(values)) {
        const field = fields[name]
        const isLive = live !== undefined && field?.live !== undefined && !live.isPinned(field.env)
        const how = isLive ? { get: () => live.values.read(field.env) ?? value } : { value }
        // Not enumerable, so that a copy or a naive printer does not carry secrets along.
        Object.defineProperty(this, name, { ...how, enumerable: !secretNames.has(name) })
      }
      Object.freeze(this)
    }

    toJSON(): object {
      return {
        ...this,
        ...Object.fromEntries(
          [...secretNames].filter((name) => name in this).map((name) => [name, REDACTED]),
        ),
      }
    }

    toString(): string {
      return JSON.stringify(this)
    }

    [inspect.custom](): object {
      return this.toJSON()
    }
  }
  declared.set(section, Section as unknown as SectionClass<object>)
  return Section as unknown as SectionClass<Result<F, D>>
}

/**
 * Reads a section.
 * @param read text of an environment variable; undefined when it is unset
 * @param problems takes what is wrong, one line each
 * @returns undefined when there was a problem
 */
export function readSection<T extends object>(
  type: SectionClass<T>,
  read: (env: string) => string | undefined,
  section: SectionLookup,
  problems: string[],
  live?: LiveValues,
): T | undefined {
  const before = problems.length
  const values: Record<string, unknown> = {}
  for (const [name, field] of Object.entries(type.fields)) {
    values[name] = readField(field, read(field.env), problems)
  }
  if (problems.length > before) return undefined
  // To domains, others are added.
  const added = new Set(Object.values(type.fields).filter((field) => field.live === 'domains'))
  const isAdded = (env: string) => [...added].some((field) => field.env === env)
  const isPinned = (env: string) => read(env) !== undefined && !isAdded(env)
  return assemble(type, values, { section, live: live && { values: live, isPinned } }, problems)
}

/**
 * What would be wrong with a section in which some values are others.
 * @param values by the names of the fields
 */
export function problemsWith<T extends object>(type: SectionClass<T>, now: T, values: object): string[] {
  return type.rules.check?.({ ...now, ...values } as never) ?? []
}

/**
 * A section for tests: defaults, with the given values in place of some.
 * @throws {Error} when the combination is refused by the section's own check
 */
export function configOf<T extends object>(type: SectionClass<T>, values: Partial<T> = {}): T {
  const problems: string[] = []
  const defaults = Object.fromEntries(
    Object.entries(type.fields).map(([name, field]) => [name, field.default]),
  )
  const lookup: SectionLookup = (other) => configOf(other)
  const made = assemble(type, { ...defaults, ...values }, { section: lookup }, problems)
  if (!made) throw new Error(problems.join('; '))
  return made
}

function assemble<T extends object>(
  type: SectionClass<T>,
  values: Record<string, unknown>,
  { section, live }: { section: SectionLookup; live?: LiveSource | undefined },
  problems: string[],
): T | undefined {
  const before = problems.length
  const all = { ...values, ...type.rules.derive?.(values as never, section) }
  problems.push(...(type.rules.check?.(all as never) ?? []))
  return problems.length > before ? undefined : new type(all, live)
}

function readField(field: Field<unknown>, text: string | undefined, problems: string[]): unknown {
  if (text === undefined) {
    if (field.required) problems.push(`${field.env} is required: ${field.help}`)
    return field.default
  }
  try {
    return field.parse(text)
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error
    // The text of a secret must not end up in a log.
    problems.push(`${field.env} ${error.message}${field.secret ? '' : `, but is "${text}"`}`)
    return undefined
  }
}
