import { Injectable } from '@nestjs/common'
import { ClaimTemplate, slugOf } from '../../account/index.js'
import { Refusal } from '../../refusal.js'
import type { VerifiedClaims } from '../connections/identity-provider.js'

/** The template of handles that say nothing of the person. */
export const OPAQUE = 'opaque'

/** Makes names of what a provider says of people. */
@Injectable()
export class HandleTemplates {
  /** What is wrong with a template; undefined if nothing is. */
  async problemOf(template: string): Promise<string | undefined> {
    if (template === OPAQUE) return undefined
    if (template.length === 0) return 'must not be empty'
    try {
      await ClaimTemplate.read(template)
      return undefined
    } catch (error) {
      if (error instanceof Refusal) return error.message
      throw error
    }
  }

  /** The name that a template makes of a person; empty where it makes none. */
  async render(template: string, { email, name, locale, groups, raw }: VerifiedClaims): Promise<string> {
    try {
      const read = await ClaimTemplate.read(template)
      return slugOf(read.render({ email, name, locale, groups, claims: raw }))
    } catch (error) {
      // Too long, or about something that this person does not have: they are asked.
      if (error instanceof Refusal) return ''
      throw error
    }
  }
}
