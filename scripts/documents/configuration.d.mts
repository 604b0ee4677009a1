export interface Setting {
  name: string
  env: string
  kind: string
  help: string
  secret: boolean
  required: boolean
  default?: string | undefined
  live?: string | undefined
}
export interface Section {
  section: string
  settings: Setting[]
}

/** The example environment file. */
export function exampleEnvironment(sections: Section[]): string
/** The page for operators. */
export function configurationPage(sections: Section[]): string
/** A Markdown table with cells that cannot break it. */
export function table(head: string[], rows: string[][]): string
