import { breaksOf, type Surface } from '../../scripts/documents/api-baseline.mjs'
import { configurationPage } from '../../scripts/documents/configuration.mjs'
import { readRefusals, XRPC_STATUS } from '../../scripts/documents/refusals.mjs'
import { declaredSettings } from './declared-settings.js'
import { plant, ROOT } from './overlay.js'

describe('inside v1', () => {
  const surface = (): Surface => ({
    operations: {
      'POST /a': { parameters: { 'query b': false }, takes: 'NewA', answers: 'A' },
    },
    takes: { NewA: { name: { type: 'string', required: true }, more: { type: 'string', required: false } } },
    answers: { A: { id: { type: 'string', required: true }, at: { type: 'string', required: false } } },
  })

  it.each<[string, (now: Surface) => void]>([
    ['operations', (now) => (now.operations['GET /a'] = { parameters: {}, takes: 'any', answers: 'A' })],
    ['parameters', (now) => (now.operations['POST /a']!.parameters['query c'] = false)],
    ['fields that may be sent', (now) => (now.takes['NewA']!['x'] = { type: 'string', required: false })],
    ['fields of answers', (now) => (now.answers['A']!['x'] = { type: 'string', required: true })],
  ])('%s may be added', (_what, change) => {
    const now = surface()
    change(now)
    expect(breaksOf(surface(), now)).toEqual([])
  })

  it.each<[string, (now: Surface) => void]>([
    ['POST /a is gone', (now) => delete now.operations['POST /a']],
    ['POST /a takes no query b any more', (now) => (now.operations['POST /a']!.parameters = {})],
    [
      'POST /a cannot do without query c any more',
      (now) => (now.operations['POST /a']!.parameters['query c'] = true),
    ],
    ['POST /a answers with B, not A', (now) => (now.operations['POST /a']!.answers = 'B')],
    ['A has no at any more', (now) => delete now.answers['A']!['at']],
    ['A.id may be absent', (now) => (now.answers['A']!['id']!.required = false)],
    ['A.id is number, not string', (now) => (now.answers['A']!['id']!.type = 'number')],
    ['NewA cannot do without more any more', (now) => (now.takes['NewA']!['more']!.required = true)],
  ])('it is said that %s', (sentence, change) => {
    const now = surface()
    change(now)
    expect(breaksOf(surface(), now)).toEqual([sentence])
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
