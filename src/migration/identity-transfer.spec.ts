import type { PlcState } from '@guildhall/identity'
import { combine } from './identity-transfer.js'
import { ownKeys } from './look-ahead.js'

const before: PlcState = {
  rotationKeys: ['did:key:mine', 'did:key:old-recovery', 'did:key:old'],
  alsoKnownAs: ['at://alice.old.example', 'https://alice.example'],
  verificationMethods: { atproto: 'did:key:old-signing', atproto_label: 'did:key:label' },
  services: {
    atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://old.example' },
    atproto_labeler: { type: 'AtprotoLabeler', endpoint: 'https://label.example' },
  },
}
const recommended: PlcState = {
  rotationKeys: ['did:key:new'],
  alsoKnownAs: ['at://alice.new.example'],
  verificationMethods: { atproto: 'did:key:new-signing' },
  services: { atproto_pds: { type: 'AtprotoPersonalDataServer', endpoint: 'https://new.example' } },
}
const THEIRS = ['did:key:old-recovery', 'did:key:old']

describe('an identity that moves', () => {
  it('keeps what is its owner’s, and loses what was the old server’s', () => {
    const keys = ownKeys(before, THEIRS, ['did:key:given', 'did:key:mine'])
    expect(combine(before, recommended, keys)).toEqual({
      rotationKeys: ['did:key:given', 'did:key:mine', 'did:key:new'],
      alsoKnownAs: ['at://alice.new.example', 'https://alice.example'],
      verificationMethods: { atproto: 'did:key:new-signing', atproto_label: 'did:key:label' },
      services: {
        atproto_pds: recommended.services.atproto_pds,
        atproto_labeler: before.services.atproto_labeler,
      },
    })
  })
})
