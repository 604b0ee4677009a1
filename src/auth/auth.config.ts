import { boolean, configSection, duration } from '../config/index.js'

/** Settings of signing in. */
export class AuthConfig extends configSection('auth', {
  didDocWithSession: boolean({
    env: 'PDS_ENABLE_DID_DOC_WITH_SESSION',
    default: false,
    help: 'Whether sessions come with the DID document of the account.',
  }),
  failedSignInMs: duration({
    env: 'PDS_FAILED_SIGN_IN_MS',
    default: 150,
    max: 10_000,
    help: 'A sign-in that fails is answered no sooner than this, which slows down guessing (ms).',
  }),
}) {}
