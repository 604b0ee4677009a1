import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ProblemPanel } from '../controls/problem-panel'
import { Spinner } from '../controls/spinner'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { Domain } from './domain'
import { DomainFindings } from './domain-findings'
import { DomainRecordLine } from './domain-record-line'
import { PolicyDialog } from './policy-dialog'

interface DomainCardProps {
  readonly domain: Domain
  /** of the list that was seen */
  readonly tag: string | undefined
  readonly mayManage: boolean
}

/** One domain: where it comes from, whether it is in use, what it still needs. */
export function DomainCard({ domain: one, tag, mayManage }: DomainCardProps) {
  const { t } = useTexts()
  const { domain, source, isInUse, proof, policy, lengthMin, lengthMax } = one
  const client = useQueryClient()
  const check = useMutation({
    mutationFn: () =>
      dataOf(
        api.POST('/admin/v1/domains/{domain}/verify', { params: { path: { domain } }, headers: onceOnly() }),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: ['domains'] }),
  })
  return (
    <section className="panel spaced" aria-label={domain}>
      <div className="panel-head">
        <h2>
          <code>{domain}</code>
        </h2>
        <div className="joined">
          <Badge tone={isInUse ? 'success' : 'warning'}>
            {t(isInUse ? 'domains.inUse' : 'domains.waiting')}
          </Badge>
          <Badge tone="quiet">{t(`settings.${source}`)}</Badge>
        </div>
      </div>
      {!isInUse && proof && (
        <>
          <p>{t('domains.proofLead')}</p>
          <DomainRecordLine record={proof} />
        </>
      )}
      {isInUse && lengthMin !== undefined && lengthMax !== undefined && (
        <p className="muted">
          {t('domains.rules', {
            min: lengthMin,
            max: lengthMax,
            who: t(`chosenBy.${policy.chosenBy ?? 'members'}`),
          })}
        </p>
      )}
      {check.error && <ProblemPanel error={check.error} />}
      {check.data && <DomainFindings findings={check.data.findings} />}
      {mayManage && (
        <DomainActions domain={one} tag={tag} isChecking={check.isPending} onCheck={() => check.mutate()} />
      )}
    </section>
  )
}

interface DomainActionsProps extends Pick<DomainCardProps, 'domain' | 'tag'> {
  readonly isChecking: boolean
  readonly onCheck: () => void
}

/** What can be done with a domain. */
function DomainActions({ domain: one, tag, isChecking, onCheck }: DomainActionsProps) {
  const { t } = useTexts()
  const { domain, source, isInUse } = one
  const [asked, setAsked] = useState<'policy' | 'remove'>()
  const remove = () => dataOf(api.DELETE('/admin/v1/domains/{domain}', { params: { path: { domain } } }))
  return (
    <>
      <div className="dialog-actions">
        {source === 'database' && (
          <button type="button" className="button" onClick={() => setAsked('remove')}>
            {t('domains.remove')}
          </button>
        )}
        <button type="button" className="button" onClick={() => setAsked('policy')}>
          {t('domains.policy')}
        </button>
        <button
          type="button"
          className={isInUse ? 'button' : 'button primary'}
          disabled={isChecking}
          onClick={onCheck}
        >
          {isChecking && <Spinner />}
          {t('domains.check')}
        </button>
      </div>
      {asked === 'policy' && <PolicyDialog domain={one} tag={tag} onClose={() => setAsked(undefined)} />}
      <ConfirmDialog
        open={asked === 'remove'}
        onClose={() => setAsked(undefined)}
        title={t('domains.remove')}
        lead={t('domains.removeLead', { domain })}
        action={t('domains.remove')}
        isGrave
        act={remove}
        done={t('domains.removed')}
      />
    </>
  )
}
