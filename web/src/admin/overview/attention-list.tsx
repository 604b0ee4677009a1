import { Link } from '@tanstack/react-router'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { numberText } from '../controls/amounts'
import { Icon } from '../controls/icon'
import { LinkToAccount } from '../controls/link-to-account'
import { useTexts } from '../texts/texts'
import { ways } from './attention-ways'

type Attention = components['schemas']['Attention']

/** What needs attention; where nothing does, that is said as well. */
export function AttentionList({ attention }: { readonly attention: readonly Attention[] }) {
  const { t } = useTexts()
  return (
    <section aria-labelledby="attention">
      <h2 id="attention">{t('overview.attention')}</h2>
      {attention.length === 0 ? (
        <p className="panel fine">
          <Icon name="check" />
          {t('overview.fine')}
        </p>
      ) : (
        <ul className="attention">
          {attention.map((entry) => (
            <Entry key={`${entry.code} ${JSON.stringify(entry.params)}`} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  )
}

function Entry({ entry }: { readonly entry: Attention }) {
  const { t, language } = useTexts()
  const may = useMay()
  const words = useWords()(entry)
  const { code, severity, count, params } = entry
  const way = ways[code]
  const shown = count === undefined ? undefined : numberText(count, language)
  return (
    <li className={`panel ${severity}`}>
      <Icon name="warning" />
      <span className="attention-words">
        {words}
        {shown !== undefined && <span className="badge quiet">{shown}</span>}
        {params?.['dids']?.split(',').map((did) => (
          <LinkToAccount key={did} did={did} />
        ))}
      </span>
      {way && may(way.permission) && (
        <Link
          to={way.to}
          search={way.search?.(params ?? {}) ?? {}}
          aria-label={t('attention.lookAt', { words })}
        >
          {t('attention.look')}
        </Link>
      )}
    </li>
  )
}

/** What an entry says to people; in the words of the server, where it knows more than this page. */
function useWords(): (entry: Attention) => string {
  const { t, nameOf, language } = useTexts()
  return ({ code, message, params }) => {
    if (nameOf('attention.code', code, '') === '') return message
    const { at, ...others } = params ?? {}
    const moment = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
    const values = { ...others, ...(at !== undefined && { at: moment.format(new Date(at)) }) }
    return t(`attention.code.${code as 'open_reports'}`, values)
  }
}
