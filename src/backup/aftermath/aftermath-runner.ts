import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { Clock, Log } from '../../telemetry/index.js'
import { Aftermath } from './aftermath.js'
import { RestorationStore } from './restoration.store.js'

/** How many accounts were dealt with, and how. */
export interface AftermathReport {
  readonly announced: number
  readonly movedAway: number
}

/** Sees to it that the aftermath of a restore is brought to its end: by the command, or else by the next server. */
@Injectable()
export class AftermathRunner implements OnApplicationBootstrap, OnApplicationShutdown {
  #running: Promise<AftermathReport | undefined> | undefined
  #isStopped = false

  constructor(
    private readonly restorations: RestorationStore,
    private readonly aftermath: Aftermath,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** In the background: a server need not wait for it. */
  onApplicationBootstrap(): void {
    this.finish().catch((error: unknown) => {
      this.log.error({ err: error }, 'the network could not be told of a restore; the next start tries again')
    })
  }

  async onApplicationShutdown(): Promise<void> {
    this.#isStopped = true
    await this.#running?.catch(() => undefined)
  }

  /** @returns what was done; undefined if nothing was left to do, or another node is at it */
  finish(): Promise<AftermathReport | undefined> {
    return (this.#running ??= this.#finish().finally(() => (this.#running = undefined)))
  }

  async #finish(): Promise<AftermathReport | undefined> {
    if (!(await this.restorations.unfinished())) return undefined
    return this.restorations.alone(async () => {
      const restoration = await this.restorations.unfinished()
      if (!restoration) return undefined
      this.log.info({ backup: restoration.backupId }, 'telling the network of a restore')
      if (!(await this.aftermath.run(restoration, () => this.#isStopped))) return undefined
      const report = await this.restorations.finish(restoration.id, new Date(this.clock.nowMs()))
      this.log.info({ backup: restoration.backupId, ...report }, 'the network was told of a restore')
      return report
    })
  }
}
