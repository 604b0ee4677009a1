import { randomBytes, scryptSync } from 'node:crypto'
import { availableParallelism } from 'node:os'
import type { Random } from '../telemetry/index.js'
import type { AccountConfig } from './account.config.js'
import { Passwords } from './passwords.js'

function passwords(passwordLineMax = 100) {
  return new Passwords({ passwordLineMax } as AccountConfig, { bytes: randomBytes } as unknown as Random)
}

describe('Passwords', () => {
  test('recognizes the password and nothing else', async () => {
    const stored = await passwords().hash('pässwörd:日本語:🦋')
    expect(await passwords().matches('pässwörd:日本語:🦋', stored)).toBe(true)
    expect(await passwords().matches('passwörd:日本語:🦋', stored)).toBe(false)
  })

  test('is kept as argon2id, which is what is up to date', async () => {
    const stored = await passwords().hash('secret')
    expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(passwords().isOutdated(stored)).toBe(false)
  })

  test('of the reference and of former times is good still: salthex:hashhex, the salt being hashed as text', async () => {
    const stored = `00ff:${scryptSync('secret', '00ff', 64).toString('hex')}`
    expect(await passwords().hashWith('00ff', 'secret')).toBe(stored)
    expect(await passwords().matches('secret', stored)).toBe(true)
    expect(await passwords().matches('secrets', stored)).toBe(false)
    expect(passwords().isOutdated(stored)).toBe(true)
  })

  test('equal passwords have different hashes', async () => {
    expect(await passwords().hash('secret')).not.toBe(await passwords().hash('secret'))
  })

  test('an unknown account never matches, whatever the password', async () => {
    expect(await passwords().matches('', undefined)).toBe(false)
    expect(await passwords().matches('secret', undefined)).toBe(false)
  })

  test('a damaged hash matches nothing', async () => {
    for (const stored of ['', ':', 'zz', '00:00']) expect(await passwords().matches('x', stored)).toBe(false)
  })

  test('the line has an end, and moves on', async () => {
    const few = passwords(1)
    const running = Array.from({ length: availableParallelism() + 1 }, () => few.hash('x'))
    await expect(few.hash('one too many')).rejects.toMatchObject({ code: 'NotEnoughResources' })
    await Promise.all(running)
    await expect(few.hash('now it fits')).resolves.toMatch(/^\$argon2id/)
  })

  test.each([undefined, '', 'abc', '1234567'])('%j is no new password', (password) => {
    const made: Passwords = passwords()
    expect(() => made.checkNew(password)).toThrow(expect.objectContaining({ code: 'InvalidPassword' }))
  })

  test('new passwords have 8 to 256 characters', () => {
    const made: Passwords = passwords()
    made.checkNew('12345678')
    made.checkNew('x'.repeat(256))
    expect(() => made.checkNew('x'.repeat(257))).toThrow('Maximum length is 256 characters.')
  })
})
