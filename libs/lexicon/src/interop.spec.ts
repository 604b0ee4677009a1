import { jsonToLex as publishedJsonToLex, Lexicons as PublishedLexicons } from '@atproto/lexicon'
import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { DataModelError, jsonToLex, type JsonValue } from '@guildhall/data'
import { bundledLexicons, type LexiconDoc } from '@guildhall/lexicon'
import { ValuesOfSchema } from '../test/values-of-schema.js'
import { DOCUMENT_TEXTS } from './generated/documents.js'

const documents = [...DOCUMENT_TEXTS.values()].map((text) => JSON.parse(text) as LexiconDoc)
const ours = bundledLexicons()
const records = ours.nsids().filter((nsid) => ours.record(nsid) !== undefined)
const values = new ValuesOfSchema(documents)

/** The published package, which has to be given everything at once. */
const published = new PublishedLexicons(documents.map((document) => structuredClone(document) as never))

function isValidToUs(nsid: string, json: JsonValue): boolean {
  try {
    return ours.record(nsid)!.validate(jsonToLex(json)).ok
  } catch (error) {
    if (error instanceof DataModelError) return false
    throw error
  }
}

function isValidToThem(nsid: string, json: JsonValue): boolean {
  try {
    published.assertValidRecord(nsid, publishedJsonToLex(structuredClone(json)))
    return true
  } catch {
    return false
  }
}

describe('the published package agrees', () => {
  it.each(records)('about %s', (nsid) => {
    fc.assert(
      fc.property(values.record(nsid), (json) => {
        expect({ json, valid: isValidToUs(nsid, json) }).toEqual({ json, valid: isValidToThem(nsid, json) })
      }),
      { numRuns: 60 },
    )
  })

  it('which says something, as of every type there are valid and invalid records among those tried', () => {
    expect(records.length).toBeGreaterThan(15)
    for (const nsid of records) {
      const verdicts = fc
        .sample(values.record(nsid), { numRuns: 200, seed: 1 })
        .map((json) => isValidToUs(nsid, json))
      expect([nsid, ...new Set(verdicts)].sort()).toEqual([false, true, nsid].sort())
    }
  })
})
