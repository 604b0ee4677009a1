import { Fact, Facts } from '../controls/facts'
import { ModalDialog } from '../controls/modal-dialog'
import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'
import { claimsIn, claimText, type Said } from './claims'
import type { SeenConnection, Trace } from './connection'
import { MappingPlayground } from './mapping-playground'

interface TraceDialogProps {
  readonly seen: SeenConnection
  readonly trace: Trace | undefined
  readonly onClose: () => void
}

/** What became of a sign-in; of a test, also what the provider has said, and what could be made of it. */
export function TraceDialog({ seen, trace, onClose }: TraceDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog
      open={trace !== undefined}
      onOpenChange={onClose}
      title={t('sso.trace')}
      lead={t('sso.traceLead')}
    >
      {trace && <TraceFacts seen={seen} trace={trace} onClose={onClose} />}
    </ModalDialog>
  )
}

function TraceFacts({ seen, trace, onClose }: TraceDialogProps & { readonly trace: Trace }) {
  const { t } = useTexts()
  const { id, at, code, details } = trace
  const { claims } = details as { readonly claims?: Said }
  return (
    <>
      <Facts>
        <Fact name={t('jobs.id')} copy={id}>
          <code>{id}</code>
        </Fact>
        <Fact name={t('audit.at')}>
          <Moment at={at} />
        </Fact>
        {code !== undefined && (
          <Fact name={t('jobs.failure')}>
            <code>{code}</code>
          </Fact>
        )}
      </Facts>
      {claims ? (
        <>
          <h3>{t('mapping.claims')}</h3>
          <div className="claims" tabIndex={0} role="group" aria-label={t('mapping.claims')}>
            <Facts>
              {claimsIn(claims).map(([name, value]) => (
                <Fact key={name} name={name}>
                  {claimText(value)}
                </Fact>
              ))}
            </Facts>
          </div>
          <h3>{t('mapping.title')}</h3>
          <p className="muted">{t('mapping.lead')}</p>
          <MappingPlayground seen={seen} claims={claims} onClose={onClose} />
        </>
      ) : (
        <pre className="json" tabIndex={0}>
          {JSON.stringify(details, undefined, 2)}
        </pre>
      )}
    </>
  )
}
