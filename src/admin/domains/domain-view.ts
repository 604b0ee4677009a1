import { type HandleDomain, HandleDomains, ownershipRecord } from '../../identity/index.js'
import type { DomainDto } from './domains.dto.js'

/** A domain as the API shows it. */
export function domainView(one: HandleDomain, { rules, areRulesPinned }: HandleDomains): DomainDto {
  const { domain, source, isInUse, addedAt, verifiedAt, token, policy } = one
  const inEffect = rules.get(`.${domain}`)
  return {
    ...{ domain, source, isInUse, policy, rulesPinned: areRulesPinned },
    pinned: source === 'environment',
    ...(addedAt !== undefined && { addedAt }),
    ...(verifiedAt !== undefined && { verifiedAt }),
    ...(source === 'database' && token !== undefined && { proof: ownershipRecord(domain, token) }),
    ...(inEffect && { lengthMin: inEffect.lengthMin, lengthMax: inEffect.lengthMax }),
  }
}
