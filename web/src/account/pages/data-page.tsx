import { useTranslation } from 'react-i18next'
import type { ArchiveView, DataState } from '../../../../src/portal/portal-state'
import { Empty } from '../frame/empty'
import { Form } from '../frame/form'
import { Panel } from '../frame/panel'
import { PortalFrame } from '../frame/portal-frame'
import { Select } from '../frame/select'
import { When } from '../frame/time'
import { useNumbers } from '../frame/use-numbers'
import { useSize } from '../frame/use-size'
import { Deactivated } from './deactivated'

interface DataProps {
  readonly state: DataState
}

/** What belongs to the account, to take along or to end. */
export function DataPage({ state }: DataProps) {
  const { t } = useTranslation()
  const { root, member } = state
  if (member.isSanctioned) {
    return (
      <PortalFrame state={state} title="account.data.title">
        <div className="notice warning" role="status">
          <p className="title">{t('account.data.sanctionedTitle')}</p>
          <p>{t('account.data.sanctionedLead')}</p>
          {member.suspendedUntil !== undefined && (
            <p>
              <When text="account.data.sanctionedUntil" at={member.suspendedUntil} />
            </p>
          )}
        </div>
        <Copies state={state} />
      </PortalFrame>
    )
  }
  return (
    <PortalFrame state={state} title="account.data.title" lead={t('account.data.lead')}>
      <Copies state={state} />
      <Panel title={t('account.data.moveTitle')}>
        <p>{t('account.data.moveLead')}</p>
        <a className="button plain small" href={`${root}/move`}>
          {t('account.data.moveLink')}
        </a>
      </Panel>
      {state.member.isActive ? <Deactivation state={state} /> : <Deactivated state={state} />}
      <Panel title={t('account.data.deleteTitle')}>
        <p>{t('account.data.deleteLead')}</p>
        <a className="button danger small" href={`${root}/delete`}>
          {t('account.data.deleteLink')}
        </a>
      </Panel>
    </PortalFrame>
  )
}

function Copies({ state }: DataProps) {
  const { t } = useTranslation()
  const size = useSize()
  const { repo, blobs, csrf } = state
  const { whole } = useNumbers()
  const files = (count: number) => t('account.overview.files', { number: whole(count) })
  return (
    <Panel title={t('account.data.exportTitle')}>
      <ul className="lines">
        <li>
          <div>
            <p className="line-title">{t('account.data.repo')}</p>
            <p className="hint">{t('account.data.repoHint')}</p>
            <p className="hint">{t('account.data.records', { number: whole(repo.count) })}</p>
          </div>
          <Download archive={repo} csrf={csrf} label={t('account.data.repo')} />
        </li>
        {blobs.map((archive, index) => {
          const label =
            blobs.length === 1
              ? t('account.data.blobs')
              : t('account.data.blobsPart', { part: index + 1, parts: blobs.length })
          return (
            <li key={archive.action}>
              <div>
                <p className="line-title">{label}</p>
                <p className="hint">{t('account.data.blobsHint')}</p>
                <p className="hint">
                  {t('account.data.sizeOf', { files: files(archive.count), size: size(archive.bytes ?? 0) })}
                </p>
              </div>
              <Download archive={archive} csrf={csrf} label={label} />
            </li>
          )
        })}
      </ul>
      {blobs.length === 0 ? <Empty title={t('account.data.noBlobs')} /> : undefined}
    </Panel>
  )
}

interface DownloadProps {
  readonly archive: ArchiveView
  readonly csrf: string
  readonly label: string
}

function Download({ archive, csrf, label }: DownloadProps) {
  const { t } = useTranslation()
  return (
    <Form action={archive.action} csrf={csrf}>
      <button
        type="submit"
        className="button plain small"
        aria-label={`${t('account.action.download')}: ${label}`}
      >
        {t('account.action.download')}
      </button>
    </Form>
  )
}

function Deactivation({ state }: DataProps) {
  const { t } = useTranslation()
  const { days } = useNumbers()
  return (
    <Panel title={t('account.data.deactivateTitle')}>
      <p>{t('account.data.deactivateLead')}</p>
      <Form action={state.action} csrf={state.csrf} className="narrow">
        <Select name="days" label={t('account.data.days')}>
          <option value="">{t('account.data.never')}</option>
          {state.deletionsDays.map((count) => (
            <option key={count} value={count}>
              {t('account.data.afterDays', { days: days(count) })}
            </option>
          ))}
        </Select>
        <div className="actions row">
          <button type="submit" name="decision" value="deactivate" className="button danger">
            {t('account.data.deactivate')}
          </button>
        </div>
      </Form>
    </Panel>
  )
}
