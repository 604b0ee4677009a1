import { type LexMap } from '@guildhall/data'
import { app, type CompiledRecord, InvalidLexicon, MissingLexicon } from '@guildhall/lexicon'
import { configOf } from '../config/index.js'
import type { RecordSchemas } from '../lexicon/index.js'
import { RecordValidator, type ValidationMode } from './record-validator.js'
import { RepoConfig } from './repo.config.js'
import { InvalidWrite } from './repo.errors.js'

const POST = app.bsky.feed.post.nsid
const NOTE = 'com.example.note'
const WAIT_MS = 300

/** Types are known by name; what is not listed is not settled. */
function validator(known: Record<string, CompiledRecord | undefined>) {
  const settled: unknown[] = []
  const schemas = {
    find: (nsid: string) => known[nsid],
    isSettled: (nsid: string) => nsid in known,
    settle: async (...call: unknown[]) => void settled.push(call),
  } as unknown as RecordSchemas
  return { made: new RecordValidator(schemas, configOf(RepoConfig, { lexiconWaitMs: WAIT_MS })), settled }
}
const schemaOf = (validate: CompiledRecord['validate']): CompiledRecord => ({
  key: 'any',
  validate,
  validateKey: (value) => ({ ok: true, value }),
})
const valid = schemaOf((value) => ({ ok: true, value }))
const invalid = schemaOf(() => ({ ok: false, path: '/text', message: 'is required' }))
const throwing = (error: Error) =>
  schemaOf(() => {
    throw error
  })

describe('prepare', () => {
  test.each<[string, string[], ValidationMode]>([
    ['a type that is settled', [POST], undefined],
    ['a type that is settled, and a check that is insisted on', [POST, POST], true],
    ['no records', [], undefined],
    ['no check', [NOTE], false],
  ])('has nothing to wait for with %s', (_, collections, mode) => {
    const { made, settled } = validator({ [POST]: valid })
    expect(made.prepare(collections, mode)).toBeUndefined()
    expect(settled).toEqual([])
  })

  test('waits for a moment for a type that is not, each once, and as long as it takes where a check is insisted on', async () => {
    const { made, settled } = validator({ [POST]: valid })
    await made.prepare([NOTE, POST, NOTE], undefined)
    await made.prepare([NOTE], true)
    expect(settled).toEqual([
      [NOTE, WAIT_MS],
      [NOTE, undefined],
    ])
  })

  test('does not look for types without end', async () => {
    const { made, settled } = validator({})
    await made.prepare(
      Array.from({ length: 500 }, (_, i) => `com.example.note${i}`),
      undefined,
    )
    expect(settled.length).toBeLessThanOrEqual(10)
  })
})

describe('validate', () => {
  const record: LexMap = { $type: NOTE, text: 'text' }
  const judge = (schema: CompiledRecord | undefined, mode: ValidationMode) =>
    validator({ [NOTE]: schema }).made.validate(NOTE, 'a', record, mode).status

  test('says what the schema says', () => {
    expect(judge(valid, undefined)).toBe('valid')
    expect(judge(valid, true)).toBe('valid')
    expect(judge(invalid, false)).toBeUndefined()
    for (const mode of [true, undefined])
      expect(() => judge(invalid, mode)).toThrow('record/text is required')
  })

  test.each<[string, CompiledRecord | undefined]>([
    ['there is no schema', undefined],
    ['the record leads to a document that is not there', throwing(new MissingLexicon('com.example.defs#x'))],
    ['the record leads to what is no type', throwing(new InvalidLexicon('', 'is a query'))],
  ])('does not know, or refuses where a check is insisted on, when %s', (_, schema) => {
    expect(judge(schema, undefined)).toBe('unknown')
    expect(() => judge(schema, true)).toThrow(InvalidWrite)
    expect(judge(schema, false)).toBeUndefined()
  })

  test('hides no mistake of its own', () => {
    expect(() => judge(throwing(new TypeError('mistake')), undefined)).toThrow(TypeError)
  })
})
