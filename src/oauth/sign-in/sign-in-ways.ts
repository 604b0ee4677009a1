import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import {
  type ForeignFailure,
  type OfferRequest,
  SignInElsewhere,
  type SignInOffers,
} from './sign-in-elsewhere.js'

/** All ways to sign in elsewhere that there are. */
@Injectable()
export class SignInWays {
  constructor(private readonly contributions: Contributions) {}

  /** What is offered for a request. */
  async offers(request: OfferRequest): Promise<SignInOffers> {
    const all = await Promise.all(this.contributions.of(SignInElsewhere).map((way) => way.offers(request)))
    const onlies = all.flatMap(({ only }) => (only ? [only] : []))
    return { offers: all.flatMap(({ offers }) => offers), only: onlies.length === 1 ? onlies[0] : undefined }
  }

  /** What has failed elsewhere; undefined if nothing of this id has, in this browser. */
  async failureOf(id: string, deviceId: Uint8Array): Promise<ForeignFailure | undefined> {
    for (const way of this.contributions.of(SignInElsewhere)) {
      const failure = await way.failureOf(id, deviceId)
      if (failure) return failure
    }
    return undefined
  }
}
