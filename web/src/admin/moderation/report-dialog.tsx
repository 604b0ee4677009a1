import { Link } from '@tanstack/react-router'
import { useMay } from '../api/me'
import { Fact, Facts } from '../controls/facts'
import { LinkToAccount } from '../controls/link-to-account'
import { ModalDialog } from '../controls/modal-dialog'
import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'
import { placeOf, type Report, reasonName } from './report'
import { ReportedRecord } from './reported-record'
import { SettlementForm } from './settlement-form'
import { Subject } from './subject'

interface ReportDialogProps {
  readonly report: Report | undefined
  readonly onClose: () => void
}

/** One report, what it is about, and the place to settle it. */
export function ReportDialog({ report, onClose }: ReportDialogProps) {
  const texts = useTexts()
  return (
    <ModalDialog
      open={report !== undefined}
      onOpenChange={onClose}
      title={report === undefined ? '' : reasonName(report.reasonType, texts)}
    >
      {report && <Opened key={report.id} report={report} onClose={onClose} />}
    </ModalDialog>
  )
}

function Opened({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const may = useMay()
  const place = placeOf(report.subject)
  return (
    <div className="stack">
      <ReportFacts report={report} onClose={onClose} />
      {place?.record && may('accounts.view') && <ReportedRecord place={place} />}
      {report.state === 'open' && may('reports.resolve') && (
        <SettlementForm report={report} onClose={onClose} />
      )}
    </div>
  )
}

function ReportFacts({ report, onClose }: { readonly report: Report; readonly onClose: () => void }) {
  const { t } = useTexts()
  const { subject, reason, reporter, createdAt, forwarding, forwardTo, resolution, ozoneUrl } = report
  const did = placeOf(subject)?.did
  return (
    <Facts>
      <Fact name={t('moderation.subject')}>
        <span className="joined">
          <Subject subject={subject} />
          {did !== undefined && (
            <Link to="/moderation" search={{ subject: did }} onClick={onClose}>
              {t('moderation.others')}
            </Link>
          )}
          {ozoneUrl !== undefined && (
            <a href={ozoneUrl} target="_blank" rel="noopener noreferrer">
              {t('moderation.ozone')}
            </a>
          )}
        </span>
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
  )
}
