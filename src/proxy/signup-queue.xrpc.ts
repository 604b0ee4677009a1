import { com } from '@guildhall/lexicon'
import { signedIn, Xrpc, XrpcController } from '../xrpc/index.js'

const { checkSignupQueue } = com.atproto.temp

/** Nobody waits in a queue here: who has an account may use it. */
@XrpcController()
export class SignupQueueXrpc {
  @Xrpc(checkSignupQueue, signedIn())
  checkSignupQueue() {
    return { activated: true }
  }
}
