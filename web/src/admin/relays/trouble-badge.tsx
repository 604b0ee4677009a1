import type { components } from '../api/generated/schema'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'

type RelayTrouble = NonNullable<components['schemas']['Crawler']['trouble']>

/** What is wrong with a relay, in a word; only a ban is certain to keep everything from the world. */
export function TroubleBadge({ trouble }: { readonly trouble: RelayTrouble }) {
  const { t } = useTexts()
  return <Badge tone={trouble === 'banned' ? 'error' : 'warning'}>{t(`relays.trouble.${trouble}`)}</Badge>
}
