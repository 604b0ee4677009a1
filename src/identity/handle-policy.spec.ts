import type { Did } from '@guildhall/syntax'
import { domainOf } from './domains/belonging.js'
import type { FormerHandles } from './former-handles/former-handles.js'
import type { HandleDomains } from './domains/handle-domains.js'
import { HandlePolicy } from './handle-policy.js'
import type { HandleResolver } from './handle-resolver.js'
import { readHandleRules } from './handle-rules-file.js'
import { isOffensiveName } from './offensive-names.js'
import type { WebIdentities } from './web-identities.js'

const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did
const FORMER = 'did:web:former.main.test' as Did

function policy(known: Record<string, string> = {}, rules: object = {}, chosenBy = 'members') {
  const reading = readHandleRules(JSON.stringify(rules), ['.main.test', '.people.main.test'])
  expect(reading.problems).toEqual([])
  const served = [...reading.rules].map(([name, { bareDomain }]) => ({ domain: name.slice(1), bareDomain }))
  const domains = {
    rules: reading.rules,
    chooserOf: () => chosenBy,
    isOwnHost: (name: string) => name === 'hub.main.test',
    servedOf: (handle: string) => domainOf(served, handle, ({ bareDomain }) => bareDomain),
  } as unknown as HandleDomains
  const resolver = { resolve: async (handle: string) => known[handle] } as unknown as HandleResolver
  const web = {
    isKept: async (handle: string, did?: string) => handle === 'former.main.test' && did !== FORMER,
  } as unknown as WebIdentities
  const former = {
    isKeptFrom: async (handle: string, did?: string) => handle === 'given-up.main.test' && did !== DID,
  } as unknown as FormerHandles
  return new HandlePolicy(domains, resolver, web, former)
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

  test('nobody is called like the service itself, unless an administrator says so', async () => {
    await expect(policy().accept('hub.main.test')).rejects.toMatchObject({ code: 'HandleNotAvailable' })
    await expect(policy().accept('hub.main.test', { allowAnyValid: true })).resolves.toBe('hub.main.test')
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

  test('a name in the did:web of somebody is nobody else’s, not even by an administrator', async () => {
    for (const claim of [{}, { did: DID }, { did: DID, allowAnyValid: true }]) {
      await expect(policy().accept('former.main.test', claim)).rejects.toMatchObject({
        code: 'HandleNotAvailable',
      })
    }
    await expect(policy().accept('former.main.test', { did: FORMER })).resolves.toBe('former.main.test')
  })

  test('a handle that somebody has given up is theirs for a while, whoever else asks', async () => {
    for (const claim of [
      {},
      { did: FORMER },
      { did: FORMER, allowAnyValid: true },
      { isAdministrator: true },
    ])
      await expect(policy().accept('given-up.main.test', claim)).rejects.toMatchObject({
        code: 'HandleNotAvailable',
      })
    await expect(policy().accept('given-up.main.test', { did: DID })).resolves.toBe('given-up.main.test')
  })

  describe('with rules of its own', () => {
    const people = (rules: object) => policy({}, { domains: { '.people.main.test': rules } })

    test('a domain has other lengths', async () => {
      const rules = people({ lengthMin: 1, lengthMax: 20 })
      for (const label of ['a', 'a'.repeat(20)]) {
        await expect(rules.accept(`${label}.people.main.test`)).resolves.toBe(`${label}.people.main.test`)
        await expect(rules.accept(`${label}.main.test`)).rejects.toMatchObject({ code: 'InvalidHandle' })
      }
    })

    test('a domain has names of several parts, each of which is judged', async () => {
      const rules = people({ labelsMax: 2 })
      await expect(rules.accept('alice.oslo.people.main.test')).resolves.toBe('alice.oslo.people.main.test')
      for (const name of ['a.b.c', 'alice.ny', 'al.oslo']) {
        await expect(rules.accept(`${name}.people.main.test`)).rejects.toMatchObject({
          code: 'InvalidHandle',
        })
      }
      for (const name of ['admin.oslo', 'alice.support']) {
        await expect(rules.accept(`${name}.people.main.test`)).rejects.toMatchObject({
          code: 'HandleNotAvailable',
        })
      }
    })

    test('names are kept back, and given free', async () => {
      const rules = people({ reserved: { add: ['vice-chancellor'], remove: ['support'] } })
      await expect(rules.accept('support.people.main.test')).resolves.toBe('support.people.main.test')
      await expect(rules.accept('support.main.test')).rejects.toMatchObject({ code: 'HandleNotAvailable' })
      for (const name of ['vicechancellor', 'vice-chancellor', 'admin']) {
        await expect(rules.accept(`${name}.people.main.test`)).rejects.toMatchObject({
          code: 'HandleNotAvailable',
        })
      }
    })

    test('a bare domain is a handle that administrators give out', async () => {
      const rules = people({ bareDomain: true })
      const organization = { did: DID, allowAnyValid: true }
      await expect(rules.accept('people.main.test', organization)).resolves.toBe('people.main.test')
      await expect(rules.accept('people.main.test', { did: DID })).rejects.toMatchObject({
        code: 'HandleNotAvailable',
      })
      expect(rules.serviceDomainOf('people.main.test')).toBe('.people.main.test')
      await expect(rules.accept('main.test', organization)).rejects.toThrow('did not resolve')
    })
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
