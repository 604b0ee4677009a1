import { com } from '@guildhall/lexicon'
import { ReservedKeys } from '../identity/index.js'
import { anyone, type Call, DAY_MS, HOUR_MS, limitByIp, Xrpc, XrpcController } from '../xrpc/index.js'

const { reserveSigningKey } = com.atproto.server

/** What those ask who are going to move here: `com.atproto.server.reserveSigningKey`. */
@XrpcController()
export class ArrivalsXrpc {
  constructor(private readonly keys: ReservedKeys) {}

  @Xrpc(reserveSigningKey, anyone, { limit: [limitByIp(10, HOUR_MS), limitByIp(50, DAY_MS)] })
  async reserveSigningKey({ input }: Call<typeof reserveSigningKey>) {
    return { signingKey: await this.keys.reserve(input.did) }
  }
}
