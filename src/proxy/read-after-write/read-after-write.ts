import type { OutputOf, ParamsOf } from '@guildhall/lexicon'
import { isTid } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import type { OpenAnswer } from '../../outbound/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import { checkedOutput } from './checked-output.js'
import { LocalWrites } from './local-writes.js'
import type { FollowUp } from './follow-up-calls.js'
import type { FreshMethod, OwnWrites, RefreshRule } from './refresh-rule.js'

/** Largest answer that is looked into (bytes); larger ones are passed on as they are. */
const ANSWER_MAX_BYTES = 5 * 2 ** 20

const JSON_TYPE = /^application\/json\s*(?:;|$)/i
const REPO_REV = 'atproto-repo-rev'

/** What became of an answer. */
export interface Refreshed<M extends FreshMethod> {
  /** the answer, completed; undefined if it lacks nothing */
  readonly output?: OutputOf<M>
  /** how far the AppView is behind (ms) */
  readonly lagMs: number
}

/** Completes what an AppView answers with what the caller has written meanwhile. */
@Injectable()
export class ReadAfterWrite {
  constructor(
    private readonly writes: LocalWrites,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /**
   * The answer, completed; undefined where nothing was written meanwhile, and in any doubt: then it is to be passed
   * on as it came, which it still can be. Nothing is thrown.
   */
  async refresh<M extends FreshMethod>(
    rule: RefreshRule<M>,
    answer: OpenAnswer,
    params: ParamsOf<M>,
    call: FollowUp,
  ): Promise<Refreshed<M> | undefined> {
    const rev = revOf(answer.headers)
    if (rev === undefined || !isJson(answer.headers)) return undefined
    try {
      const own = await this.writes.since(rev, call)
      if (!own) return undefined
      const lagMs = this.lagMs(own)
      if (!rule.concerns(own, params)) return { lagMs }
      const output = await read(rule.method, answer)
      if (!output) return undefined
      const completed = await rule.refresh(output, own, params)
      return completed === output ? { lagMs } : { output: completed, lagMs }
    } catch (err) {
      const { did, service, signal } = call
      // Whoever left does not miss anything.
      if (signal.aborted) return undefined
      this.log.warn({ err, did, service: service.did, nsid: rule.method.nsid }, 'an answer is not completed')
      return undefined
    }
  }

  /** How far an AppView is behind that does not have what was written (ms). */
  lagMs({ oldestAtMs }: OwnWrites): number {
    const nowMs = this.clock.nowMs()
    return Math.max(0, nowMs - (oldestAtMs ?? nowMs))
  }
}

/** The revision up to which an AppView has the repository of the caller. */
export function revOf(headers: OpenAnswer['headers']): string | undefined {
  const rev = headers[REPO_REV]
  return typeof rev === 'string' && isTid(rev) ? rev : undefined
}

function isJson({ 'content-type': type }: OpenAnswer['headers']): boolean {
  return typeof type === 'string' && JSON_TYPE.test(type)
}

async function read<M extends FreshMethod>(method: M, answer: OpenAnswer): Promise<OutputOf<M> | undefined> {
  const bytes = await answer.peek(ANSWER_MAX_BYTES)
  if (!bytes) return undefined
  try {
    return checkedOutput(method, JSON.parse(bytes.toString('utf8')))
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
