import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ACCOUNT_STATES } from '../../src/account/index.js'
import { describeConfiguration } from '../../src/config/index.js'
import { accountStatesPage } from '../../scripts/documents/account-states.mjs'
import { adminTypes } from '../../scripts/documents/admin-types.mjs'
import { configurationPage, exampleEnvironment } from '../../scripts/documents/configuration.mjs'
import { errorsPage, readRefusals, XRPC_STATUS } from '../../scripts/documents/refusals.mjs'
import { plant, ROOT } from './overlay.js'

const written = (path: string) => readFile(join(ROOT, path), 'utf8')

/** A section declares itself when its file is imported. */
async function declaredSettings() {
  const files = await readdir(join(ROOT, 'src'), { recursive: true })
  for (const file of files.filter((name) => name.endsWith('.config.ts')).sort()) {
    await import(`../../src/${file.replace(/\.ts$/, '.js')}`)
  }
  return describeConfiguration()
}

describe('generated files are fresh (npm run generate)', () => {
  it('config/pds.example.env', async () => {
    expect(await written('config/pds.example.env')).toBe(exampleEnvironment(await declaredSettings()))
  })

  it('docs/operator/configuration.md', async () => {
    expect(await written('docs/operator/configuration.md')).toBe(configurationPage(await declaredSettings()))
  })

  it('docs/operator/account-states.md', async () => {
    expect(await written('docs/operator/account-states.md')).toBe(accountStatesPage({ ...ACCOUNT_STATES }))
  })

  it('the types of the administration, as the dashboard knows it', async () => {
    const path = 'web/src/admin/api/generated/schema.ts'
    const openapi = await written('docs/admin-api/openapi.json')
    expect(await written(path)).toBe(await adminTypes(openapi))
  })

  it('docs/operator/errors.md', async () => {
    expect(await written('docs/operator/errors.md')).toBe(errorsPage(readRefusals(ROOT)))
  })
})

describe('what is generated', () => {
  it('names every variable once', async () => {
    const names = (await declaredSettings()).flatMap(({ settings }) => settings.map(({ env }) => env))
    expect(names.length).toBeGreaterThan(10)
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
  })

  it('never shows the default of a secret', () => {
    const secret = { name: 'a', env: 'PDS_A', kind: 'string', help: 'Help.', secret: true, required: false }
    const page = configurationPage([{ section: 'a', settings: [secret] }])
    expect(page).toContain('| `PDS_A` | string | – | Help. Secret. |')
  })

  it('finds refusals with their code and kind', async () => {
    const text = [
      '/** The state moved on. */',
      'export class InvalidSwap extends Refusal {',
      "  constructor() { super('InvalidSwap', 'conflict', 'moved') }",
      '}',
      'export class Fault extends Error {}',
    ].join('\n')
    const { root, remove } = await plant({ 'src/repo/repo.errors.ts': text })
    expect(readRefusals(root)).toEqual([
      {
        name: 'InvalidSwap',
        feature: 'repo',
        code: 'InvalidSwap',
        kind: 'conflict',
        about: 'The state moved on.',
      },
    ])
    await remove()
  })

  it('explains every refusal, with a kind that has a status', () => {
    const known = [undefined, ...Object.keys(XRPC_STATUS)]
    const poor = readRefusals(ROOT).filter(({ about, kind }) => about === '' || !known.includes(kind))
    expect(poor).toEqual([])
  })
})
