import type { PlcState } from '@guildhall/identity'
import { com } from '@guildhall/lexicon'
import {
  type Call,
  callerOfKind,
  DAY_MS,
  HOUR_MS,
  identityScope,
  limitByAccount,
  noScope,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import { DidCredentials } from './did-credentials.js'
import { PlcSigning } from './plc-signing.js'
import { PlcSubmission } from './plc-submission.js'

const { getRecommendedDidCredentials, requestPlcOperationSignature, signPlcOperation, submitPlcOperation } =
  com.atproto.identity

/** Whoever changes an identity is its owner: with the password, even when the account was taken down. */
const OWNER = { appPassword: 'no', takendown: true } as const

const wholeIdentity = () => identityScope('*')

/** Changing an identity, for example to move it: `com.atproto.identity`. */
@XrpcController()
export class IdentitiesXrpc {
  constructor(
    private readonly credentials: DidCredentials,
    private readonly signing: PlcSigning,
    private readonly submission: PlcSubmission,
  ) {}

  @Xrpc(getRecommendedDidCredentials, signedIn(noScope))
  getRecommendedDidCredentials({ caller }: Call<typeof getRecommendedDidCredentials>) {
    return this.credentials.recommended(callerOfKind(caller, 'account').did) as Promise<object>
  }

  @Xrpc(requestPlcOperationSignature, signedIn(wholeIdentity, OWNER), {
    limit: [limitByAccount(15, DAY_MS), limitByAccount(5, HOUR_MS)],
  })
  async requestPlcOperationSignature({ caller }: Call<typeof requestPlcOperationSignature>) {
    await this.signing.request(callerOfKind(caller, 'account').did)
  }

  @Xrpc(signPlcOperation, signedIn(wholeIdentity, OWNER), { limit: limitByAccount(50, DAY_MS) })
  async signPlcOperation({ caller, input }: Call<typeof signPlcOperation>) {
    const { token, ...changes } = input
    const { did } = callerOfKind(caller, 'account')
    return { operation: await this.signing.sign(did, token, stateIn(changes)) }
  }

  @Xrpc(submitPlcOperation, signedIn(wholeIdentity, { appPassword: 'no' }), {
    limit: limitByAccount(50, DAY_MS),
  })
  async submitPlcOperation({ caller, input }: Call<typeof submitPlcOperation>) {
    await this.submission.submit(callerOfKind(caller, 'account').did, input.operation)
  }
}

/** The fields that are changed; what they hold is checked when the operation is made. */
function stateIn(input: object): Partial<PlcState> {
  const { rotationKeys, alsoKnownAs, verificationMethods, services } = input as Partial<PlcState>
  return {
    ...(rotationKeys && { rotationKeys }),
    ...(alsoKnownAs && { alsoKnownAs }),
    ...(verificationMethods && { verificationMethods }),
    ...(services && { services }),
  }
}
