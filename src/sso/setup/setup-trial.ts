import { Injectable } from '@nestjs/common'
import type { SsoAnswer } from '../landing/sso-journey.js'
import { START_PATH } from '../landing/sso-offers.js'
import { StartTickets } from '../tickets/start-tickets.js'
import { isSame } from '../transactions/callbacks.js'
import { SsoTransactionStore } from '../transactions/sso-transaction.store.js'
import { type SsoTrace, TraceStore } from '../transactions/trace.store.js'
import { SetupDrafts } from './setup-drafts.js'
import { type SetupLink, setupPathOf } from './setup-link.js'
import { SetupLinks } from './setup-links.js'
import { SetupIncomplete, SetupLinkOver } from './setup.errors.js'

/** Sign-ins by which those try a connection who fill it in. */
@Injectable()
export class SetupTrial {
  constructor(
    private readonly links: SetupLinks,
    private readonly drafts: SetupDrafts,
    private readonly tickets: StartTickets,
    private readonly traces: TraceStore,
    private readonly transactions: SsoTransactionStore,
  ) {}

  /** Sends the browser of a link to the provider. @throws {SetupLinkOver | SetupIncomplete} */
  async begin(id: string, deviceId: Uint8Array): Promise<SsoAnswer> {
    const link = await this.links.find(id, deviceId)
    if (link.submittedAt) throw new SetupLinkOver()
    if (!(await this.drafts.of(link))?.issuer) throw new SetupIncomplete()
    const ticket = this.tickets.issue({ purpose: 'test', connectionId: link.connectionId })
    const query = new URLSearchParams({ ticket, back: setupPathOf(link) })
    return { kind: 'go', to: `${START_PATH}?${query.toString()}` }
  }

  /** What became of the last one, if it was in the browser of the link and not long ago: others see nobody's claims. */
  async lastOf({ connectionId, deviceId }: SetupLink): Promise<SsoTrace | undefined> {
    const asked = { connectionId, outcome: undefined, after: undefined, descending: true, limit: 1 }
    const [trace] = await this.traces.list(asked)
    const transaction = trace && (await this.transactions.find(trace.id))
    const isTheirs = transaction && deviceId && isSame(transaction.deviceId, deviceId)
    return isTheirs ? trace : undefined
  }
}
