import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

type Entry = components['schemas']['PlcLogEntry']

/** All that was ever done to an identity, as the public directory has it, the latest first. */
export default function AccountPlcLog({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'plc-log'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/plc-log', { params: { path: { did } } })),
  })
  return (
    <Loaded query={query}>
      {({ data }) =>
        data.length === 0 ? (
          <EmptyState icon="scroll" title={t('plcLog.none')} lead={t('plcLog.noneLead')} />
        ) : (
          <ol className="timeline">
            {[...data].reverse().map((entry) => (
              <Operation key={entry.cid} entry={entry} />
            ))}
          </ol>
        )
      }
    </Loaded>
  )
}

function Operation({ entry: { cid, createdAt, nullified, operation } }: { readonly entry: Entry }) {
  const { t, nameOf } = useTexts()
  const type = (operation as { type?: unknown }).type
  return (
    <li>
      <p className="joined">
        <strong>{nameOf('plcLog.type', String(type))}</strong>
        <Moment at={createdAt} />
        {nullified && <Badge tone="error">{t('plcLog.nullified')}</Badge>}
      </p>
      <details>
        <summary>
          <code>{cid}</code>
        </summary>
        <pre className="json">{JSON.stringify(operation, undefined, 2)}</pre>
      </details>
    </li>
  )
}
