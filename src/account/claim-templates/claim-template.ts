import type { Liquid } from 'liquidjs'
import { InvalidTemplate } from '../account.errors.js'
import {
  type ReadTemplate,
  RENDERED_LENGTH_MAX,
  TEMPLATE_LENGTH_MAX,
  templateEngine,
} from './template-engine.js'

/** What is known of somebody, as whoever vouches for them says it: `{ email: 'lea@example.com' }`. */
export type Claims = Readonly<Record<string, unknown>>

/**
 * A text made of what is known of somebody, such as `{{ email | localpart | ascii | slug }}.{{ domain }}` (Liquid, with
 * the filters `ascii`, `slug` and `localpart`). It sees the claims and nothing else, runs no code, and has an end.
 */
export class ClaimTemplate {
  private constructor(
    private readonly engine: Liquid,
    private readonly template: ReadTemplate,
  ) {}

  /** @throws {InvalidTemplate} when the text is none */
  static async read(text: string): Promise<ClaimTemplate> {
    if (text.length > TEMPLATE_LENGTH_MAX)
      throw new InvalidTemplate(`longer than ${TEMPLATE_LENGTH_MAX} characters`)
    const engine = await templateEngine()
    try {
      return new ClaimTemplate(engine, engine.parse(text))
    } catch (error) {
      throw new InvalidTemplate(reasonOf(error))
    }
  }

  /**
   * The text for somebody; claims that are not there are empty.
   * @throws {InvalidTemplate} when it takes too long or becomes too long
   */
  render(claims: Claims): string {
    let text: string
    try {
      // A copy: what claims inherit is nobody's business, and templates may assign.
      text = String(this.engine.renderSync(this.template, { ...claims }))
    } catch (error) {
      throw new InvalidTemplate(reasonOf(error))
    }
    if (text.length > RENDERED_LENGTH_MAX) throw new InvalidTemplate('what it makes is too long')
    return text.trim()
  }
}

/** The first line of what the engine says; further ones show the template. */
function reasonOf(error: unknown): string {
  return (error as Error).message.split('\n', 1)[0]!
}
