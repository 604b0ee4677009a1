import { com } from '@guildhall/lexicon'
import {
  type Call,
  callerOfKind,
  DAY_MS,
  limitByAccount,
  noScope,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { AccountLife } from './account-life.js'
import { Activation } from './activation.js'
import type { Order } from './state-command.js'

const { activateAccount, checkAccountStatus, deactivateAccount } = com.atproto.server

/** Every activation is announced: enough for those who try, too few for those who play. */
const ACTIVATIONS_PER_DAY = 100

const OWNER: Order = { actor: 'owner' }

/** Switching one's own account on and off: `com.atproto.server`. */
@XrpcController()
export class ActivationXrpc {
  constructor(
    private readonly life: AccountLife,
    private readonly activation: Activation,
  ) {}

  @Xrpc(activateAccount, signedIn(undefined, { appPassword: 'no' }), {
    limit: limitByAccount(ACTIVATIONS_PER_DAY, DAY_MS),
  })
  async activateAccount({ caller }: Call<typeof activateAccount>) {
    await this.activation.activate(callerOfKind(caller, 'account').did, OWNER)
  }

  @Xrpc(deactivateAccount, signedIn(undefined, { appPassword: 'no', takendown: true }), {
    limit: limitByAccount(ACTIVATIONS_PER_DAY, DAY_MS),
  })
  async deactivateAccount({ caller, input }: Call<typeof deactivateAccount>) {
    const deleteAfter = input.deleteAfter === undefined ? undefined : new Date(input.deleteAfter)
    await this.life.order(callerOfKind(caller, 'account').did, { kind: 'deactivate', deleteAfter }, OWNER)
  }

  @Xrpc(checkAccountStatus, signedIn(noScope))
  checkAccountStatus({ caller }: Call<typeof checkAccountStatus>) {
    return this.activation.inspect(callerOfKind(caller, 'account').did)
  }
}
