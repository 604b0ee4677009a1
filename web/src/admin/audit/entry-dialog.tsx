import { Fact, Facts } from '../controls/facts'
import { LinkToAccount } from '../controls/link-to-account'
import { ModalDialog } from '../controls/modal-dialog'
import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'
import { Difference } from './difference'
import { Actor, type AuditEntry, Target } from './use-audit-columns'

interface EntryDialogProps {
  readonly entry: AuditEntry | undefined
  readonly onClose: () => void
}

/** One entry of the audit, with all that it says. */
export function EntryDialog({ entry, onClose }: EntryDialogProps) {
  return (
    <ModalDialog open={entry !== undefined} onOpenChange={onClose} title={entry?.action ?? ''}>
      {entry && <Entry entry={entry} />}
    </ModalDialog>
  )
}

function Entry({ entry }: { readonly entry: AuditEntry }) {
  const { t } = useTexts()
  const { at, actor, target, outcome, reason, requestId, seq, hash, previousHash, before, after } = entry
  const [asked, agreed] = actor.approvals ?? []
  return (
    <>
      <Facts>
        <Fact name={t('audit.at')}>
          <Moment at={at} />
        </Fact>
        <Fact name={t('audit.outcome')}>{t(`audit.${outcome}`)}</Fact>
        <Fact name={t('audit.actor')}>
          <Actor actor={actor} />
        </Fact>
        {actor.onBehalfOf !== undefined && (
          <Fact name={t('audit.onBehalfOf')}>
            <Somebody id={actor.onBehalfOf} />
          </Fact>
        )}
        {asked !== undefined && (
          <Fact name={t('audit.asked')}>
            <Somebody id={asked} />
          </Fact>
        )}
        {agreed !== undefined && (
          <Fact name={t('audit.agreed')}>
            <Somebody id={agreed} />
          </Fact>
        )}
        {actor.ticket !== undefined && <Fact name={t('audit.ticket')}>{actor.ticket}</Fact>}
        {actor.ip !== undefined && <Fact name={t('audit.ip')}>{actor.ip}</Fact>}
        {actor.userAgent !== undefined && <Fact name={t('audit.userAgent')}>{actor.userAgent}</Fact>}
        {actor.sessionId !== undefined && (
          <Fact name={t('audit.session')} copy={actor.sessionId}>
            <code>{actor.sessionId}</code>
          </Fact>
        )}
        {target && (
          <Fact name={t('audit.target')}>
            <Target target={target} />
          </Fact>
        )}
        {reason !== undefined && <Fact name={t('audit.reason')}>{reason}</Fact>}
        {requestId !== undefined && (
          <Fact name={t('audit.requestId')} copy={requestId}>
            <code>{requestId}</code>
          </Fact>
        )}
      </Facts>
      {(before ?? after) && <Difference before={before ?? {}} after={after ?? {}} />}
      <h3>{t('audit.chain')}</h3>
      <Facts>
        <Fact name={t('audit.seq')}>{seq}</Fact>
        <Fact name={t('audit.hash')} copy={hash}>
          <code>{hash}</code>
        </Fact>
        <Fact name={t('audit.previousHash')} copy={previousHash}>
          <code>{previousHash}</code>
        </Fact>
      </Facts>
    </>
  )
}

/** A member, or whoever has the password. */
function Somebody({ id }: { readonly id: string }) {
  const { t } = useTexts()
  return id.startsWith('did:') ? <LinkToAccount did={id} /> : t('actor.password')
}
