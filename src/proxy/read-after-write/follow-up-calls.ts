import type { OutputOf } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { Service } from '../service.js'
import { ServiceCalls } from '../service-calls.js'
import { checkedOutput } from './checked-output.js'
import type { FreshMethod } from './refresh-rule.js'

/** In whose name an AppView is asked for more. */
export interface FollowUp {
  readonly did: Did
  readonly service: Service
  /** those of the call that is being answered: languages, labelers */
  readonly headers: Record<string, string>
  readonly signal: AbortSignal
}

/** Asks an AppView for what an answer is completed with. */
@Injectable()
export class FollowUpCalls {
  constructor(private readonly calls: ServiceCalls) {}

  /**
   * The answer to a query; undefined if it is not what the lexicon says.
   * @throws {ServiceRefused | ServiceUnreachable | ServiceTimeout}
   */
  async ask<M extends FreshMethod>(
    method: M,
    params: Record<string, string | readonly string[]>,
    { did, service, headers, signal }: FollowUp,
  ): Promise<OutputOf<M> | undefined> {
    const { json } = await this.calls.call(did, service, { nsid: method.nsid, params, headers, signal })
    return checkedOutput(method, json)
  }
}
