import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

/** What became of an account, the latest first. */
export default function AccountHistory({ account: { did } }: { readonly account: Account }) {
  const { t, nameOf } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'history'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/history', { params: { path: { did } } })),
  })
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState icon="scroll" title={t('history.none')} lead={t('history.noneLead')} />
        ) : (
          <ol className="timeline">
            {data.map(({ at, command, actor, reason, formerState, state }) => (
              <li key={`${at} ${command}`}>
                <p>
                  <strong>{nameOf('history.command', command)}</strong> · {t(`history.${actor}`)} ·{' '}
                  <Moment at={at} />
                </p>
                <p className="muted">
                  {nameOf('state', formerState)} → {nameOf('state', state)}
                </p>
                {reason !== undefined && <p>{reason}</p>}
              </li>
            ))}
          </ol>
        )
      }
    </Loaded>
  )
}
