import { type BeforeApplicationShutdown, Injectable, type OnModuleInit } from '@nestjs/common'
import { Clock, Log } from '../telemetry/index.js'
import type { Agent } from './agent.js'
import type { Deed } from './audit-entry.js'
import { Audit } from './audit.js'

/** For so long, refusals that are alike are counted after the first one. */
const COUNTED_MS = 5 * 60 * 1000
/** Of agents and addresses that are refused at a time, so many are told apart; all others are counted together. */
const APART_MAX = 100
const LOOKED_EACH_MS = 60_000

/** What somebody attempted who was refused. */
const ATTEMPT = { action: 'administer', outcome: 'denied' } as const

/** Refusals that are alike. */
interface Run {
  readonly agent: Agent
  readonly code: string
  /** when the last entry was made */
  sinceMs: number
  /** those that no entry has yet */
  uncounted: number
}

/** Writes down who was not allowed to do something. */
@Injectable()
export class Denials implements OnModuleInit, BeforeApplicationShutdown {
  readonly #runs = new Map<string, Run>()
  #timer: NodeJS.Timeout | undefined

  constructor(
    private readonly audit: Audit,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.write(), LOOKED_EACH_MS)
    this.#timer.unref()
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer)
    await this.write({ all: true })
  }

  /** Somebody who may do other things wanted to do this. */
  async note(agent: Agent, deed: Omit<Deed, 'outcome'>): Promise<void> {
    await this.audit.note(agent, { ...deed, outcome: 'denied' })
  }

  /**
   * Somebody was not let in who can try as often as they like: the first time is written down at once, what follows
   * from there as one number every five minutes.
   * @param code why
   */
  async count(agent: Agent, code: string): Promise<void> {
    const key = JSON.stringify([code, agent.type, agent.id, agent.ip])
    const run = this.#runs.get(key) ?? (this.#runs.size < APART_MAX ? undefined : this.#others(code))
    if (run) {
      run.uncounted++
      return
    }
    const first: Run = { agent, code, sinceMs: this.clock.nowMs(), uncounted: 0 }
    this.#runs.set(key, first)
    try {
      await this.audit.note(agent, { ...ATTEMPT, after: { code, attempts: 1 } })
    } catch (error) {
      // It is counted with those that follow.
      first.uncounted++
      throw error
    }
  }

  /** Writes down what was counted for long enough, or all of it. What cannot be written is tried again. */
  async write({ all = false } = {}): Promise<void> {
    const nowMs = this.clock.nowMs()
    for (const [key, run] of this.#runs) {
      if (!all && nowMs - run.sinceMs < COUNTED_MS) continue
      const { agent, code, uncounted: attempts, sinceMs } = run
      if (attempts === 0) {
        this.#runs.delete(key)
        continue
      }
      try {
        const since = new Date(sinceMs).toISOString()
        await this.audit.note(agent, { ...ATTEMPT, after: { code, attempts, since } })
        run.uncounted -= attempts
        run.sinceMs = nowMs
      } catch (error) {
        this.log.warn({ err: error }, 'who was refused could not be written down')
        return
      }
    }
  }

  /** What is counted without saying of whom. */
  #others(code: string): Run {
    const key = JSON.stringify([code])
    const known = this.#runs.get(key)
    if (known) return known
    const run = { agent: { type: 'system' }, code, sinceMs: this.clock.nowMs(), uncounted: 0 } as const
    this.#runs.set(key, { ...run })
    return this.#runs.get(key)!
  }
}
