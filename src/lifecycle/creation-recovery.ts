import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common'
import { Clock, Log } from '../telemetry/index.js'
import { AccountDraftStore } from './account-draft.store.js'
import { creationPoint } from './creation-point.js'
import { IdentityDrafts } from './identity-drafts.js'
import { LifecycleConfig } from './lifecycle.config.js'

/** Drafts taken over at a time. */
const BATCH = 50

/**
 * Takes back accounts in the making that a crash, or a directory out of reach, left half-made. Nobody was told
 * that they exist; whoever wanted them may simply try again.
 */
@Injectable()
export class CreationRecovery implements OnApplicationBootstrap, OnApplicationShutdown {
  #timer: NodeJS.Timeout | undefined
  #running: Promise<void> | undefined

  constructor(
    private readonly store: AccountDraftStore,
    private readonly drafts: IdentityDrafts,
    private readonly clock: Clock,
    private readonly config: LifecycleConfig,
    private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const run = () => {
      this.#running ??= this.recover().finally(() => {
        this.#running = undefined
      })
    }
    this.#timer = setInterval(run, this.config.recoveryIntervalMs)
    this.#timer.unref()
    run()
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer)
    await this.#running
  }

  /** Takes back what was left behind long enough ago; what fails is tried again later. Never throws. */
  async recover(): Promise<void> {
    try {
      const now = this.clock.nowMs()
      const left = new Date(now - this.config.draftLeaseMs)
      for (const did of await this.store.claimAbandoned(left, new Date(now), BATCH)) {
        creationPoint('draft claimed')
        try {
          await this.drafts.undo(did)
          this.log.info({ did }, 'took back an unfinished account')
        } catch (error) {
          this.log.warn({ did, err: error }, 'could not take back an unfinished account yet')
        }
      }
    } catch (error) {
      this.log.warn({ err: error }, 'could not look for unfinished accounts')
    }
  }
}
