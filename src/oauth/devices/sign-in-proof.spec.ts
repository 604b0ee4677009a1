import { proofOf } from './sign-in-proof.js'

it.each([
  [{ method: 'password' }, 'password'],
  [{ method: 'sign-up' }, 'password'],
  [{ method: 'password', factor: 'email' }, 'password'],
  [{ method: 'password', factor: 'totp' }, 'code'],
  [{ method: 'password', factor: 'recovery-code' }, 'code'],
  [{ method: 'password', factor: 'passkey' }, 'passkey'],
  [{ method: 'passkey' }, 'passkey'],
  [{ method: 'sso' }, 'organization'],
] as const)('%j is worth: %s', (arrival, proof) => {
  expect(proofOf(arrival)).toBe(proof)
})
