import { isAtUri, splitAtUri } from '@guildhall/syntax'
import { Injectable } from '@nestjs/common'
import { ModerationConfig } from './moderation.config.js'
import { type ReportContent, subjectOf } from './report.js'

/** Ways from what was reported to the page of it in the Ozone of the moderators. */
@Injectable()
export class OzoneLinks {
  constructor(private readonly config: ModerationConfig) {}

  /** An address for browsers; undefined where no Ozone is set, or it has no page of what was reported. */
  to(content: ReportContent): string | undefined {
    const { ozoneUrl } = this.config
    const { did, uri } = subjectOf(content)
    if (ozoneUrl === undefined || did === undefined) return undefined
    const { collection, rkey } = uri !== undefined && isAtUri(uri) ? splitAtUri(uri) : {}
    const record = collection !== undefined && rkey !== undefined ? `/${collection}/${rkey}` : ''
    return `${ozoneUrl}/repositories/${did}${record}`
  }
}
