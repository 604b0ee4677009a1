import { com } from '@guildhall/lexicon'
import type { Did } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { Accounts, isTakenDown } from '../account/index.js'
import { ServiceConfig } from '../config/index.js'
import { nameOf, type Service, Services } from '../proxy/index.js'
import { ModerationConfig } from './moderation.config.js'
import { InvalidReasonType, OnlyAppeals } from './moderation.errors.js'

/** The entry that moderation services have in their DID documents; this server takes reports in its place. */
const LABELER = 'atproto_labeler'

/** Reasons of appeals: of the protocol, and of the moderation service that most use. */
const APPEALS: ReadonlySet<string> = new Set([
  `${com.atproto.moderation.createReport.nsid.replace(/\.[^.]+$/, '.defs')}#reasonAppeal`,
  'tools.ozone.report.defs#reasonAppeal',
])

const REASON_TYPE = /^[\x21-\x7e]{1,320}$/

/** Where a report goes. */
export interface ReportRoute {
  /** whether it is kept here */
  readonly isKept: boolean
  /** the service that gets it, if any does */
  readonly service: Service | undefined
  /** as scopes name who takes it: `did#service` */
  readonly audience: string
}

/** Decides who may report, and where reports go. */
@Injectable()
export class ReportRoutes {
  constructor(
    private readonly accounts: Accounts,
    private readonly services: Services,
    private readonly config: ModerationConfig,
    private readonly own: ServiceConfig,
  ) {}

  /** @throws InvalidReasonType, OnlyAppeals */
  async checkReporter(did: Did, reasonType: string): Promise<void> {
    if (!REASON_TYPE.test(reasonType)) throw new InvalidReasonType()
    const account = await this.accounts.byDid(did)
    if (account && isTakenDown(account) && !APPEALS.has(reasonType)) throw new OnlyAppeals()
  }

  /**
   * Where a report goes.
   * @param header `atproto-proxy`, with which clients choose a service
   * @throws InvalidProxyHeader, DidUnresolvable
   */
  async find(header: string | undefined): Promise<ReportRoute> {
    const { reportDestination } = this.config
    const isOnlyKept = reportDestination === 'inbox'
    const chosen = header && !isOnlyKept ? await this.services.named(header) : undefined
    const service = isOnlyKept ? undefined : (chosen ?? this.services.reports)
    return {
      isKept: reportDestination === 'both' || service === undefined,
      service,
      audience: service ? nameOf(service) : `${this.own.serviceDid}#${LABELER}`,
    }
  }
}
