import { InvalidLexicon, parseLexicon } from '@guildhall/lexicon'

/** The NSID of the documents below. */
export const ID = 'com.example.home'

/** A document of some definitions, good or bad. */
export function document(defs: unknown, more: object = {}) {
  return { lexicon: 1, id: ID, defs, ...more }
}

/** A document with one schema in it, as the property `v` of an object. */
export function withSchema(schema: unknown) {
  return document({ main: { type: 'object', properties: { v: schema } } })
}

/** A document of one query with parameters. */
export function withParams(parameters: unknown) {
  return document({ main: { type: 'query', parameters } })
}

/** What the parser says against a document, or nothing. */
export function objectionTo(json: unknown): string | undefined {
  try {
    parseLexicon(json)
    return undefined
  } catch (error) {
    if (error instanceof InvalidLexicon) return error.message
    throw error
  }
}
