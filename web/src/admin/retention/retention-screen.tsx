import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { RowAction } from '../controls/row-action'
import { ScreenHead } from '../controls/screen-head'
import { Badge } from '../controls/state-badge'
import { TextField } from '../controls/text-field'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { type RetentionRule, retentionQuery } from './retention-query'
import { RunDialog } from './run-dialog'

const DAYS_MAX = 36_500

/** How long which data are kept. */
export function RetentionScreen() {
  const { t } = useTexts()
  const may = useMay()
  const [changed, setChanged] = useState<RetentionRule>()
  const [isRunning, setRunning] = useState(false)
  const columns = useColumns(may('retention.manage') ? setChanged : undefined, may('audit.manage'))
  const query = useQuery(retentionQuery)
  return (
    <section className="screen">
      <ScreenHead title={t('place.retention')} lead={t('retention.lead')}>
        {may('retention.manage') && (
          <button type="button" className="button" onClick={() => setRunning(true)}>
            {t('retention.run')}
          </button>
        )}
      </ScreenHead>
      <Loaded query={query}>
        {({ rules, tag }) => (
          <>
            <DataTable
              caption={t('place.retention')}
              columns={columns}
              rows={rules}
              idOf={({ dataClass }) => dataClass}
            />
            <RuleDialog rule={changed} tag={tag} onClose={() => setChanged(undefined)} />
          </>
        )}
      </Loaded>
      <RunDialog open={isRunning} onClose={() => setRunning(false)} />
    </section>
  )
}

function useColumns(
  onChange: ((rule: RetentionRule) => void) | undefined,
  isAuditTheirs: boolean,
): readonly Column<RetentionRule>[] {
  const { t, nameOf } = useTexts()
  return useMemo(
    () => [
      {
        id: 'dataClass',
        name: t('retention.data'),
        cell: ({ dataClass, help }) => (
          <>
            <strong>{nameOf('retention.class', dataClass)}</strong>
            <br />
            <span className="muted">{nameOf('retention.help', dataClass, help)}</span>
          </>
        ),
      },
      {
        id: 'days',
        name: t('retention.kept'),
        cell: ({ days, pinned }) => (
          <span className="joined">
            <Days count={days} />
            {pinned && <Badge tone="info">{t('settings.environment')}</Badge>}
          </span>
        ),
      },
      {
        id: 'default',
        name: t('retention.usual'),
        cell: (rule) => <Days count={rule.default} />,
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (rule) => {
          if (rule.pinned) return rule.env && <code>{rule.env}</code>
          if (rule.dataClass === 'audit' && !isAuditTheirs) return
          const of = nameOf('retention.class', rule.dataClass)
          return onChange && <RowAction name={t('action.edit')} of={of} onClick={() => onChange(rule)} />
        },
      },
    ],
    [t, nameOf, onChange, isAuditTheirs],
  )
}

function Days({ count }: { readonly count: number }) {
  const { t } = useTexts()
  return (
    <span className="unbroken">{t(count === 0 ? 'retention.forEver' : 'retention.days', { count })}</span>
  )
}

interface RuleDialogProps {
  readonly rule: RetentionRule | undefined
  readonly tag: string | undefined
  readonly onClose: () => void
}

/** Says how long a class of data is kept. */
function RuleDialog({ rule, tag, onClose }: RuleDialogProps) {
  const { t, nameOf } = useTexts()
  return (
    <ConfirmDialog
      open={rule !== undefined}
      onClose={onClose}
      title={rule ? nameOf('retention.class', rule.dataClass) : ''}
      lead={t('retention.changeLead')}
      action={t('action.save')}
      act={(form, once) =>
        dataOf(
          api.PUT('/admin/v1/retention', {
            body: { data: [{ dataClass: rule!.dataClass, days: Number(form.get('days')) }] },
            headers: { ...once, ...(tag !== undefined && { 'If-Match': tag }) },
          }),
        )
      }
      done={t('edit.done')}
    >
      <TextField
        label={t('retention.daysLabel')}
        hint={
          rule?.min === undefined ? t('retention.daysHint') : t('retention.daysHintMin', { days: rule.min })
        }
        name="days"
        type="number"
        min={0}
        max={DAYS_MAX}
        required
        autoFocus
        defaultValue={rule?.days}
      />
    </ConfirmDialog>
  )
}
