import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { api, dataOf } from '../api/client'
import { numberText } from '../controls/amounts'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { useWithProof } from '../frame/step-up'
import { useTexts } from '../texts/texts'

interface RunDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Shows how much would go now, and lets it go. */
export function RunDialog({ open, onClose }: RunDialogProps) {
  const { t, nameOf, language } = useTexts()
  const navigate = useNavigate()
  const withProof = useWithProof()
  const query = useQuery({
    queryKey: ['retention', 'plan'],
    queryFn: () => withProof(() => dataOf(api.POST('/admin/v1/retention/run', { body: { dryRun: true } }))),
    enabled: open,
    gcTime: 0,
    retry: false,
  })
  const steps = (query.data?.steps ?? []).filter(({ count }) => count > 0)
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('retention.run')}
      lead={t('retention.runLead')}
      action={t('retention.runAction')}
      isGrave
      isReady={steps.length > 0}
      act={async (_form, headers) => {
        const { id } = await dataOf(api.POST('/admin/v1/retention/run', { body: { dryRun: false }, headers }))
        if (id !== undefined) void navigate({ to: '/jobs/$id', params: { id }, search: {} })
      }}
      done={t('bulk.runDone')}
    >
      <Loaded query={query}>
        {() =>
          steps.length === 0 ? (
            <p className="panel fine">{t('retention.nothing')}</p>
          ) : (
            <ul className="lines">
              {steps.map(({ dataClass, count, before }) => (
                <li key={dataClass} className="joined">
                  <strong>{nameOf('retention.class', dataClass)}</strong>
                  {t('retention.goes', { count, shown: numberText(count, language) })}
                  <Moment at={before} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </ConfirmDialog>
  )
}
