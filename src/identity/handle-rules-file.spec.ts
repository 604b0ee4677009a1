import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configOf, Environment, InvalidConfiguration } from '../config/index.js'
import { readHandleRules } from './handle-rules-file.js'
import { HandleRulesConfig } from './handle-rules.config.js'

const EXAMPLE = join(import.meta.dirname, '../../config/handle-rules.example.json')
const DOMAINS = ['.example.com', '.people.example.com']

describe('rules for handles', () => {
  test('are those of the reference implementation when nothing is said', () => {
    const { rules, problems } = readHandleRules(undefined, DOMAINS)
    expect(problems).toEqual([])
    for (const domain of DOMAINS) {
      expect(rules.get(domain)).toMatchObject({
        lengthMin: 3,
        lengthMax: 18,
        labelsMax: 1,
        bareDomain: false,
      })
    }
  })

  test('of the example are good, and what a domain says goes before what all say', () => {
    const { rules, problems } = readHandleRules(readFileSync(EXAMPLE, 'utf8'), DOMAINS)
    expect(problems).toEqual([])
    const [all, people] = DOMAINS.map((domain) => rules.get(domain)!)
    expect(all).toMatchObject({ lengthMin: 3, bareDomain: true })
    expect(people).toMatchObject({ lengthMin: 1, lengthMax: 30, labelsMax: 2, bareDomain: false })
    const names = ['chancellor', 'staff', 'sales', 'admin']
    expect(names.map((name) => all!.reserved.has(name))).toEqual([true, false, true, true])
    expect(names.map((name) => people!.reserved.has(name))).toEqual([true, false, false, true])
  })

  test('have all their problems told together', () => {
    const wrong = {
      lengthMin: 0,
      lengthMax: '18',
      dots: true,
      reserved: { add: ['not a name'], also: [] },
      domains: {
        '.elsewhere.com': {},
        '.example.com': { lengthMin: 20, labelsMax: 9, bareDomain: 'yes' },
        '.people.example.com': [],
      },
    }
    expect(readHandleRules(JSON.stringify(wrong), DOMAINS).problems).toEqual([
      '"dots" is not known',
      'lengthMin must be a whole number from 1 to 63',
      'lengthMax must be a whole number from 1 to 63',
      'reserved: "also" is not known',
      'reserved.add must be a list of names of letters, digits and hyphens',
      'domains has ".elsewhere.com", on which no handles are given out',
      'domains[".example.com"].lengthMin is 20, more than lengthMax, which is 18',
      'domains[".example.com"].bareDomain must be true or false',
      'domains[".example.com"].labelsMax must be a whole number from 1 to 5',
      'domains[".people.example.com"] must be an object',
    ])
  })

  test.each([
    ['[]', 'must be a JSON object'],
    ['{', 'is not JSON'],
    ['{"domains":[]}', 'domains must be an object'],
    ['{"reserved":[]}', 'reserved must be an object'],
    ['{"reserved":{"add":"a"}}', 'reserved.add must be a list'],
  ])('%s: %s', (text, problem) => {
    expect(readHandleRules(text, DOMAINS).problems).toEqual([expect.stringContaining(problem)])
  })

  test('a bare domain that cannot be a handle is none', () => {
    expect(readHandleRules('{"bareDomain":true}', ['.test']).problems).toEqual([
      'bareDomain: "test" cannot be a handle',
    ])
  })

  describe('come from the environment', () => {
    const read = (source: string) =>
      Environment.of({ PDS_HOSTNAME: 'example.com', PDS_HANDLE_RULES: source }).section(HandleRulesConfig)

    test('as JSON, or as a file', () => {
      expect(read('{"lengthMax": 40}').reading.rules.get('.example.com')).toMatchObject({ lengthMax: 40 })
      expect(configOf(HandleRulesConfig).reading.problems).toEqual([])
    })

    test('and keep the server from starting when they are wrong', () => {
      expect(() => read('{"lengthMax": 400}')).toThrow(InvalidConfiguration)
      expect(() => read('/no/such/file.json')).toThrow(/PDS_HANDLE_RULES: cannot be read: ENOENT/)
      // The example has another domain than this service.
      expect(() => read(EXAMPLE)).toThrow(/people\.example\.com/)
    })
  })
})
