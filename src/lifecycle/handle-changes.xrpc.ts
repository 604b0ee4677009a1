import { com } from '@guildhall/lexicon'
import {
  type Call,
  callerOfKind,
  DAY_MS,
  identityScope,
  limitByAccount,
  MINUTE_MS,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { HandleChange } from './handle-change.js'

const { updateHandle } = com.atproto.identity

/** Changing one's handle: `com.atproto.identity.updateHandle`. */
@XrpcController()
export class HandleChangesXrpc {
  constructor(private readonly handles: HandleChange) {}

  @Xrpc(updateHandle, signedIn(() => identityScope('handle')), {
    limit: [limitByAccount(10, 5 * MINUTE_MS), limitByAccount(50, DAY_MS)],
    errors: ['InvalidHandle', 'HandleNotAvailable', 'UnsupportedDomain'],
  })
  async updateHandle({ caller, input }: Call<typeof updateHandle>) {
    await this.handles.change(callerOfKind(caller, 'account').did, input.handle)
  }
}
