import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { useMay } from '../api/me'
import { ActionForm } from '../controls/action-form'
import { Fact, Facts } from '../controls/facts'
import { LinkToAccount } from '../controls/link-to-account'
import { ModalDialog } from '../controls/modal-dialog'
import { Moment } from '../controls/moment'
import { ReasonField } from '../controls/reason-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import { type Report, reasonName } from './report'
import { Subject } from './subject'

interface ReportDialogProps {
  readonly report: Report | undefined
  readonly onClose: () => void
}

/** One report, and the place to settle it. */
export function ReportDialog({ report, onClose }: ReportDialogProps) {
  return (
    <ModalDialog
      open={report !== undefined}
      onOpenChange={onClose}
      title={report === undefined ? '' : reasonName(report.reasonType)}
    >
      {report && <ReportFacts report={report} onClose={onClose} />}
    </ModalDialog>
  )
}

function ReportFacts({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const { t } = useTexts()
  const may = useMay()
  const { subject, reason, reporter, createdAt, forwarding, forwardTo, resolution } = report
  return (
    <div className="stack">
      <Facts>
        <Fact name={t('moderation.subject')}>
          <Subject subject={subject} />
        </Fact>
        {reason !== undefined && <Fact name={t('moderation.text')}>{reason}</Fact>}
        {reporter !== undefined && (
          <Fact name={t('moderation.reporter')}>
            <LinkToAccount did={reporter} />
          </Fact>
        )}
        <Fact name={t('audit.at')}>
          <Moment at={createdAt} />
        </Fact>
        <Fact name={t('moderation.forwarding')}>
          {t(`forwarding.${forwarding}`)} {forwardTo}
        </Fact>
        {resolution && (
          <Fact name={t('moderation.resolution')}>
            <span className="joined">
              {resolution.reason}
              <Moment at={resolution.at} />
            </span>
          </Fact>
        )}
      </Facts>
      {report.state === 'open' && may('reports.resolve') && (
        <ResolutionForm id={report.id} onClose={onClose} />
      )}
    </div>
  )
}

function ResolutionForm({ id, onClose }: { readonly id: number; readonly onClose: () => void }) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  return (
    <ActionForm
      action={t('moderation.resolve')}
      act={(form) =>
        dataOf(
          api.POST('/admin/v1/reports/{id}/resolve', {
            params: { path: { id: String(id) } },
            body: { reason: String(form.get('reason')).trim() },
            headers: once.current,
          }),
        )
      }
      onCancel={onClose}
      onDone={() => {
        onClose()
        announce(t('moderation.resolveDone'))
        void client.invalidateQueries()
      }}
    >
      <ReasonField label={t('moderation.decision')} hint={t('moderation.decisionHint')} />
    </ActionForm>
  )
}
