import { lexToJson } from '@guildhall/data'
import { com } from '@guildhall/lexicon'
import { nameOf } from '../proxy/index.js'
import {
  type Call,
  callerOfKind,
  demandedLater,
  demandScope,
  HOUR_MS,
  limitByAccount,
  rpcScope,
  signedIn,
  Xrpc,
  XrpcController,
} from '../xrpc/index.js'
import type { ReportContent } from './report.js'
import { ReportIntake } from './report-intake.js'
import { ReportRoutes } from './report-routes.js'

const { createReport } = com.atproto.moderation

const CHOICE = 'atproto-proxy'

/** Largest report (bytes); its text has 20,000 at most. */
const REPORT_MAX_BYTES = 64 * 1024

/** More than somebody sends who is harassed by many, and few enough for those who read them. */
const REPORTS_PER_HOUR = 100

/** Reports to moderators: `com.atproto.moderation.createReport`. */
@XrpcController()
export class ReportsXrpc {
  constructor(
    private readonly routes: ReportRoutes,
    private readonly intake: ReportIntake,
  ) {}

  @Xrpc(createReport, signedIn(demandedLater, { takendown: true }), {
    bodyBytesMax: REPORT_MAX_BYTES,
    limit: limitByAccount(REPORTS_PER_HOUR, HOUR_MS),
  })
  async createReport({ caller, input, headers, signal }: Call<typeof createReport>) {
    const { did } = callerOfKind(caller, 'account')
    await this.routes.checkReporter(did, input.reasonType)
    const { service, isKept, audience } = await this.routes.find(headers[CHOICE]?.toString())
    demandScope({ caller }, rpcScope(createReport.nsid, audience))
    const content = lexToJson(input as never) as unknown as ReportContent
    if (service && !isKept) return this.intake.pass(did, content, service, signal)
    return this.intake.keep(did, content, service && nameOf(service))
  }
}
