import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { Webhook } from './webhook'

/** Whether a webhook is told what happens, and whether it listens. */
export function WebhookState({
  webhook: { enabled, failures, disabledReason },
}: {
  readonly webhook: Webhook
}) {
  const { t } = useTexts()
  if (!enabled) {
    return (
      <span className="joined">
        <Badge tone="quiet">{t('webhooks.off')}</Badge>
        {disabledReason}
      </span>
    )
  }
  if (failures > 0) return <Badge tone="warning">{t('relays.failed', { count: failures })}</Badge>
  return <Badge tone="success">{t('webhooks.on')}</Badge>
}
