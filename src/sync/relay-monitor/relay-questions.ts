import { Injectable } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import { OutboundError } from '../../outbound/index.js'
import { RelayClient } from '../relay-client.js'
import type { RelayAnswer } from './relay-finding.js'

/** Accounts that a relay is asked about at a time. */
const AT_A_TIME = 5

/** Why relays do not pass an account on that is public here. */
const WITHHELD = new Set(['throttled', 'suspended', 'takendown'])

/** What a relay says of accounts; those that it does not know are left out. */
export interface RepoAnswers {
  /** by DID: why it does not pass the account on; undefined where it does */
  readonly byDid: ReadonlyMap<Did, string | undefined>
  /** whether all could be asked about */
  readonly isComplete: boolean
}

/** Asks relays what they know of this server and its accounts. That they do not answer is an answer. */
@Injectable()
export class RelayQuestions {
  constructor(private readonly relays: RelayClient) {}

  /** What a relay knows of this server. */
  async host(url: string, signal: AbortSignal): Promise<RelayAnswer> {
    try {
      return { host: await this.relays.hostStatus(url, signal), isReached: true }
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return { host: undefined, error: error.message, isReached: isAnswer(error) }
    }
  }

  /** What a relay knows of accounts, as far as there is time. */
  async repos(url: string, dids: readonly Did[], signal: AbortSignal): Promise<RepoAnswers> {
    const byDid = new Map<Did, string | undefined>()
    for (let from = 0; from < dids.length; from += AT_A_TIME) {
      const some = dids.slice(from, from + AT_A_TIME)
      const answers = await Promise.all(some.map((did) => this.#repo(url, did, signal)))
      if (answers.some((answer) => answer === 'gone')) return { byDid, isComplete: false }
      for (const [i, answer] of answers.entries()) {
        if (typeof answer === 'object') byDid.set(some[i]!, answer.withheld)
      }
    }
    return { byDid, isComplete: true }
  }

  async #repo(
    url: string,
    did: Did,
    signal: AbortSignal,
  ): Promise<{ withheld: string | undefined } | 'unknown' | 'gone'> {
    try {
      const { active, status } = await this.relays.repoStatus(url, did, signal)
      const isWithheld = active === false && status !== undefined && WITHHELD.has(status)
      return { withheld: isWithheld ? status : undefined }
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      return isAnswer(error) ? 'unknown' : 'gone'
    }
  }
}

/** Whether somebody who is there has refused. */
function isAnswer({ failure, status = 500 }: OutboundError): boolean {
  return failure === 'status' && status < 500 && status !== 429
}
