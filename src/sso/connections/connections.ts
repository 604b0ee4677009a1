import { Injectable } from '@nestjs/common'
import { Clock } from '../../telemetry/index.js'
import type { Connection } from './connection.js'
import { ConnectionStore } from './connection.store.js'

/** Changes made on another node are heard of within this time. */
const KNOWN_MS = 2_000

/** The connections of this server: few, and asked for at every sign-in. */
@Injectable()
export class Connections {
  #known: { readonly untilMs: number; readonly list: Promise<Connection[]> } | undefined

  constructor(
    private readonly store: ConnectionStore,
    private readonly clock: Clock,
  ) {}

  /** Those with which one can sign in. */
  async enabled(): Promise<Connection[]> {
    return (await this.#list()).filter(({ status }) => status === 'enabled')
  }

  /** Forgets what was known, because something was changed. */
  changed(): void {
    this.#known = undefined
  }

  #list(): Promise<Connection[]> {
    const nowMs = this.clock.nowMs()
    if (this.#known && this.#known.untilMs > nowMs) return this.#known.list
    const list = this.store.list()
    this.#known = { untilMs: nowMs + KNOWN_MS, list }
    list.catch(() => this.changed())
    return list
  }
}
