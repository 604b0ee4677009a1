import { Environment } from '../../config/index.js'
import { AdminSignInConfig } from './admin-sign-in.config.js'

const proofs = (atLeast?: string) =>
  Environment.of(atLeast === undefined ? {} : { PDS_ADMIN_SIGN_IN: atLeast }).section(AdminSignInConfig)
    .proofs

it('a passkey or the organization, unless less is said to be enough', () => {
  expect(proofs()).toEqual(['passkey', 'organization', 'owner-link'])
  expect(proofs('two-factor')).toContain('code')
  expect(proofs('two-factor')).not.toContain('password')
  expect(proofs('any')).toContain('password')
})
