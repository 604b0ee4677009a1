import { CopyButton } from '../controls/copy-button'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { CertificateFacts } from './certificate-facts'
import type { SamlOwnCertificate } from './saml'
import type { SamlDeed } from './saml-dialogs'

const TONES: Readonly<Record<string, string>> = { current: 'success', next: 'info', former: 'quiet' }

interface OwnCertificatesProps {
  readonly certificates: readonly SamlOwnCertificate[]
  readonly onDeed: ((deed: SamlDeed) => void) | undefined
}

/** Certificates of this server, and their change in two steps: the provider learns of the next one before it is used. */
export function OwnCertificates({ certificates, onDeed }: OwnCertificatesProps) {
  const { t, nameOf } = useTexts()
  const hasNext = certificates.some(({ state }) => state === 'next')
  const deed = hasNext ? 'use' : 'add'
  return (
    <section className="panel spaced">
      <div className="panel-head">
        <h2>{t('saml.own')}</h2>
        {onDeed && (
          <button
            type="button"
            className={hasNext ? 'button primary' : 'button'}
            onClick={() => onDeed(deed)}
          >
            {t(`saml.${deed}`)}
          </button>
        )}
      </div>
      <ol className="steps" aria-label={t('saml.change')}>
        {(['add', 'tell', 'use'] as const).map((step) => (
          <li key={step} aria-current={hasNext && step === 'tell' ? 'step' : undefined}>
            {t(`saml.step.${step}`)}
          </li>
        ))}
      </ol>
      <ul className="plain-list">
        {certificates.map((certificate) => (
          <li key={certificate.fingerprint} className="certificate">
            <span className="joined">
              <Badge tone={TONES[certificate.state] ?? 'quiet'}>
                {nameOf('saml.state', certificate.state)}
              </Badge>
              <CopyButton text={certificate.pem} what={t('saml.pem')} />
            </span>
            <CertificateFacts certificate={certificate} />
          </li>
        ))}
      </ul>
    </section>
  )
}
