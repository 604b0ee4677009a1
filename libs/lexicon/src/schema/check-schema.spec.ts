import { describe, expect, it } from '@jest/globals'
import { document, objectionTo, withParams, withSchema } from '../../test/documents.js'

describe('a schema', () => {
  it.each<[object]>([
    [{ type: 'boolean', default: false }],
    [{ type: 'boolean', const: true }],
    [{ type: 'integer', minimum: -1, maximum: 1, enum: [0, 1], default: 0 }],
    [{ type: 'integer', const: 5 }],
    [{ type: 'string', minLength: 0, maxLength: 1, minGraphemes: 0, maxGraphemes: 1 }],
    [{ type: 'string', format: 'did', knownValues: [], description: 'x' }],
    [{ type: 'string', enum: ['a', 'b'], default: 'a' }],
    [{ type: 'bytes', minLength: 1, maxLength: 1 }],
    [{ type: 'cid-link' }],
    [{ type: 'blob', accept: ['*/*', 'image/*', 'image/svg+xml'], maxSize: 0 }],
    [{ type: 'array', items: { type: 'unknown' }, minLength: 1 }],
    [{ type: 'object', properties: { a: { type: 'unknown' } }, required: ['a'], nullable: ['a', 'b'] }],
    [{ type: 'ref', ref: '#a' }],
    [{ type: 'ref', ref: 'com.example.other' }],
    [{ type: 'ref', ref: 'com.example.other#a' }],
    [{ type: 'union', refs: [] }],
    [{ type: 'union', refs: ['#a', 'com.example.other'], closed: true }],
    [{ type: 'unknown' }],
    [{ type: 'string', fieldOfTheFuture: true }],
  ])('can be %j', (schema) => {
    expect(objectionTo(withSchema(schema))).toBeUndefined()
  })

  it.each<[object, string]>([
    [{ type: 'null' }, ': must not be of type "null"'],
    [{ type: 'token' }, ': must not be of type "token"'],
    [{ type: 'record' }, ': must not be of type "record"'],
    [{ type: 'params' }, ': must not be of type "params"'],
    [{ type: 'boolean', default: 0 }, '/default: must be a boolean'],
    [{ type: 'boolean', const: null }, '/const: must be a boolean'],
    [{ type: 'boolean', description: 5 }, '/description: must be a string'],
    [{ type: 'integer', minimum: 0.5 }, '/minimum: must be an integer'],
    [{ type: 'integer', maximum: '1' }, '/maximum: must be an integer'],
    [{ type: 'integer', minimum: 2, maximum: 1 }, ': asks for at least 2, at most 1'],
    [{ type: 'integer', enum: [] }, '/enum: must not be empty'],
    [{ type: 'integer', enum: ['1'] }, '/enum: must be an array of integers'],
    [{ type: 'integer', enum: 1 }, '/enum: must be an array of integers'],
    [{ type: 'integer', enum: [1], default: 2 }, ': 2 is not in `enum`'],
    [{ type: 'integer', enum: [1], const: 2 }, ': 2 is not in `enum`'],
    [{ type: 'string', maxLength: -1 }, '/maxLength: must be an integer, 0 or more'],
    [{ type: 'string', minLength: 0.5 }, '/minLength: must be an integer, 0 or more'],
    [{ type: 'string', minLength: 2, maxLength: 1 }, ': asks for at least 2, at most 1'],
    [{ type: 'string', minGraphemes: 2, maxGraphemes: 1 }, ': asks for at least 2, at most 1'],
    [{ type: 'string', format: 'url' }, '/format: unknown format url'],
    [{ type: 'string', format: 'constructor' }, '/format: unknown format constructor'],
    [{ type: 'string', default: 'a', const: 'a' }, ': `const` and `default` exclude each other'],
    [{ type: 'string', enum: [] }, '/enum: must not be empty'],
    [{ type: 'string', enum: ['a'], default: 'b' }, ': b is not in `enum`'],
    [{ type: 'string', enum: ['a', 1] }, '/enum: must be an array of strings'],
    [{ type: 'string', knownValues: 'a' }, '/knownValues: must be an array of strings'],
    [{ type: 'bytes', minLength: 2, maxLength: 1 }, ': asks for at least 2, at most 1'],
    [{ type: 'blob', maxSize: -1 }, '/maxSize: must be an integer, 0 or more'],
    [{ type: 'blob', accept: ['*'] }, '/accept: not a MIME type: *'],
    [{ type: 'blob', accept: ['image'] }, '/accept: not a MIME type: image'],
    [{ type: 'blob', accept: ['text/ht*'] }, '/accept: not a MIME type: text/ht*'],
    [{ type: 'blob', accept: ['*/png'] }, '/accept: not a MIME type: */png'],
    [{ type: 'array' }, ': must have `items`'],
    [{ type: 'array', items: [] }, '/items: must be an object'],
    [{ type: 'array', items: { type: 'token' } }, '/items: must not be of type "token"'],
    [
      { type: 'array', items: { type: 'integer' }, minLength: 2, maxLength: 1 },
      ': asks for at least 2, at most 1',
    ],
    [{ type: 'object' }, ': must have `properties`'],
    [{ type: 'object', properties: { a: {} } }, '/properties/a: must have `type`'],
    [{ type: 'object', properties: { '': { type: 'string' } } }, '/properties: must not have the name ""'],
    [{ type: 'object', properties: {}, required: ['a'] }, '/required: no property a'],
    [{ type: 'object', properties: {}, required: ['toString'] }, '/required: no property toString'],
    [{ type: 'object', properties: {}, nullable: [1] }, '/nullable: must be an array of strings'],
    [{ type: 'ref' }, ': must have `ref`'],
    [{ type: 'ref', ref: '' }, '/ref: not a reference'],
    [{ type: 'ref', ref: '#' }, '/ref: not a name for a definition'],
    [{ type: 'ref', ref: 'a' }, '/ref: does not start with an NSID'],
    [{ type: 'ref', ref: 'com.example.other#' }, '/ref: not a name for a definition'],
    [{ type: 'ref', ref: 'com.example.other#a#b' }, '/ref: not a reference'],
    [{ type: 'ref', ref: 'lex:com.example.other' }, '/ref: does not start with an NSID'],
    [{ type: 'union' }, ': must have `refs`'],
    [{ type: 'union', refs: ['#a', 'b'] }, '/refs/1: does not start with an NSID'],
    [{ type: 'union', refs: [], closed: true }, ': a closed union needs `refs`'],
    [{ type: 'union', refs: [], closed: 1 }, '/closed: must be a boolean'],
  ])('cannot be %j: %s', (schema, said) => {
    expect(objectionTo(withSchema(schema))).toBe(`/defs/main/properties/v${said}`)
  })

  it('is nested in others up to 32 levels', () => {
    const nested = (levels: number) => {
      let schema: object = { type: 'integer' }
      for (let i = 0; i < levels; i++) schema = { type: 'array', items: schema }
      return document({ main: schema })
    }
    expect(objectionTo(nested(32))).toBeUndefined()
    expect(objectionTo(nested(33))).toMatch(/^\/defs\/main(\/items)+: nested too deeply$/)
    expect(objectionTo(nested(5000))).toMatch(/nested too deeply$/)
  })

  it('of query parameters is of three types, or a list of one of them', () => {
    const int = { type: 'integer' }
    const params = (properties: unknown, more: object = {}) =>
      withParams({ type: 'params', properties, ...more })
    expect(
      objectionTo(params({ a: int, b: { type: 'array', items: int } }, { required: ['a'] })),
    ).toBeUndefined()
    const at = '/defs/main/parameters'
    expect(objectionTo(withParams({ type: 'object', properties: {} }))).toBe(
      `${at}: must be of type \`params\``,
    )
    expect(objectionTo(withParams({ type: 'params' }))).toBe(`${at}: must have \`properties\``)
    expect(objectionTo(params({}, { required: ['a'] }))).toBe(`${at}/required: no property a`)
    for (const type of ['object', 'bytes', 'unknown', 'ref', 'union', 'blob', 'cid-link']) {
      const schema = { type, properties: {}, ref: '#a', refs: [] }
      expect(objectionTo(params({ a: schema }))).toBe(`${at}/properties/a: must not be of type "${type}"`)
      expect(objectionTo(params({ a: { type: 'array', items: schema } }))).toBe(
        `${at}/properties/a/items: must not be of type "${type}"`,
      )
    }
    const lists = { type: 'array', items: { type: 'array', items: int } }
    expect(objectionTo(params({ a: lists }))).toBe(`${at}/properties/a/items: must not be of type "array"`)
  })
})
