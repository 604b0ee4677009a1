import { InvalidConfiguration } from './invalid-configuration.js'
import { LiveValues } from './live-values.js'
import { declaredSections, readSection, type SectionClass } from './section.js'

/** Variables with this prefix are ours; one that no section declares is probably a slip of the pen. */
const OWN_PREFIX = 'PDS_'

type Variables = Readonly<Record<string, string | undefined>>

/** The environment variables of the installation, and the sections that were read from them. */
export class Environment {
  /** Values of the service that stand where the environment says nothing; its sections show them at once. */
  readonly live = new LiveValues()
  readonly #variables: Variables
  readonly #sections = new Map<object, object>()
  readonly #underway = new Set<object>()

  private constructor(variables: Variables) {
    this.#variables = { ...variables }
  }

  /** The environment of this process. This is the only place that reads it. */
  static ofProcess(): Environment {
    return new Environment(process.env)
  }

  /** An environment made of the given variables only. */
  static of(variables: Variables): Environment {
    return new Environment(variables)
  }

  /** The text of a variable; an empty one counts as unset. */
  read(name: string): string | undefined {
    return this.#variables[name]?.trim() || undefined
  }

  /**
   * A section, read at its first use and kept.
   * @throws {InvalidConfiguration}
   */
  section<T extends object>(type: SectionClass<T>): T {
    const problems: string[] = []
    const section = this.#load(type, problems)
    if (!section) throw new InvalidConfiguration(problems)
    return section
  }

  /**
   * Reads all declared sections.
   * @throws {InvalidConfiguration} with the problems of all of them together
   */
  validate(): void {
    const problems: string[] = []
    for (const type of declaredSections()) this.#load(type, problems)
    if (problems.length > 0) throw new InvalidConfiguration([...new Set(problems)])
  }

  /** Names of variables that look like ours, but that no section declares. */
  unknownVariables(): string[] {
    const known = new Set(
      declaredSections().flatMap(({ fields }) => Object.values(fields).map(({ env }) => env)),
    )
    return Object.keys(this.#variables)
      .filter((name) => name.startsWith(OWN_PREFIX) && !known.has(name) && this.read(name) !== undefined)
      .sort()
  }

  #load<T extends object>(type: SectionClass<T>, problems: string[]): T | undefined {
    const kept = this.#sections.get(type)
    if (kept) return kept as T
    if (this.#underway.has(type)) throw new Error(`the section "${type.section}" is derived from itself`)
    this.#underway.add(type)
    try {
      const made = this.#read(type, problems)
      if (made) this.#sections.set(type, made)
      return made
    } finally {
      this.#underway.delete(type)
    }
  }

  #read<T extends object>(type: SectionClass<T>, problems: string[]): T | undefined {
    try {
      return readSection(
        type,
        (name) => this.read(name),
        (other) => this.section(other),
        problems,
        this.live,
      )
    } catch (error) {
      // A section it is derived from has problems of its own.
      if (!(error instanceof InvalidConfiguration)) throw error
      problems.push(...error.problems)
      return undefined
    }
  }
}
