import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import {
  didWebOf,
  didWebUrl,
  handleOf,
  parseDidDocument,
  pdsOf,
  signingKeyOf,
  webDidDocument,
} from '@guildhall/identity'

describe('the place of the document of a did:web', () => {
  it.each([
    ['did:web:alice.test', 'https://alice.test/.well-known/did.json'],
    ['did:web:Alice.Example.COM', 'https://alice.example.com/.well-known/did.json'],
    ['did:web:alice.test%3A8443', 'https://alice.test:8443/.well-known/did.json'],
    ['did:web:alice.test%3a1', 'https://alice.test:1/.well-known/did.json'],
    ['did:web:xn--bcher-kva.example.com', 'https://xn--bcher-kva.example.com/.well-known/did.json'],
  ])('%s', (did, url) => {
    expect(didWebUrl(did)).toBe(url)
  })

  it('may be localhost, where that is allowed', () => {
    expect(didWebUrl('did:web:localhost%3A2583')).toBeUndefined()
    expect(didWebUrl('did:web:localhost%3A2583', { localhost: true })).toBe(
      'http://localhost:2583/.well-known/did.json',
    )
    expect(didWebUrl('did:web:localhost', { localhost: true })).toBe('http://localhost/.well-known/did.json')
  })

  it.each([
    'did:plc:ewvi7nxzyoun6zhxrhs64oiz',
    'did:web:',
    'did:web:alice',
    'did:web:alice.test:u:bob',
    'did:web:alice.test%2Fbob',
    'did:web:alice.test%3A',
    'did:web:alice.test%3A0',
    'did:web:alice.test%3A65536',
    'did:web:alice.test%3A80%3A80',
    'did:web:alice.test:80',
    'did:web:127.0.0.1',
    'did:web:127.1',
    'did:web:0x7f.1',
    'did:web:-alice.test',
    'did:web:alice..test',
    'did:web:alice.test.',
    'did:web:user%40alice.test',
    'did:web:alice.test?x',
    'did:web:alice.test#x',
    `did:web:${'a.'.repeat(127)}test`,
  ])('is nowhere for %s', (did) => {
    expect(didWebUrl(did, { localhost: true })).toBeUndefined()
  })

  it('is always below /.well-known of the host that the DID names', () => {
    const identifier = fc.stringMatching(/^[a-zA-Z0-9._:%-]{1,40}$/)
    fc.assert(
      fc.property(fc.oneof(fc.domain(), identifier), (name) => {
        const url = didWebUrl(`did:web:${name}`)
        if (url === undefined) return
        const { protocol, hostname, pathname } = new URL(url)
        expect([protocol, hostname, pathname]).toEqual([
          'https:',
          name.replace(/%3a\d+$/i, '').toLowerCase(),
          '/.well-known/did.json',
        ])
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the document of an account', () => {
  const account = {
    handle: 'alice.example.com',
    pdsUrl: 'https://pds.example.com',
    signingKey: 'did:key:zQ3shXjHeiBuRCKmM36cuYnm7YEMzhGnCmCyW92sRJ9pribSF',
  }
  const did = didWebOf('alice.example.com')

  it('is read back as what it was made of, and says where it is', () => {
    const document = parseDidDocument(JSON.parse(JSON.stringify(webDidDocument(did, account))), did)
    expect(did).toBe('did:web:alice.example.com')
    expect(didWebUrl(did)).toBe('https://alice.example.com/.well-known/did.json')
    expect([handleOf(document), pdsOf(document), signingKeyOf(document)]).toEqual(Object.values(account))
    expect(document['@context']).toContain('https://w3id.org/security/suites/secp256k1-2019/v1')
  })

  it('names no handle when there is none', () => {
    expect(webDidDocument(did, { ...account, handle: undefined }).alsoKnownAs).toEqual([])
  })
})
