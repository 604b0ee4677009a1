import { com } from '@guildhall/lexicon'
import {
  anyone,
  type Call,
  callerOfKind,
  DAY_MS,
  HOUR_MS,
  limitByAccount,
  limitByIp,
  MINUTE_MS,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { OwnDeletion } from './own-deletion.js'

const { deleteAccount, requestAccountDelete } = com.atproto.server

/** Deleting one's own account: `com.atproto.server`. */
@XrpcController()
export class DeletionXrpc {
  constructor(private readonly deletion: OwnDeletion) {}

  @Xrpc(requestAccountDelete, signedIn(undefined, { appPassword: 'no' }), {
    limit: [limitByAccount(15, DAY_MS), limitByAccount(5, HOUR_MS)],
  })
  async requestAccountDelete({ caller }: Call<typeof requestAccountDelete>) {
    await this.deletion.request(callerOfKind(caller, 'account').did)
  }

  /** Nobody has to be signed in: the password and the code say who it is. */
  @Xrpc(deleteAccount, anyone, { limit: limitByIp(50, 5 * MINUTE_MS) })
  async deleteAccount({ input, ip }: Call<typeof deleteAccount>) {
    const { did, password, token: code } = input
    await this.deletion.delete(did, { password, code, ip })
  }
}
