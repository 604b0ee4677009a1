import { describe, expect, it } from '@jest/globals'
import { type Definition, definitionReferences } from '@guildhall/lexicon'
import { documentOf, HOME } from '../../test/validators.js'

const references = (main: Definition, name = 'main') => definitionReferences(documentOf({ main }), name)

describe('the references of a definition', () => {
  it('are found in properties, items and unions, each once, written out', () => {
    const main: Definition = {
      type: 'record',
      key: 'any',
      record: {
        type: 'object',
        properties: {
          text: { type: 'string' },
          here: { type: 'ref', ref: '#here' },
          there: { type: 'ref', ref: 'com.example.there' },
          again: { type: 'array', items: { type: 'ref', ref: 'com.example.there#main' } },
          inner: {
            type: 'object',
            properties: { one: { type: 'union', refs: ['#one', 'com.example.defs#two'] } },
          },
        },
      },
    }
    expect(references(main).sort()).toEqual(
      ['com.example.defs#two', 'com.example.there#main', `${HOME}#here`, `${HOME}#one`].sort(),
    )
  })

  it('are none where there are no values, or no such definition', () => {
    const output = { encoding: 'application/json', schema: { type: 'ref' as const, ref: '#view' } }
    expect(references({ type: 'query', output })).toEqual([])
    expect(references({ type: 'string' })).toEqual([])
    expect(references({ type: 'string' }, 'gone')).toEqual([])
    expect(references({ type: 'string' }, 'constructor')).toEqual([])
  })
})
