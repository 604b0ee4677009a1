import { setTimeout as delay } from 'node:timers/promises'
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import type { Queryable } from '../../database/index.js'
import { Clock, Log } from '../../telemetry/index.js'
import { type RevokedSession, RevokedSessionStore } from './revoked-session.store.js'

const RETRY_MS = 200

/** The set is looked through for entries that no longer matter when it has grown to this, and to twice the rest. */
const SWEEP_SIZE_MIN = 1_000

/**
 * Sessions, of whatever kind, that ended before their access tokens. Such tokens are believed without a query; this
 * set is what they are compared with. All nodes have the same one: it is filled from the database before the server
 * answers, added to by notifications, and filled again when some may have been missed.
 */
@Injectable()
export class RevokedSessions implements OnModuleInit, OnApplicationShutdown {
  readonly #untilMs = new Map<string, number>()
  readonly #shutdown = new AbortController()
  #sweepSize = SWEEP_SIZE_MIN
  #filling: Promise<void> | undefined
  #unwatch: (() => Promise<void>) | undefined

  constructor(
    private readonly store: RevokedSessionStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#unwatch = await this.store.watch((revoked) => {
      if (revoked) this.#add(revoked)
      else this.#refill()
    })
    // After that, so that nothing falls in between.
    await this.#fill()
  }

  async onApplicationShutdown(): Promise<void> {
    this.#shutdown.abort()
    await this.#unwatch?.()
    await this.#filling
  }

  /** Whether tokens of a session must not be believed. */
  isRevoked(sessionId: string): boolean {
    return this.#untilMs.has(sessionId)
  }

  /**
   * Revokes sessions as part of the caller's transaction. With its commit all nodes learn of it, this one too, which
   * takes a moment.
   * @param until when the last access token of them will have expired
   */
  async revoke(on: Queryable, sessionIds: readonly string[], until: Date): Promise<void> {
    if (sessionIds.length > 0) await this.store.add(on, sessionIds, until)
  }

  #add({ id, untilMs }: RevokedSession): void {
    this.#untilMs.set(id, Math.max(untilMs, this.#untilMs.get(id) ?? 0))
    if (this.#untilMs.size >= this.#sweepSize) this.#sweep()
  }

  #sweep(): void {
    const nowMs = this.clock.nowMs()
    for (const [id, untilMs] of this.#untilMs) if (untilMs <= nowMs) this.#untilMs.delete(id)
    this.#sweepSize = Math.max(SWEEP_SIZE_MIN, 2 * this.#untilMs.size)
  }

  async #fill(): Promise<void> {
    for (const revoked of await this.store.list(new Date(this.clock.nowMs()))) this.#add(revoked)
  }

  /** Until it has worked: what was missed must not stay missing. Whoever asks meanwhile has it done once more. */
  #refill(): void {
    const before = this.#filling ?? Promise.resolve()
    const filling = before.then(() => this.#fillPatiently())
    this.#filling = filling
    void filling.finally(() => {
      if (this.#filling === filling) this.#filling = undefined
    })
  }

  async #fillPatiently(): Promise<void> {
    const { signal } = this.#shutdown
    while (!signal.aborted) {
      try {
        return await this.#fill()
      } catch (error) {
        this.log.warn({ err: error }, 'revoked sessions could not be read')
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }
}
