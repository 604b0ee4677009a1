import { com } from '@guildhall/lexicon'
import { AppPasswords } from '../account/index.js'
import { type Call, callerOfKind, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { AppPasswordIssue } from './app-password-issue.js'
import { AppPasswordRevocation } from './app-password-revocation.js'

const { createAppPassword, listAppPasswords, revokeAppPassword } = com.atproto.server

/** Passwords for applications: `com.atproto.server`. */
@XrpcController()
export class AppPasswordsXrpc {
  constructor(
    private readonly appPasswords: AppPasswords,
    private readonly issue: AppPasswordIssue,
    private readonly revocation: AppPasswordRevocation,
  ) {}

  /** The only time that the secret is shown. */
  @Xrpc(createAppPassword, signedIn(undefined, { appPassword: 'no' }))
  async createAppPassword({ input, caller }: Call<typeof createAppPassword>) {
    const { did } = callerOfKind(caller, 'account')
    const made = await this.issue.issue(did, input.name, input.privileged ?? false)
    const { name, secret, createdAt, privileged } = made
    return { name, password: secret, createdAt: createdAt.toISOString(), privileged }
  }

  @Xrpc(listAppPasswords, signedIn())
  async listAppPasswords({ caller }: Call<typeof listAppPasswords>) {
    const found = await this.appPasswords.list(callerOfKind(caller, 'account').did)
    return {
      passwords: found.map(({ name, createdAt, privileged }) => ({
        name,
        createdAt: createdAt.toISOString(),
        privileged,
      })),
    }
  }

  @Xrpc(revokeAppPassword, signedIn())
  async revokeAppPassword({ input, caller }: Call<typeof revokeAppPassword>) {
    await this.revocation.revoke(callerOfKind(caller, 'account').did, input.name)
  }
}
