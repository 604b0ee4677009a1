import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'
import { TroubleBadge } from './trouble-badge'
import type { Crawler } from './use-relay-columns'

/** For each relay that something is wrong with: what to do. Nothing if all is well. */
export function RelayAdvice({ relays }: { readonly relays: readonly Crawler[] }) {
  const { t } = useTexts()
  const troubled = relays.filter(({ trouble }) => trouble !== undefined)
  if (troubled.length === 0) return null
  return (
    <section className="panel spaced" aria-labelledby="relay-advice">
      <h3 id="relay-advice">{t('relays.troubles')}</h3>
      <ul className="lines">
        {troubled.map(({ url, host, trouble, troubleSince }) => (
          <li key={url} className="joined">
            <TroubleBadge trouble={trouble!} />
            <strong>{host}</strong>
            {troubleSince !== undefined && <Moment at={troubleSince} />}
            <span>{t(`relays.advice.${trouble!}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
