import { describe, expect, it } from '@jest/globals'
import type { LexMap, LexValue } from '@guildhall/data'
import {
  type Definition,
  Lexicons,
  MissingLexicon,
  type ObjectSchema,
  type Schema,
  type UnionSchema,
} from '@guildhall/lexicon'
import { documentOf, HOME, objection } from '../../test/validators.js'

/** Validates the input of a procedure, and gives back what is made of it. */
function inputOf(schema: ObjectSchema | UnionSchema, defs: Record<string, Definition> = {}) {
  const main: Definition = { type: 'procedure', input: { encoding: 'application/json', schema } }
  const method = new Lexicons([documentOf({ main, ...defs })]).method(HOME)
  return (value: LexValue) => {
    const result = method!.input!.validate!(value)
    return result.ok ? result.value : objection(result)
  }
}

const limit = { type: 'integer' as const, default: 50 }

describe('defaults of a body', () => {
  it('are filled in where a property is missing, in a copy', () => {
    const read = inputOf({
      type: 'object',
      properties: {
        limit,
        off: { type: 'boolean', default: false },
        blank: { type: 'string', default: '' },
        plain: { type: 'string' },
      },
    })
    const value = { plain: 'a', more: 1 }
    expect(read(value)).toEqual({ limit: 50, off: false, blank: '', plain: 'a', more: 1 })
    expect(value).toEqual({ plain: 'a', more: 1 })
    expect(read({ limit: undefined, off: true, blank: 'b' })).toEqual({ limit: 50, off: true, blank: 'b' })
  })

  it('leave a value as it is when none is missing', () => {
    const read = inputOf({
      type: 'object',
      properties: {
        limit,
        inner: { type: 'object', properties: { limit } },
        list: { type: 'array', items: limit },
      },
    })
    const value = { limit: 0, inner: { limit: 1 }, list: [1, 2] }
    expect(read(value)).toBe(value)
  })

  it('come before what is required, and are held to the schema as all values are', () => {
    expect(inputOf({ type: 'object', required: ['limit'], properties: { limit } })({})).toEqual({ limit: 50 })
    const tooMany = { type: 'object' as const, properties: { limit: { ...limit, maximum: 10 } } }
    expect(inputOf(tooMany)({})).toBe('/limit must not be greater than 10')
  })

  it('do not stand in for null, nor for a value of a wrong type', () => {
    const read = inputOf({ type: 'object', nullable: ['a'], properties: { a: limit, b: limit } })
    expect(read({ a: null, b: 1 })).toEqual({ a: null, b: 1 })
    expect(read({ b: null })).toBe('/b must be an integer')
    expect(read({ b: 'x' })).toBe('/b must be an integer')
    expect(read([])).toBe('must be an object')
    expect(read(null)).toBe('must be an object')
  })

  it('are found in objects, lists, references and variants, and only what leads there is copied', () => {
    const options: Definition = { type: 'object', properties: { limit } }
    const read = inputOf(
      {
        type: 'object',
        properties: {
          inner: { type: 'object', properties: { limit } },
          list: { type: 'array', items: { type: 'ref', ref: '#options' } },
          one: { type: 'union', refs: ['#options'] },
          other: { type: 'unknown' },
        },
      },
      { options },
    )
    const whole = { limit: 1 }
    const other = { a: 1 }
    const value = {
      inner: {},
      list: [whole, {}],
      one: { $type: `${HOME}#options` },
      other,
    }
    const filled = read(value) as LexMap & { list: LexMap[] }
    expect(filled).toEqual({
      inner: { limit: 50 },
      list: [{ limit: 1 }, { limit: 50 }],
      one: { $type: `${HOME}#options`, limit: 50 },
      other: { a: 1 },
    })
    expect(filled.list[0]).toBe(whole)
    expect(filled.other).toBe(other)
    expect(value).toEqual({
      inner: {},
      list: [{ limit: 1 }, {}],
      one: { $type: `${HOME}#options` },
      other: { a: 1 },
    })
  })

  it('are not filled into variants of other types', () => {
    const options: Definition = { type: 'object', properties: { limit } }
    const read = inputOf({ type: 'union', refs: ['#options'] }, { options })
    expect(read({ $type: 'com.example.other' })).toEqual({ $type: 'com.example.other' })
    expect(read({})).toBe('/$type is required')
    expect(read('x')).toBe('must be an object')
  })

  it('are followed through definitions that contain themselves', () => {
    const node: Definition = {
      type: 'object',
      properties: { limit, next: { type: 'ref', ref: '#node' } },
    }
    const read = inputOf({ type: 'object', properties: { first: { type: 'ref', ref: '#node' } } }, { node })
    expect(read({ first: { next: { next: {} } } })).toEqual({
      first: { limit: 50, next: { limit: 50, next: { limit: 50 } } },
    })
  })

  it('are not filled into a record: it stays what its author signs', () => {
    const note: Definition = { type: 'record', key: 'tid', record: { type: 'object', properties: { limit } } }
    const lexicons = new Lexicons([
      documentOf({ main: note }),
      documentOf(
        {
          main: {
            type: 'procedure',
            input: {
              encoding: 'application/json',
              schema: { type: 'object', properties: { record: { type: 'ref', ref: HOME } } },
            },
          },
        },
        'com.example.put',
      ),
    ])
    const record = { $type: HOME }
    expect(lexicons.record(HOME)!.validate(record)).toEqual({ ok: true, value: { $type: HOME } })
    const input = { record }
    expect(lexicons.method('com.example.put')!.input!.validate!(input)).toEqual({ ok: true, value: input })
    expect(record).toEqual({ $type: HOME })
  })

  it('are not filled into what is answered', () => {
    const schema: ObjectSchema = { type: 'object', properties: { limit } }
    const main: Definition = { type: 'query', output: { encoding: 'application/json', schema } }
    const answer = {}
    const result = new Lexicons([documentOf({ main })]).method(HOME)!.output!.validate!(answer)
    expect(result.ok && result.value).toBe(answer)
    expect(answer).toEqual({})
  })

  it('do not reach through names that every object has', () => {
    const properties: ObjectSchema['properties'] = Object.fromEntries<Schema>([
      ['constructor', { type: 'string', default: 'a' }],
      ['toString', { type: 'object', properties: { limit } }],
    ])
    const read = inputOf({ type: 'object', properties })
    const filled = read({}) as object
    expect(Object.entries(filled)).toEqual([['constructor', 'a']])
    expect(read({ toString: {} })).toEqual({ constructor: 'a', toString: { limit: 50 } })
  })

  it('behind a reference that leads nowhere are missed when a value leads there', () => {
    const read = inputOf({ type: 'object', properties: { limit, gone: { type: 'ref', ref: '#gone' } } })
    expect(read({})).toEqual({ limit: 50 })
    expect(() => read({ gone: {} })).toThrow(MissingLexicon)
  })
})
