import type { Did } from '@guildhall/syntax'
import { configOf } from '../config/index.js'
import { MailConfig, type MailLanguage } from '../mail/index.js'
import type { Accounts } from './accounts.js'
import { Addressees } from './addressees.js'
import type { MemberFacts } from './facts/member-facts.js'

const ALICE = { did: 'did:plc:alice' as Did, handle: 'alice.test', email: 'alice@example.com' }

/** @param locale what the organization has of her */
function languageOf(of: {
  language?: MailLanguage
  locale?: string
  wish?: string
  otherwise?: MailLanguage
}) {
  const facts = { of: async () => new Map([[ALICE.did, { locale: of.locale }]]) } as unknown as MemberFacts
  const config = configOf(MailConfig, { defaultLanguage: of.otherwise ?? 'en' })
  const addressees = new Addressees({} as Accounts, facts, config)
  return addressees.of({ ...ALICE, language: of.language }, of.wish).then((found) => found?.language)
}

describe('the language of a letter', () => {
  test('is that of the member, else that of the organization, of the request, of the service', async () => {
    expect(await languageOf({ language: 'de', locale: 'en', wish: 'en' })).toBe('de')
    expect(await languageOf({ locale: 'de-CH', wish: 'en' })).toBe('de')
    expect(await languageOf({ wish: 'de', otherwise: 'en' })).toBe('de')
    expect(await languageOf({ otherwise: 'de' })).toBe('de')
  })

  test('is none that letters do not have', async () => {
    expect(await languageOf({ locale: 'tlh', wish: 'tlh', otherwise: 'de' })).toBe('de')
  })
})

test('nobody is written to who has no address', async () => {
  const addressees = new Addressees({} as Accounts, {} as MemberFacts, configOf(MailConfig, {}))
  expect(await addressees.of({ ...ALICE, email: undefined, language: 'de' })).toBeUndefined()
})
