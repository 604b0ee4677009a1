import { com } from '@guildhall/lexicon'
import {
  accountScope,
  type Call,
  callerOfKind,
  DAY_MS,
  HOUR_MS,
  limitByAccount,
  signedIn,
  Xrpc,
  XrpcController,
  type XrpcMethod,
} from '../xrpc/index.js'
import { EmailChanges } from './email-changes.js'

const { confirmEmail, requestEmailConfirmation, requestEmailUpdate, updateEmail } = com.atproto.server

/** What sends a mail to the owner of an account. */
const mails = <M extends XrpcMethod>() => [limitByAccount<M>(15, DAY_MS), limitByAccount<M>(5, HOUR_MS)]

const managedEmail = () => accountScope('email', 'manage')

/** The e-mail address of an account: `com.atproto.server`. */
@XrpcController()
export class EmailsXrpc {
  constructor(private readonly changes: EmailChanges) {}

  @Xrpc(requestEmailConfirmation, signedIn(managedEmail), { limit: mails() })
  async requestEmailConfirmation({ caller }: Call<typeof requestEmailConfirmation>) {
    await this.changes.requestConfirmation(callerOfKind(caller, 'account').did)
  }

  @Xrpc(confirmEmail, signedIn(managedEmail))
  async confirmEmail({ caller, input }: Call<typeof confirmEmail>) {
    await this.changes.confirm(callerOfKind(caller, 'account').did, input.email, input.token)
  }

  @Xrpc(requestEmailUpdate, signedIn(undefined, { appPassword: 'no' }), { limit: mails() })
  async requestEmailUpdate({ caller }: Call<typeof requestEmailUpdate>) {
    return { tokenRequired: await this.changes.requestUpdate(callerOfKind(caller, 'account').did) }
  }

  @Xrpc(updateEmail, signedIn(undefined, { appPassword: 'no' }))
  async updateEmail({ caller, input }: Call<typeof updateEmail>) {
    const { email, token: code, emailAuthFactor: authFactor } = input
    await this.changes.update(callerOfKind(caller, 'account').did, { email, code, authFactor })
  }
}
