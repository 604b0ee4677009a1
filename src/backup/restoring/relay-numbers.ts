import { Injectable } from '@nestjs/common'
import { OutboundError } from '../../outbound/index.js'
import { CrawlConfig, RelayClient } from '../../sync/index.js'
import { Log } from '../../telemetry/index.js'

const ANSWER_MS = 15_000

/** What a relay says. */
export interface RelayNumber {
  readonly relay: string
  /** of the last event of this server that it has taken; undefined if it does not say, or cannot be asked */
  readonly seq: number | undefined
}

/** Asks relays how far they have come with the events of this server. */
@Injectable()
export class RelayNumbers {
  constructor(
    private readonly relays: RelayClient,
    private readonly config: CrawlConfig,
    private readonly log: Log,
  ) {}

  /** Asks all of them; one that does not answer is no reason to wait for long. */
  ask(): Promise<RelayNumber[]> {
    return Promise.all(this.config.relays.map((relay) => this.#ask(relay)))
  }

  async #ask(relay: string): Promise<RelayNumber> {
    try {
      const { seq } = await this.relays.hostStatus(relay, AbortSignal.timeout(ANSWER_MS))
      return { relay, seq: seq !== undefined && seq >= 0 ? seq : undefined }
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      this.log.warn({ relay, reason: error.message }, 'a relay could not be asked how far it has come')
      return { relay, seq: undefined }
    }
  }
}
