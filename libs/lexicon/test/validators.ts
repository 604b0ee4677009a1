import type { LexValue } from '@guildhall/data'
import {
  type Definition,
  type LexiconDoc,
  Lexicons,
  type Schema,
  type ValidationResult,
} from '@guildhall/lexicon'

/** The document that the helpers below put definitions into. */
export const HOME = 'com.example.home'

/** A document of some definitions. */
export function documentOf(defs: Record<string, Definition>, id = HOME): LexiconDoc {
  return { lexicon: 1, id, defs }
}

/** What is said against a value: where and why, or nothing if it is valid. */
export function objection(result: ValidationResult<unknown>): string | undefined {
  return result.ok ? undefined : `${result.path} ${result.message}`.trim()
}

/**
 * Validates values of one schema, which stands as a property of an object, as schemas in records do.
 * @param defs other definitions of the same document
 * @param docs documents that are known beside it
 */
export function validatorOf(
  schema: Schema,
  defs: Record<string, Definition> = {},
  docs: LexiconDoc[] = [],
): (value: LexValue) => string | undefined {
  const main: Definition = { type: 'object', required: ['v'], properties: { v: schema } }
  const lexicons = new Lexicons([documentOf({ main, ...defs }), ...docs])
  const definition = lexicons.definition(HOME)
  return (value) => {
    const said = objection(definition!.validate({ v: value }))
    return said?.startsWith('/v') ? said.slice('/v'.length).trim() : said
  }
}

/** A value of each type of the data model, by the name of the type. */
export function valuesOfEveryType(link: LexValue): [string, LexValue][] {
  return [
    ['null', null],
    ['boolean', true],
    ['integer', 5],
    ['string', 'text'],
    ['bytes', Uint8Array.of(1, 2, 3)],
    ['cid-link', link],
    ['array', []],
    ['object', {}],
  ]
}
