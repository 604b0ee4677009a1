import { Injectable } from '@nestjs/common'
import type { Liquid } from 'liquidjs'
import type { VerifiedClaims } from '../connections/identity-provider.js'
import { asciiOf, slugOf } from './handle-slug.js'

/** The template of handles that say nothing of the person. */
export const OPAQUE = 'opaque'

const TEMPLATE_LENGTH_MAX = 500
/** What a template may use: time (ms), and memory in the units of liquidjs. */
const LIMITS = { parseLimit: 5_000, renderLimit: 50, memoryLimit: 100_000 } as const

/** What templates know of a person. */
type TemplateFacts = Pick<VerifiedClaims, 'email' | 'name' | 'locale' | 'groups'> & {
  readonly claims: VerifiedClaims['raw']
}

/** Makes names of what is known of people, by templates of liquid: texts and filters, and no way out. */
@Injectable()
export class HandleTemplates {
  #engine: Promise<Liquid> | undefined

  /** What is wrong with a template; undefined if nothing is. */
  async problemOf(template: string): Promise<string | undefined> {
    if (template === OPAQUE) return undefined
    if (template.length === 0 || template.length > TEMPLATE_LENGTH_MAX)
      return `must have 1 to ${TEMPLATE_LENGTH_MAX} characters`
    try {
      ;(await this.#liquid()).parse(template)
      return undefined
    } catch (error) {
      return `is no template: ${(error as Error).message.slice(0, 200)}`
    }
  }

  /** The name that a template makes of a person; empty where it makes none. */
  async render(template: string, { email, name, locale, groups, raw }: VerifiedClaims): Promise<string> {
    const facts: TemplateFacts = { email, name, locale, groups, claims: raw }
    try {
      const engine = await this.#liquid()
      return slugOf(String(await engine.parseAndRender(template, facts)))
    } catch {
      // Too long, or about something that this person does not have: they are asked.
      return ''
    }
  }

  #liquid(): Promise<Liquid> {
    this.#engine ??= engineOf()
    return this.#engine
  }
}

async function engineOf(): Promise<Liquid> {
  const { Liquid } = await import('liquidjs')
  // No files: `include`, `render` and `layout` find nothing.
  const engine = new Liquid({
    ...LIMITS,
    ownPropertyOnly: true,
    strictFilters: true,
    templates: {},
    jsTruthy: false,
  })
  engine.registerFilter('localpart', (value: unknown) => String(value ?? '').split('@', 1)[0])
  engine.registerFilter('ascii', (value: unknown) => asciiOf(String(value ?? '')))
  engine.registerFilter('slug', (value: unknown) => slugOf(String(value ?? '')))
  return engine
}
