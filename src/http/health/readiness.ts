import { Injectable } from '@nestjs/common'
import { Contributions } from '../../contributions/index.js'
import { Clock, Log, ReadinessCheck } from '../../telemetry/index.js'
import { Draining } from './draining.js'

/** A check that does not answer for this long has found a problem. */
const CHECK_MAX_MS = 2_000

const LOOK_EVERY_MS = 1_000

/** What a load balancer is told. */
export interface ReadinessReport {
  readonly isReady: boolean
  /** by part, `ok` or the problem */
  readonly checks: Readonly<Record<string, string>>
}

/** Tells whether this node should be sent requests, and why not. */
@Injectable()
export class Readiness {
  #wasReady = true
  #found: Promise<Finding[]> = Promise.resolve([])
  #lookAgainMs = 0

  constructor(
    private readonly contributions: Contributions,
    private readonly draining: Draining,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** As it was at most a second ago: anybody may ask, and each look costs others something. */
  async report(): Promise<ReadinessReport> {
    const nowMs = this.clock.nowMs()
    if (nowMs >= this.#lookAgainMs) {
      this.#lookAgainMs = nowMs + LOOK_EVERY_MS
      this.#found = Promise.all(this.contributions.of(ReadinessCheck).map((check) => look(check)))
    }
    const found = await this.#found
    const problems = found.filter(({ isEssential, problem }) => isEssential && problem !== undefined)
    const isDraining = this.draining.hasBegun
    const checks = Object.fromEntries(found.map(({ part, problem }) => [part, problem ?? 'ok']))
    const report = {
      isReady: problems.length === 0 && !isDraining,
      checks: { ...checks, ...(isDraining && { shutdown: 'Draining' }) },
    }
    this.#note(report)
    return report
  }

  /** A line for each change, not for each time that somebody asks. */
  #note({ isReady, checks }: ReadinessReport): void {
    if (isReady === this.#wasReady) return
    this.#wasReady = isReady
    if (isReady) this.log.info({ checks }, 'this node is ready')
    else this.log.warn({ checks }, 'this node is not ready')
  }
}

interface Finding {
  readonly part: string
  readonly isEssential: boolean
  readonly problem: string | undefined
}

async function look(check: ReadinessCheck): Promise<Finding> {
  const { part, isEssential } = check
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('Timeout'), CHECK_MAX_MS)
  })
  // What went wrong stands in the log of whoever met it; everybody can read this.
  const problem = await Promise.race([check.problem().catch(() => 'Failed'), late])
  clearTimeout(timer)
  return { part, isEssential, problem }
}
