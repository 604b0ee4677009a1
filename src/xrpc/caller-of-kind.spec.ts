import type { Did } from '@guildhall/syntax'
import { callerOfKind } from './caller-of-kind.js'

const DID = 'did:plc:aaaaaaaaaaaaaaaaaaaaaaaa' as Did

describe('callerOfKind', () => {
  test('is the caller, and the compiler knows what it has', () => {
    expect(
      callerOfKind(
        { kind: 'refresh', did: DID, tokenId: 'a', sessionId: undefined, expired: false },
        'refresh',
      ).tokenId,
    ).toBe('a')
  })

  test('is a fault, not a refusal, if the policy let in somebody else', () => {
    const admin = { kind: 'admin', may: () => true, assertAbove: () => Promise.resolve() } as const
    const fault = () => callerOfKind(admin, 'account')
    expect(fault).toThrow('the access policy lets in admin, the method takes account')
    expect(fault).not.toThrow(expect.objectContaining({ kind: expect.anything() }))
  })
})
