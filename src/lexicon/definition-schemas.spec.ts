import type { Nsid } from '@guildhall/syntax'
import { DefinitionSchemas } from './definition-schemas.js'
import type { LexiconConfig } from './lexicon.config.js'
import type { AssembledSchema, SchemaAssembly } from './schema-assembly.js'

const definitions = { definition: () => undefined }

function schemas(assemble: () => Promise<AssembledSchema | undefined>) {
  return new DefinitionSchemas({ assemble } as unknown as SchemaAssembly, { timeoutMs: 5 } as LexiconConfig)
}
const published = { definitions } as unknown as AssembledSchema

describe('DefinitionSchemas', () => {
  test('looks for nothing that comes with the server', async () => {
    const bundled = await schemas(() => Promise.reject(new Error('asked'))).find(
      'app.bsky.actor.defs' as Nsid,
      ['adultContentPref'],
    )
    const pref = bundled!.definition('app.bsky.actor.defs#adultContentPref')!
    expect(pref.validate({ enabled: true })).toMatchObject({ ok: true })
    expect(pref.validate({ enabled: 1 })).toMatchObject({ ok: false })
  })

  test('finds what others publish, and has nothing where that is missing', async () => {
    const nsid = 'com.example.prefs' as Nsid
    expect(await schemas(async () => published).find(nsid, ['main'])).toBe(definitions)
    expect(await schemas(async () => undefined).find(nsid, ['main'])).toBeUndefined()
  })

  test('does not wait for ever', async () => {
    const never = new Promise<undefined>(() => undefined)
    expect(await schemas(() => never).find('com.example.prefs' as Nsid, ['main'], 1)).toBeUndefined()
  })
})
