import { describe, expect, it } from '@jest/globals'
import { grantWrites, WriteGrant } from '@guildhall/oauth-scopes'
import { parseDid } from '@guildhall/syntax'

const did = parseDid('did:web:alice.example')

describe('a grant', () => {
  const grant = grantWrites(did, [
    { action: 'create', collection: 'com.example.a' },
    { action: 'delete', collection: 'com.example.b' },
  ])

  it('covers what was granted and nothing else', () => {
    expect(grant.did).toBe(did)
    expect(grant.covers('create', 'com.example.a')).toBe(true)
    expect(grant.covers('delete', 'com.example.b')).toBe(true)
    expect(grant.covers('update', 'com.example.a')).toBe(false)
    expect(grant.covers('create', 'com.example.b')).toBe(false)
    expect(grant.covers('create', 'com.example')).toBe(false)
  })

  it('covers nothing without writes', () => {
    expect(grantWrites(did, []).covers('create', 'com.example.a')).toBe(false)
  })

  it('cannot be made by anybody else', () => {
    const Anybody = WriteGrant as unknown as new (...args: unknown[]) => WriteGrant
    expect(() => new Anybody(Symbol('mint'), did, [])).toThrow(TypeError)
    expect(() => new Anybody(undefined, did, [])).toThrow(TypeError)
  })
})
