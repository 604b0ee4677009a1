import { configSection, enumeration } from '../../config/index.js'
import type { SignInProof } from '../../oauth/index.js'

const PASSKEY: readonly SignInProof[] = ['passkey', 'organization', 'owner-link']
const ENOUGH: Readonly<Record<'passkey' | 'two-factor' | 'any', readonly SignInProof[]>> = {
  passkey: PASSKEY,
  'two-factor': [...PASSKEY, 'code'],
  any: [...PASSKEY, 'code', 'password'],
}

/** How members sign in who administer. */
export class AdminSignInConfig extends configSection(
  'members who administer',
  {
    atLeast: enumeration({
      env: 'PDS_ADMIN_SIGN_IN',
      values: ['passkey', 'two-factor', 'any'],
      default: 'passkey',
      help: 'What members who administer sign in with: passkey is a passkey or their organization, two-factor also takes a password with a code of an app, any takes a password alone.',
    }),
  },
  {
    derive: ({ atLeast }) => ({
      /** what is enough */
      proofs: ENOUGH[atLeast],
    }),
  },
) {}
