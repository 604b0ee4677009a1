import type { Alarm } from '../alarm.js'
import { CODE_PURPOSES } from '../code-purpose.js'
import { MAIL_LANGUAGES } from '../mail-language.js'
import type { SecurityMatter } from '../security-matter.js'
import { STANDING_MATTERS } from '../standing-matter.js'
import { alarmWords, LETTERS, noticeWords } from './letters.js'

const MATTERS: readonly SecurityMatter[] = [
  { kind: 'signed-in' },
  { kind: 'app-allowed', app: 'INSERTED' },
  { kind: 'app-password-made', name: 'INSERTED' },
  { kind: 'password-changed' },
  { kind: 'email-changed', to: 'INSERTED' },
  { kind: 'email-changed', to: 'INSERTED', byService: true },
  { kind: 'factor-added', factor: 'totp' },
  { kind: 'factor-added', factor: 'passkey' },
  { kind: 'factor-removed', factor: 'totp' },
  { kind: 'factor-removed', factor: 'passkey' },
  { kind: 'factor-removed', factor: 'totp', byService: true },
  { kind: 'factor-removed', factor: 'passkey', byService: true },
  { kind: 'factor-removed', factor: 'passkeys', byService: true },
  { kind: 'identity-linked', name: 'INSERTED' },
  { kind: 'identity-unlinked', name: 'INSERTED' },
  { kind: 'identity-linked', name: 'INSERTED', byService: true },
  { kind: 'identity-unlinked', name: 'INSERTED', byService: true },
  { kind: 'factors-reset' },
  { kind: 'recovery-codes-low', left: 0 },
  { kind: 'recovery-codes-low', left: 1 },
  { kind: 'recovery-codes-low', left: 3 },
]
const ALARMS: readonly Alarm[] = [
  { kind: 'leavers-stopped', connectionId: 'INSERTED', connectionName: 'INSERTED', left: 7 },
  { kind: 'owner-stays', connectionName: 'INSERTED', did: 'INSERTED' },
  { kind: 'break-glass-used', did: 'INSERTED' },
  { kind: 'owner-made', did: 'INSERTED', by: 'INSERTED' },
  { kind: 'webhook-off', host: 'INSERTED' },
]
const OTHERS = MAIL_LANGUAGES.filter((language) => language !== 'en')

describe.each(MAIL_LANGUAGES)('letters in %s', (language) => {
  test('tell what has happened, each its own, with what it is about', () => {
    const said = MATTERS.map((about) => noticeWords(language, about))
    expect(new Set(said.map(({ what }) => what)).size).toBe(MATTERS.length)
    for (const [index, { subject, what, otherwise }] of said.entries()) {
      expect(what.includes('INSERTED')).toBe(JSON.stringify(MATTERS[index]).includes('INSERTED'))
      for (const text of [subject, what, otherwise]) expect(text).toMatch(/^\S.*\S$/)
    }
  })

  test('say what each code does', () => {
    const { of, goodFor } = LETTERS[language].code
    expect(new Set(CODE_PURPOSES.map((purpose) => of[purpose].does)).size).toBe(CODE_PURPOSES.length)
    expect(goodFor(17)).toContain('17')
  })

  test('name what it is about to those who answer for the service', () => {
    for (const about of ALARMS) {
      const { subject, what } = alarmWords(language, about)
      expect(subject).toContain('INSERTED')
      expect(what.join()).toContain('INSERTED')
    }
  })

  test('count the days of those who leave', () => {
    const { heading, ended, until } = LETTERS[language].leaving
    expect(heading(7)).toContain('7')
    expect(heading(1)).not.toMatch(/\d/)
    expect(ended('Guild', 'tomorrow')).toMatch(/Guild.*tomorrow/)
    expect(until('https://pds.example.com/account')).toContain('https://pds.example.com/account')
  })

  test('say how somebody gets in for whom an account was made', () => {
    const { made, until, organization, inApp } = LETTERS[language].welcome
    expect(made('Guild', 'alice.test')).toMatch(/Guild.*alice\.test/)
    expect(until('DAY', 'https://pds.example.com/account')).toMatch(
      /DAY.*https:\/\/pds\.example\.com\/account/,
    )
    expect(organization('The Guild')).toContain('The Guild')
    expect(inApp('pds.example.com')).toContain('pds.example.com')
  })

  test('say what has become of an account, each its own', () => {
    const { said, objection, of } = LETTERS[language].standing
    const texts = STANDING_MATTERS.map((about) => of[about].what('GUILD'))
    expect(new Set(texts).size).toBe(STANDING_MATTERS.length)
    expect(new Set(STANDING_MATTERS.map((about) => of[about].heading)).size).toBe(STANDING_MATTERS.length)
    for (const text of texts) expect(text).toContain('GUILD')
    for (const { next } of Object.values(of)) expect(next?.('PORTAL') ?? 'PORTAL').toContain('PORTAL')
    expect(said).toMatch(/^\S.*\S$/)
    expect(objection('https://help.example.com')).toContain('https://help.example.com')
  })

  test('have nothing left to be filled in', () => {
    const texts = MATTERS.map((about) => Object.values(noticeWords(language, about)).join())
    expect(texts.join()).not.toMatch(/undefined|\{\{|\$\{|\[object/)
  })
})

test.each(OTHERS)('nothing in %s is English', (language) => {
  const english = MATTERS.flatMap((about) => Object.values(noticeWords('en', about)))
  for (const about of MATTERS)
    for (const text of Object.values(noticeWords(language, about))) expect(english).not.toContain(text)
  for (const about of STANDING_MATTERS)
    expect(LETTERS[language].standing.of[about].heading).not.toBe(LETTERS.en.standing.of[about].heading)
  for (const purpose of CODE_PURPOSES) {
    const { subject, does, otherwise } = LETTERS[language].code.of[purpose]
    expect(Object.values(LETTERS.en.code.of[purpose])).not.toEqual(expect.arrayContaining([subject]))
    expect([does, otherwise]).not.toEqual([
      LETTERS.en.code.of[purpose].does,
      LETTERS.en.code.of[purpose].otherwise,
    ])
  }
})
