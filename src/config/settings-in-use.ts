import { describeConfiguration, settingText, type SettingDescription } from './describe.js'
import type { Environment } from './environment.js'
import { InvalidConfiguration } from './invalid-configuration.js'
import { declaredSections } from './section.js'

/** A setting with what it is set to. */
export interface SettingInUse extends SettingDescription {
  readonly section: string
  /** where its value comes from; `database`: set at run time; `derived`: from other settings */
  readonly source: 'environment' | 'database' | 'default' | 'derived' | 'unset'
  /** as text; never that of a secret */
  readonly value: string | undefined
}

/** All settings of all sections whose files were imported, with their values in an environment. */
export function settingsInUse(environment: Environment): SettingInUse[] {
  const types = new Map(declaredSections().map((type) => [type.section, type]))
  return describeConfiguration().flatMap(({ section, settings }) => {
    const type = types.get(section)!
    const values = valuesOf(() => environment.section(type))
    return settings.map((setting) => {
      const given = environment.read(setting.env)
      // Where the section cannot be made, there is what it would be made of.
      const plain = values ? values[setting.name] : (given ?? type.fields[setting.name]?.default)
      const text = settingText(plain)
      const isLive = setting.live !== undefined && environment.live.read(setting.env) !== undefined
      const source = given !== undefined ? 'environment' : isLive ? 'database' : sourceOf(setting, text)
      return { ...setting, section, source, value: setting.secret ? undefined : text }
    })
  })
}

/** What is wrong with an environment, one line each. */
export function problemsOf(environment: Environment): readonly string[] {
  try {
    environment.validate()
    return []
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error
    return error.problems
  }
}

function valuesOf(section: () => object): Record<string, unknown> | undefined {
  try {
    return section() as Record<string, unknown>
  } catch (error) {
    if (!(error instanceof InvalidConfiguration)) throw error
    return undefined
  }
}

function sourceOf({ default: usual }: SettingDescription, text: string | undefined): SettingInUse['source'] {
  if (text === undefined) return 'unset'
  return text === usual ? 'default' : 'derived'
}
