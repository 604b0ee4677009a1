import { Injectable } from '@nestjs/common'
import { settingText } from './describe.js'
import { Environment } from './environment.js'
import { FieldProblem } from './field-problem.js'
import type { Field } from './fields.js'
import type { LiveGroup } from './live-group.js'
import { declaredSections, problemsWith, type SectionClass } from './section.js'

/** Values of settings by the names of their variables, as text. */
export type SettingTexts = Readonly<Record<string, string>>

/** What is wrong with a setting that somebody wants. */
export interface SettingProblem {
  readonly env: string
  readonly message: string
  /** whether the environment says what it is */
  readonly isPinned?: true
}

interface Place {
  readonly type: SectionClass<object>
  readonly name: string
  readonly field: Field<unknown>
}

/** The settings that may be changed while the server runs: which they are, what they may be, and what they are now. */
@Injectable()
export class LiveSettings {
  constructor(private readonly environment: Environment) {}

  /** What is wrong with values for settings of a group; none: they can be used. */
  problemsOf(group: LiveGroup, texts: SettingTexts): SettingProblem[] {
    const places = placesOf(group)
    const problems = Object.entries(texts).flatMap(([env, text]) => this.#problem(places.get(env), env, text))
    return problems.length > 0 ? problems : this.#together(places, texts)
  }

  /** Makes values hold from now on, in place of all others of the group; what cannot be read has its default. */
  use(group: LiveGroup, texts: SettingTexts): void {
    const places = placesOf(group)
    const known = Object.entries(texts).filter(
      ([env, text]) =>
        places.has(env) && this.#problem(places.get(env), env, text).every((one) => one.isPinned),
    )
    const values = known.map(([env, text]) => [env, places.get(env)!.field.parse(text)] as const)
    this.environment.live.replace(group, new Map(values))
  }

  /** The texts of what somebody has sent as JSON. */
  static textsOf(values: Readonly<Record<string, unknown>>): SettingTexts {
    const given = Object.entries(values).flatMap(([env, value]) => {
      const text = value === null ? undefined : settingText(value)
      return text === undefined || text.trim() === '' ? [] : [[env, text.trim()] as const]
    })
    return Object.fromEntries(given)
  }

  #problem(place: Place | undefined, env: string, text: string): SettingProblem[] {
    if (!place) return [{ env, message: 'is no setting of this group' }]
    if (this.environment.read(env) !== undefined)
      return [{ env, message: 'is set by the environment', isPinned: true }]
    try {
      place.field.parse(text)
      return []
    } catch (error) {
      if (!(error instanceof FieldProblem)) throw error
      return [{ env, message: error.message }]
    }
  }

  /** What sections say of values that are right each by itself. */
  #together(places: ReadonlyMap<string, Place>, texts: SettingTexts): SettingProblem[] {
    const types = new Set([...places.values()].map(({ type }) => type))
    return [...types].flatMap((type) => {
      const own = [...places].filter(([, place]) => place.type === type)
      const values = own.map(([env, { name, field }]) => {
        const text = texts[env]
        return [name, text === undefined ? this.#usual(type, name, field) : field.parse(text)] as const
      })
      const problems = problemsWith(type, this.environment.section(type), Object.fromEntries(values))
      return problems.map((message) => ({ env: own[0]![0], message }))
    })
  }

  /** What a setting is while nobody sets it here. */
  #usual(type: SectionClass<object>, name: string, field: Field<unknown>): unknown {
    if (this.environment.read(field.env) === undefined && field.default !== undefined) return field.default
    return (this.environment.section(type) as Record<string, unknown>)[name]
  }
}

function placesOf(group: LiveGroup): ReadonlyMap<string, Place> {
  const places = declaredSections().flatMap((type) =>
    Object.entries(type.fields)
      .filter(([, field]) => field.live === group)
      .map(([name, field]) => [field.env, { type, name, field }] as const),
  )
  return new Map(places)
}
