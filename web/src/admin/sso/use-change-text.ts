import type { components } from '../api/generated/schema'
import { bytesText } from '../controls/amounts'
import { useRoleNames } from '../roles/use-role-names'
import { useTexts } from '../texts/texts'

type PolicyChange = components['schemas']['PolicyChange']

/** Says in words what other rules would make of somebody. */
export function useChangeText(): (change: PolicyChange) => string {
  const { t, language } = useTexts()
  const roleName = useRoleNames()
  const rolesOf = (roles: PolicyChange['before']) =>
    roles.map(({ role, domain }) => (domain ? `${roleName(role)} (${domain})` : roleName(role))).join(', ') ||
    '–'
  const quotaText = (bytes: number | undefined) =>
    bytes === undefined ? t('policyTrial.usualQuota') : bytesText(bytes, language)
  return ({ before, after, quotaBefore, quotaAfter, handleDomain, refused }) => {
    const [rolesBefore, rolesAfter] = [rolesOf(before), rolesOf(after)]
    return [
      refused !== undefined && t('policyTrial.refused', { why: refused }),
      rolesBefore !== rolesAfter && `${rolesBefore} → ${rolesAfter}`,
      quotaBefore !== quotaAfter && `${quotaText(quotaBefore)} → ${quotaText(quotaAfter)}`,
      handleDomain !== undefined && t('policyTrial.otherHandle', { domain: handleDomain }),
    ]
      .filter((part) => part !== false)
      .join('; ')
  }
}
