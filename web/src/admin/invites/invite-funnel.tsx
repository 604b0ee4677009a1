import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { api, dataOf } from '../api/client'
import { numberText } from '../controls/amounts'
import { useTexts } from '../texts/texts'

/** What becomes of codes, the first step first. */
export const INVITE_STATES = ['open', 'used', 'expired', 'revoked'] as const

/** How many codes have come how far. */
export function InviteFunnel() {
  const { t, language } = useTexts()
  const { data } = useQuery({
    queryKey: ['invites', 'counts'],
    queryFn: () => dataOf(api.GET('/admin/v1/invites/counts')),
  })
  if (!data) return undefined
  return (
    <ul className="totals compact" aria-label={t('invites.counts')}>
      <li className="panel total">
        <span className="total-name">{t('invites.sentByMail')}</span>
        <span className="total-value">{numberText(data.sent, language)}</span>
      </li>
      {INVITE_STATES.map((state) => {
        const [name, text] = [t(`invites.is.${state}`), numberText(data[state], language)]
        return (
          <li key={state} className="panel total">
            <span className="total-name">{name}</span>
            <Link to="/invites" search={{ state }} aria-label={`${name}: ${text}`}>
              <span className="total-value">{text}</span>
            </Link>
          </li>
        )
      })}
    </ul>
  )
}
