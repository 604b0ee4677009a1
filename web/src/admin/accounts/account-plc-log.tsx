import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import type { components } from '../api/generated/schema'
import { EmptyState } from '../controls/empty-state'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { IdentityRepairDialog } from './identity-repair-dialog'
import type { Account } from './verbs'

type Entry = components['schemas']['PlcLogEntry']

/** For how long the directory lets an operation be overruled. */
const RECOVERY_MS = 72 * 60 * 60 * 1000

/** All that was ever done to an identity, as the public directory has it, the latest first. */
export default function AccountPlcLog({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const [overruled, setOverruled] = useState<string>()
  const query = useQuery({
    queryKey: ['account', did, 'plc-log'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/plc-log', { params: { path: { did } } })),
  })
  const repair = overruled === undefined ? undefined : { kind: 'recover' as const, operation: overruled }
  return (
    <>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <EmptyState icon="scroll" title={t('plcLog.none')} lead={t('plcLog.noneLead')} />
          ) : (
            <ol className="timeline">
              {[...data].reverse().map((entry) => (
                <Operation
                  key={entry.cid}
                  entry={entry}
                  onOverrule={may('accounts.keys') && isRecoverable(entry) ? setOverruled : undefined}
                />
              ))}
            </ol>
          )
        }
      </Loaded>
      <IdentityRepairDialog did={did} repair={repair} onClose={() => setOverruled(undefined)} />
    </>
  )
}

/** Whether the directory would let a higher key take it back: the first one of all stays. */
function isRecoverable({ createdAt, nullified, operation }: Entry): boolean {
  const isFirst = ((operation as { prev?: unknown }).prev ?? null) === null
  return !nullified && !isFirst && Date.now() - Date.parse(createdAt) < RECOVERY_MS
}

interface OperationProps {
  readonly entry: Entry
  /** absent: it cannot be taken back */
  readonly onOverrule: ((cid: string) => void) | undefined
}

function Operation({ entry: { cid, createdAt, nullified, operation }, onOverrule }: OperationProps) {
  const { t, nameOf } = useTexts()
  const type = (operation as { type?: unknown }).type
  return (
    <li>
      <p className="joined">
        <strong>{nameOf('plcLog.type', String(type))}</strong>
        <Moment at={createdAt} />
        {nullified && <Badge tone="error">{t('plcLog.nullified')}</Badge>}
        {onOverrule && (
          <RowAction name={t('repair.recover.action')} of={cid} onClick={() => onOverrule(cid)} />
        )}
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
