import type { FS, Liquid, Template } from 'liquidjs'
import { asciiOf, localPartOf, slugOf } from './claim-text.js'

/** What a template may be made of: nothing that loops, includes or reads the clock. */
const TAGS = new Set(['if', 'unless', 'case', 'assign'])
const FILTERS = new Set([
  ...['append', 'prepend', 'capitalize', 'default', 'downcase', 'upcase', 'first', 'last', 'join', 'split'],
  ...['lstrip', 'rstrip', 'strip', 'remove', 'remove_first', 'replace', 'replace_first', 'size', 'slice'],
])

/** Longest template, in characters. */
export const TEMPLATE_LENGTH_MAX = 1_000
/** Longest text that one makes. */
export const RENDERED_LENGTH_MAX = 1_000
/** Longest time that one may take (ms). */
const RENDER_MS = 50
/** What texts that come about on the way may take, in characters. */
const MEMORY_MAX = 20_000

/** There are no files. */
const NO_FILES: FS = {
  exists: () => Promise.resolve(false),
  existsSync: () => false,
  readFile: () => Promise.reject(new Error('there are no files')),
  readFileSync: () => {
    throw new Error('there are no files')
  },
  resolve: (_root, file) => file,
}

let engine: Promise<Liquid> | undefined

/** The engine behind templates. It is loaded with the first of them. */
export function templateEngine(): Promise<Liquid> {
  engine ??= makeEngine()
  return engine
}

/** A template that was read. */
export type ReadTemplate = Template[]

async function makeEngine(): Promise<Liquid> {
  const { Liquid } = await import('liquidjs')
  const made = new Liquid({
    fs: NO_FILES,
    relativeReference: false,
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    parseLimit: TEMPLATE_LENGTH_MAX,
    renderLimit: RENDER_MS,
    memoryLimit: MEMORY_MAX,
  })
  for (const name of Object.keys(made.tags)) if (!TAGS.has(name)) delete made.tags[name]
  for (const name of Object.keys(made.filters)) if (!FILTERS.has(name)) delete made.filters[name]
  made.registerFilter('ascii', (value: unknown) => asciiOf(textOf(value)))
  made.registerFilter('slug', (value: unknown) => slugOf(textOf(value)))
  made.registerFilter('localpart', (value: unknown) => localPartOf(textOf(value)))
  return made
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
