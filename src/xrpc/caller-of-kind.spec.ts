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
    const fault = () => callerOfKind({ kind: 'admin' }, 'account')
    expect(fault).toThrow('the access policy lets in admin, the method takes account')
    expect(fault).not.toThrow(expect.objectContaining({ kind: expect.anything() }))
  })
})
