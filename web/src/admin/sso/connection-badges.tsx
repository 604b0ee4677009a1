import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { Connection } from './connection'

const TONES: Readonly<Record<string, string>> = { enabled: 'success', draft: 'info', disabled: 'quiet' }

/** Whether members can sign in with a connection. */
export function ConnectionState({ connection: { status } }: { readonly connection: Connection }) {
  const { nameOf } = useTexts()
  return <Badge tone={TONES[status] ?? 'quiet'}>{nameOf('sso.status', status)}</Badge>
}

/** Whether it worked when it was looked at last. */
export function ConnectionHealth({ connection: { health } }: { readonly connection: Connection }) {
  const { t } = useTexts()
  if (!health) return <span className="muted">{t('sso.unchecked')}</span>
  return (
    <span className="joined">
      <Badge tone={health.ok ? 'success' : 'error'}>{t(health.ok ? 'sso.well' : 'sso.unwell')}</Badge>
      <Moment at={health.at} />
    </span>
  )
}
