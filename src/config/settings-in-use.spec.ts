import { Environment } from './environment.js'
import { integer, secretString, string } from './fields.js'
import { configSection } from './section.js'
import { problemsOf, settingsInUse } from './settings-in-use.js'

class Planted extends configSection(
  'planted',
  {
    size: integer({ env: 'PDS_PLANTED_SIZE', default: 3, help: 'How large.' }),
    name: string({ env: 'PDS_PLANTED_NAME', defaultHelp: 'after the size', help: 'What it is called.' }),
    key: secretString({ env: 'PDS_PLANTED_KEY', help: 'Nobody sees it.' }),
    note: string({ env: 'PDS_PLANTED_NOTE', help: 'As a rule there is none.' }),
  },
  { derive: ({ name, size }) => ({ name: name ?? `of ${size}` }) },
) {}

/** Value and source of each setting of the planted section. */
const inUse = (variables: Record<string, string>) =>
  Object.fromEntries(
    settingsInUse(Environment.of(variables))
      .filter(({ section }) => section === Planted.section)
      .map(({ name, value, source }) => [name, [source, value]]),
  )

describe('the settings in use', () => {
  test('say where each comes from', () => {
    expect(inUse({ PDS_PLANTED_SIZE: '5' })).toEqual({
      size: ['environment', '5'],
      name: ['derived', 'of 5'],
      key: ['unset', undefined],
      note: ['unset', undefined],
    })
    expect(inUse({})).toMatchObject({ size: ['default', '3'] })
  })

  test('show no secret', () => {
    expect(inUse({ PDS_PLANTED_KEY: 'hush' })).toMatchObject({ key: ['environment', undefined] })
  })

  test('show what was given, where that is wrong', () => {
    const wrong = { PDS_PLANTED_SIZE: 'large', PDS_PLANTED_NOTE: 'so' }
    expect(inUse(wrong)).toMatchObject({ size: ['environment', 'large'], note: ['environment', 'so'] })
    expect(problemsOf(Environment.of(wrong))).toEqual([
      'PDS_PLANTED_SIZE must be a whole number, but is "large"',
    ])
    expect(problemsOf(Environment.of({}))).toEqual([])
  })
})
