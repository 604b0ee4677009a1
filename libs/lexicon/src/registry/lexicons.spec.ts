import { describe, expect, it } from '@jest/globals'
import {
  type Definition,
  InvalidLexicon,
  type LexiconDoc,
  Lexicons,
  MissingLexicon,
  type ObjectSchema,
} from '@guildhall/lexicon'
import { documentOf, HOME, objection } from '../../test/validators.js'

const note: ObjectSchema = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } }
const record: Definition = { type: 'record', key: 'tid', record: note }

describe('a set of lexicons', () => {
  const lexicons = new Lexicons([
    documentOf({ main: record, part: { type: 'string' } }),
    documentOf({ main: { type: 'query' } }, 'com.example.get'),
    documentOf({ state: { type: 'token' } }, 'com.example.defs'),
  ])

  it('knows what it was given', () => {
    expect(lexicons.nsids().sort()).toEqual(['com.example.defs', 'com.example.get', HOME])
    expect(lexicons.has(HOME)).toBe(true)
    expect(lexicons.has('com.example.gone')).toBe(false)
  })

  it('tells records, methods and other definitions apart', () => {
    expect(lexicons.record(HOME)).toBeDefined()
    expect(lexicons.method(HOME)).toBeUndefined()
    expect(lexicons.method('com.example.get')).toBeDefined()
    expect(lexicons.record('com.example.get')).toBeUndefined()
    expect(lexicons.record('com.example.defs')).toBeUndefined()
    expect(lexicons.definition('com.example.defs')).toBeUndefined()
    expect(lexicons.definition(HOME)).toBeDefined()
    expect(lexicons.definition(`${HOME}#part`)!.validate('a')).toEqual({ ok: true, value: 'a' })
    expect(lexicons.definition('com.example.defs#state')!.validate('com.example.defs#state').ok).toBe(true)
    expect(() => lexicons.definition('com.example.get')).toThrow(InvalidLexicon)
  })

  it.each([
    '',
    '#',
    '#main',
    'com.example.gone',
    `${HOME}#gone`,
    `${HOME}#`,
    `${HOME}#main#main`,
    `${HOME}#part#part`,
    `${HOME}#constructor`,
    `${HOME}#__proto__`,
    '__proto__',
    'constructor',
  ])('does not know %j', (ref) => {
    expect(lexicons.definition(ref)).toBeUndefined()
  })

  it('finds records and methods by their NSID and by nothing else', () => {
    for (const suffix of ['#main', '#', '#part', ' ', '/']) {
      expect(lexicons.record(`${HOME}${suffix}`)).toBeUndefined()
      expect(lexicons.method(`com.example.get${suffix}`)).toBeUndefined()
    }
  })

  it('compiles once', () => {
    expect(lexicons.record(HOME)).toBe(lexicons.record(HOME))
    expect(lexicons.method('com.example.get')).toBe(lexicons.method('com.example.get'))
  })

  it('refuses documents that are malformed, or of one NSID', () => {
    const malformed = documentOf({ main: { type: 'query', input: {} } as unknown as Definition })
    expect(() => new Lexicons([malformed])).toThrow(InvalidLexicon)
    const twice = [documentOf({ main: record }), documentOf({ other: { type: 'token' } })]
    expect(() => new Lexicons(twice)).toThrow(`there are two documents of ${HOME}`)
  })

  it('asks a source for documents when they are needed, and not before', () => {
    const docs = new Map([
      [
        HOME,
        documentOf({ main: { type: 'object', properties: { a: { type: 'ref', ref: 'com.example.late' } } } }),
      ],
      ['com.example.late', documentOf({ main: { type: 'string' } }, 'com.example.late')],
    ])
    const asked: string[] = []
    const source = {
      nsids: () => docs.keys(),
      has: (nsid: string) => docs.has(nsid),
      get(nsid: string): LexiconDoc | undefined {
        asked.push(nsid)
        return docs.get(nsid)
      },
    }
    const late = new Lexicons(source)
    expect(late.has(HOME)).toBe(true)
    expect(asked).toEqual([])
    const definition = late.definition(HOME)!
    expect(new Set(asked)).toEqual(new Set([HOME]))
    expect(definition.validate({}).ok).toBe(true)
    expect(asked).not.toContain('com.example.late')
    expect(objection(definition.validate({ a: 5 }))).toBe('/a must be a string')
    expect(asked).toContain('com.example.late')
  })
})

describe('a record', () => {
  const { validate } = new Lexicons([documentOf({ main: record })]).record(HOME)!

  it('says that it is one, and is given back itself', () => {
    const value = { $type: HOME, text: 'a', more: 1 }
    const result = validate(value)
    expect(result.ok && result.value).toBe(value)
  })

  it.each([undefined, null, '', 5, 'com.example.other', `${HOME}#main`])('is not of $type %j', (type) => {
    const value = { text: 'a', ...(type === undefined ? {} : { $type: type }) }
    expect(objection(validate(value))).toBe(`/$type must be ${HOME}`)
  })

  it('does not inherit its $type', () => {
    const hostile = JSON.parse(`{"__proto__": {"$type": "${HOME}"}, "text": "a"}`) as Record<string, string>
    expect(objection(validate(hostile))).toBe(`/$type must be ${HOME}`)
  })

  it('is an object with what its type requires', () => {
    expect(objection(validate('x'))).toBe('must be an object')
    expect(objection(validate([]))).toBe('must be an object')
    expect(objection(validate({ $type: HOME }))).toBe('/text is required')
  })
})

describe('a method', () => {
  const json = (schema?: ObjectSchema) => ({ encoding: 'application/json', ...(schema && { schema }) })
  const methodOf = (main: Definition) => new Lexicons([documentOf({ main })]).method(HOME)!

  it('has the bodies and errors that it declares, and no others', () => {
    const bare = methodOf({ type: 'procedure' })
    expect(bare).toMatchObject({ kind: 'procedure', errors: [] })
    expect(bare.input).toBeUndefined()
    expect(bare.output).toBeUndefined()
    const full = methodOf({
      type: 'procedure',
      input: { encoding: '*/*' },
      output: json(note),
      errors: [{ name: 'NotFound' }, { name: 'TooLate' }],
    })
    expect(full.errors).toEqual(['NotFound', 'TooLate'])
    expect(full.input).toEqual({ encoding: '*/*' })
    expect(full.output?.encoding).toBe('application/json')
  })

  it('of which the schema says nothing takes any JSON', () => {
    expect(methodOf({ type: 'query', output: json() }).output?.validate).toBeUndefined()
  })

  it('checks what it is sent and what it answers', () => {
    const method = methodOf({ type: 'procedure', input: json(note), output: json(note) })
    for (const body of [method.input!, method.output!]) {
      expect(objection(body.validate!({ text: 'a' }))).toBeUndefined()
      expect(objection(body.validate!({}))).toBe('/text is required')
      expect(objection(body.validate!([]))).toBe('must be an object')
    }
  })

  it('can be a subscription, whose messages are for the stream to check', () => {
    const method = methodOf({
      type: 'subscription',
      parameters: { type: 'params', properties: { cursor: { type: 'integer' } } },
      message: { schema: { type: 'union', refs: [] } },
    })
    expect(method.kind).toBe('subscription')
    expect(method.params([['cursor', '5']])).toEqual({ ok: true, value: { cursor: 5 } })
    expect(method.output).toBeUndefined()
  })

  it('with a body of another document needs that when it is called', () => {
    const schema = { type: 'ref' as const, ref: 'com.example.gone' }
    const input = { encoding: 'application/json', schema }
    const method = methodOf({ type: 'procedure', input })
    expect(() => method.input!.validate!({})).toThrow(MissingLexicon)
  })
})
