import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'

interface TokenBadgeProps {
  readonly token: { readonly revokedAt?: string; readonly expiresAt: string }
}

/** Whether a token is good. */
export function TokenBadge({ token: { revokedAt, expiresAt } }: TokenBadgeProps) {
  const { t } = useTexts()
  if (revokedAt !== undefined) return <Badge tone="quiet">{t('invites.is.revoked')}</Badge>
  if (Date.parse(expiresAt) <= Date.now()) return <Badge tone="quiet">{t('tokens.expired')}</Badge>
  return <Badge tone="success">{t('invites.is.open')}</Badge>
}
