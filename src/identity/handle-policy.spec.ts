import type { Did } from '@guildhall/syntax'
import { HandlePolicy } from './handle-policy.js'
import type { HandleResolver } from './handle-resolver.js'
import type { ServiceConfig } from '../config/index.js'
import { isOffensiveName } from './offensive-names.js'

const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did

function policy(known: Record<string, string> = {}) {
  const config = { handleDomains: ['.main.test', '.people.main.test'] } as unknown as ServiceConfig
  const resolver = { resolve: async (handle: string) => known[handle] } as unknown as HandleResolver
  return new HandlePolicy(config, resolver)
}

describe('HandlePolicy', () => {
  test('normalizes to lower case', async () => {
    await expect(policy().accept('Alice.MAIN.test')).resolves.toBe('alice.main.test')
  })

  test.each([
    ['bad handle.main.test', 'Input/handle must be a valid handle'],
    ['-bad.main.test', 'Input/handle must be a valid handle'],
    ['bad..main.test', 'Input/handle must be a valid handle'],
    ['justaname', 'Input/handle must be a valid handle'],
    ['someone.local', 'Handle TLD is invalid or disallowed'],
    ['someone.onion', 'Handle TLD is invalid or disallowed'],
    ['ab.main.test', 'Handle too short'],
    [`${'a'.repeat(19)}.main.test`, 'Handle too long'],
    ['a.bcd.main.test', 'Invalid characters in handle'],
    ['n1gg3r.main.test', 'Inappropriate language in handle'],
  ])('%s: %s', async (handle, message) => {
    await expect(policy().accept(handle)).rejects.toMatchObject({ code: 'InvalidHandle', message })
  })

  test.each(['abc', 'a'.repeat(18)])('a label of 3 to 18 characters is fine: %s', async (label) => {
    await expect(policy().accept(`${label}.main.test`)).resolves.toBe(`${label}.main.test`)
  })

  test.each(['admin', 'about', 'support', 'www', 'post-master'])('%s is kept back', async (label) => {
    await expect(policy().accept(`${label}.main.test`)).rejects.toMatchObject({
      code: 'HandleNotAvailable',
      message: 'Reserved handle',
    })
  })

  test('an administrator may give out reserved names, but no overlong ones', async () => {
    await expect(policy().accept('admin.main.test', { allowAnyValid: true })).resolves.toBe('admin.main.test')
    await expect(policy().accept(`${'a'.repeat(19)}.main.test`, { allowAnyValid: true })).rejects.toThrow()
  })

  test('the longest service domain decides', async () => {
    await expect(policy().accept('alice.people.main.test')).resolves.toBe('alice.people.main.test')
    expect(policy().serviceDomainOf('alice.people.main.test')).toBe('.people.main.test')
    expect(policy().serviceDomainOf('main.test')).toBeUndefined()
  })

  test('a foreign handle needs a DID', async () => {
    await expect(policy().accept('alice.elsewhere.dev')).rejects.toMatchObject({ code: 'UnsupportedDomain' })
  })

  test('a foreign handle must point to the DID', async () => {
    const known = { 'alice.elsewhere.dev': DID, 'bob.elsewhere.dev': 'did:plc:bbbbbbbbbbbbbbbbbbbbbbbb' }
    await expect(policy(known).accept('Alice.elsewhere.dev', { did: DID })).resolves.toBe(
      'alice.elsewhere.dev',
    )
    for (const handle of ['bob.elsewhere.dev', 'carol.elsewhere.dev']) {
      await expect(policy(known).accept(handle, { did: DID })).rejects.toMatchObject({
        code: 'InvalidRequest',
        message: 'External handle did not resolve to DID',
      })
    }
  })
})

describe('isOffensiveName', () => {
  test.each(['f-a-g-g-o-t.main.test', 'xxnigga.main.test'])('%s', (name) => {
    expect(isOffensiveName(name)).toBe(true)
  })
  test.each(['night.main.test', 'trane.main.test', 'saskia.main.test', 'kiker.main.test', 'niger.main.test'])(
    '%s is fine',
    (name) => expect(isOffensiveName(name)).toBe(false),
  )
})
