import { com } from '@guildhall/lexicon'
import {
  anyone,
  type Call,
  DAY_MS,
  HOUR_MS,
  limitBy,
  limitByIp,
  MINUTE_MS,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { PasswordChanges } from './password-changes.js'

const { requestPasswordReset, resetPassword } = com.atproto.server

/** Mails to one address, whoever asks for them. */
const mailsTo = limitBy<typeof requestPasswordReset>(({ input }) => input.email.toLowerCase(), 15, HOUR_MS)

/** Forgotten passwords: `com.atproto.server`. */
@XrpcController()
export class PasswordsXrpc {
  constructor(private readonly changes: PasswordChanges) {}

  @Xrpc(requestPasswordReset, anyone, { limit: [limitByIp(50, DAY_MS), limitByIp(15, HOUR_MS), mailsTo] })
  async requestPasswordReset({ input }: Call<typeof requestPasswordReset>) {
    await this.changes.requestReset(input.email)
  }

  @Xrpc(resetPassword, anyone, { limit: limitByIp(50, 5 * MINUTE_MS), errors: ['InvalidPassword'] })
  async resetPassword({ input }: Call<typeof resetPassword>) {
    await this.changes.reset(input.token, input.password)
  }
}
