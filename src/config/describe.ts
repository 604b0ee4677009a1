import type { LiveGroup } from './live-group.js'
import { declaredSections } from './section.js'

/** One setting, as data for documents and examples. */
export interface SettingDescription {
  name: string
  env: string
  kind: string
  help: string
  secret: boolean
  required: boolean
  /** How the default reads; undefined when the setting is unset by default. Never the default of a secret. */
  default: string | undefined
  /** The group in which it may be changed at run time, if it may. */
  live: LiveGroup | undefined
}

/** The settings of a feature. */
export interface SectionDescription {
  section: string
  settings: SettingDescription[]
}

/** All settings of all sections whose files were imported, sections by name, settings as declared. */
export function describeConfiguration(): SectionDescription[] {
  return declaredSections()
    .sort((a, b) => (a.section < b.section ? -1 : 1))
    .map(({ section, fields }) => ({
      section,
      settings: Object.entries(fields).map(([name, field]) => ({
        name,
        env: field.env,
        kind: field.kind,
        help: field.help,
        secret: field.secret,
        required: field.required,
        default: field.defaultHelp ?? (field.secret ? undefined : settingText(field.default)),
        live: field.live,
      })),
    }))
}

/** A value as it would be written in the environment; undefined stays. */
export function settingText(value: unknown): string | undefined {
  if (value === undefined) return undefined
  return Array.isArray(value) ? value.join(',') : String(value)
}
