import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { parseLexicon } from '@guildhall/lexicon'
import { document, ID, objectionTo, withParams, withSchema } from '../../test/documents.js'

const record = { type: 'record', key: 'tid', record: { type: 'object', properties: {} } }
const body = { encoding: 'application/json', schema: { type: 'object', properties: {} } }

describe('a lexicon document', () => {
  it('is given back as it is', () => {
    const json = document(
      { main: record },
      { $type: 'com.atproto.lexicon.schema', revision: 5, description: 'x' },
    )
    expect(parseLexicon(json)).toBe(json)
  })

  it.each<[unknown, string]>([
    [null, 'must be an object'],
    ['x', 'must be an object'],
    [[], 'must be an object'],
    [{ id: ID, defs: { a: { type: 'token' } } }, '/lexicon: must be 1'],
    [document({ a: { type: 'token' } }, { lexicon: 2 }), '/lexicon: must be 1'],
    [document({ a: { type: 'token' } }, { lexicon: '1' }), '/lexicon: must be 1'],
    [document({ a: { type: 'token' } }, { id: undefined }), 'must have `id`'],
    [document({ a: { type: 'token' } }, { id: 5 }), '/id: must be a string'],
    [document({ a: { type: 'token' } }, { id: 'com.example' }), '/id: must be an NSID'],
    [document({ a: { type: 'token' } }, { id: `${ID}#main` }), '/id: must be an NSID'],
    [document({ a: { type: 'token' } }, { description: 5 }), '/description: must be a string'],
    [document(undefined), 'must have `defs`'],
    [document([]), '/defs: must be an object'],
    [document({}), '/defs: must not be empty'],
    [document({ a: null }), '/defs/a: must be an object'],
    [document({ a: {} }), '/defs/a: must have `type`'],
    [document({ a: { type: 5 } }), '/defs/a/type: must be a string'],
  ])('is not %j: %s', (json, said) => {
    expect(objectionTo(json)).toBe(said)
  })

  it.each(['', '1a', '-a', '#a', 'a b', 'a.b', 'a/b', 'é'])('has no definition named %j', (name) => {
    expect(objectionTo(document({ [name]: { type: 'token' } }))).toMatch(/^\/defs.*name/)
  })

  it.each(['main', 'a', 'fooBar', 'foo-bar', 'foo_1', 'constructor', 'toString'])(
    'may have a definition named %s',
    (name) => {
      expect(objectionTo(document({ [name]: { type: 'token' } }))).toBeUndefined()
    },
  )

  it('has nothing named __proto__', () => {
    const hostile = (text: string) => objectionTo(JSON.parse(text.replaceAll("'", '"')))
    const start = `{'lexicon': 1, 'id': '${ID}', 'defs': `
    const said = 'must not have the name "__proto__"'
    expect(hostile(`${start}{'__proto__': {'type': 'token'}}}`)).toBe(`/defs: ${said}`)
    const properties = "{'__proto__': {'type': 'string'}}"
    expect(hostile(`${start}{'main': {'type': 'object', 'properties': ${properties}}}}`)).toBe(
      `/defs/main/properties: ${said}`,
    )
    expect(
      hostile(
        `${start}{'main': {'type': 'query', 'parameters': {'type': 'params', 'properties': ${properties}}}}}`,
      ),
    ).toBe(`/defs/main/parameters/properties: ${said}`)
    expect(hostile(`{'__proto__': {'lexicon': 1, 'id': '${ID}', 'defs': {'a': {'type': 'token'}}}}`)).toBe(
      '/lexicon: must be 1',
    )
  })

  it.each(['ref', 'union', 'unknown', 'params', 'permission', 'null', 'float', 'constructor', '__proto__'])(
    'has no definition of type %s',
    (type) => {
      const schema = { type, ref: '#main', refs: [], properties: {} }
      expect(objectionTo(document({ a: schema }))).toBe(`/defs/a: must not be of type "${type}"`)
    },
  )

  it.each(['record', 'query', 'procedure', 'subscription', 'permission-set'])(
    'has a %s as main only',
    (type) => {
      expect(objectionTo(document({ other: { type } }))).toBe(
        `/defs/other: a definition of type ${type} must be \`main\``,
      )
    },
  )

  it('is parsed or refused with InvalidLexicon, whatever the JSON', () => {
    const name = fc.constantFrom(
      ...'main type object string properties required refs ref union array items enum default key record'.split(
        ' ',
      ),
      ...'lexicon id defs input output message schema encoding parameters params errors name'.split(' '),
      '__proto__',
    )
    const leaf = fc.oneof(name, fc.constantFrom(null, 1, -1, 0.5, true, ID, '#main'), fc.string())
    const { json } = fc.letrec((tie) => ({
      json: fc.oneof(
        { depthSize: 'medium' },
        leaf,
        fc.array(tie('json'), { maxLength: 4 }),
        fc.dictionary(name, tie('json'), { maxKeys: 6 }),
      ),
    }))
    fc.assert(
      fc.property(json, json, (main, other) => {
        objectionTo(main)
        objectionTo(document({ main, other }))
        objectionTo(withSchema(main))
        objectionTo(withParams(main))
      }),
      { numRuns: 300 },
    )
  })
})

describe('a record type', () => {
  it.each(['tid', 'nsid', 'any', 'literal:self', 'literal:a:b'])('has keys of kind %s', (key) => {
    expect(objectionTo(document({ main: { ...record, key } }))).toBeUndefined()
  })

  it.each(['', 'TID', 'literal', 'literal:', 'literal:..', 'literal:a/b', 'did'])(
    'has no keys of kind %j',
    (key) => {
      expect(objectionTo(document({ main: { ...record, key } }))).toBe(
        `/defs/main/key: unknown kind of record key: ${key}`,
      )
    },
  )

  it('has a key and an object', () => {
    const { key, ...keyless } = record
    expect(objectionTo(document({ main: keyless }))).toBe('/defs/main: must have `key`')
    expect(objectionTo(document({ main: { type: 'record', key } }))).toBe('/defs/main: must have `record`')
    expect(objectionTo(document({ main: { ...record, record: { type: 'string' } } }))).toBe(
      '/defs/main/record: must not be of type "string"',
    )
  })
})

describe('a method', () => {
  const message = { schema: { type: 'union', refs: ['#a'] } }

  it.each<[object]>([
    [{ type: 'query' }],
    [{ type: 'query', output: { encoding: '*/*' } }],
    [{ type: 'query', output: body, errors: [{ name: 'NotFound', description: 'x' }] }],
    [{ type: 'procedure', input: body, output: body }],
    [{ type: 'procedure', input: { encoding: 'application/json', schema: { type: 'union', refs: [] } } }],
    [{ type: 'subscription', message, parameters: { type: 'params', properties: {} } }],
  ])('can be %j', (main) => {
    expect(objectionTo(document({ main }))).toBeUndefined()
  })

  it.each<[object, string]>([
    [{ type: 'query', input: body }, ': a query has no `input`'],
    [{ type: 'query', message }, ': a query has no `message`'],
    [{ type: 'procedure', message }, ': a procedure has no `message`'],
    [{ type: 'subscription', message, output: body }, ': a subscription has no `output`'],
    [{ type: 'subscription', message, input: body }, ': a subscription has no `input`'],
    [{ type: 'subscription' }, ': must have `message`'],
    [{ type: 'subscription', message: {} }, '/message: must have `schema`'],
    [{ type: 'subscription', message: body }, '/message/schema: must not be of type "object"'],
    [{ type: 'query', output: {} }, '/output: must have `encoding`'],
    [{ type: 'query', output: { encoding: 'json' } }, '/encoding: must be a MIME type'],
    [{ type: 'query', output: { encoding: 'a/b/c' } }, '/encoding: must be a MIME type'],
    [{ type: 'query', output: { encoding: 'a / b' } }, '/encoding: must be a MIME type'],
    [
      { type: 'query', output: { ...body, schema: { type: 'string' } } },
      '/schema: must not be of type "string"',
    ],
    [{ type: 'query', parameters: [] }, '/parameters: must be an object'],
    [{ type: 'query', errors: {} }, '/errors: must be an array'],
    [{ type: 'query', errors: ['NotFound'] }, '/errors/0: must be an object'],
    [{ type: 'query', errors: [{ name: 'Not Found' }] }, '/errors/0/name: must be a word'],
    [{ type: 'query', errors: [{ name: '' }] }, '/errors/0/name: must be a word'],
    [{ type: 'query', description: [] }, '/description: must be a string'],
  ])('cannot be %j: %s', (main, said) => {
    const objection = objectionTo(document({ main }))
    expect(objection).toMatch(/^\/defs\/main/)
    expect(objection?.endsWith(said)).toBe(true)
  })
})

describe('a permission set', () => {
  const set = {
    type: 'permission-set',
    title: 'Basics',
    'title:lang': { de: 'Grundlagen' },
    detail: 'x',
    permissions: [{ type: 'permission', resource: 'repo', collection: ['com.example.a'], future: 1 }],
  }

  it('is checked for its shape, not for what is permitted', () => {
    expect(objectionTo(document({ main: set }))).toBeUndefined()
    expect(objectionTo(document({ main: { ...set, permissions: [] } }))).toBeUndefined()
  })

  it.each<[object, string]>([
    [{ permissions: undefined }, '/defs/main: must have `permissions`'],
    [{ permissions: {} }, '/defs/main/permissions: must be an array'],
    [{ permissions: ['x'] }, '/defs/main/permissions/0: must be an object'],
    [
      { permissions: [{ type: 'x', resource: 'repo' }] },
      '/defs/main/permissions/0: must be of type `permission`',
    ],
    [{ permissions: [{ type: 'permission' }] }, '/defs/main/permissions/0: must have `resource`'],
    [{ title: 5 }, '/defs/main/title: must be a string'],
    [{ 'title:lang': 'x' }, '/defs/main/title:lang: must be an object'],
    [{ 'title:lang': { de: 5 } }, '/defs/main/title:lang/de: must be a string'],
    [{ 'detail:lang': { de: [] } }, '/defs/main/detail:lang/de: must be a string'],
  ])('cannot have %j: %s', (change, said) => {
    expect(objectionTo(document({ main: { ...set, ...change } }))).toBe(said)
  })
})
