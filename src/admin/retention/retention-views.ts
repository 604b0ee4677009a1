import type { RetentionRule } from '../../retention/index.js'
import type { RetentionRulesDto } from './retention.dto.js'

/** How long which data are kept, as administrators see it. */
export function rulesView(rules: readonly RetentionRule[]): RetentionRulesDto {
  return {
    data: rules.map(({ data: { dataClass, help, usual }, days, isPinned }) => ({
      ...{ dataClass, help, days, pinned: isPinned, default: usual.days },
      ...(usual.env !== undefined && { env: usual.env }),
      ...(usual.daysMin !== undefined && { min: usual.daysMin }),
    })),
  }
}
