import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { SamlCertificate } from './saml'

const SOON_MS = 30 * 86_400_000

/** Whose a certificate is, how to tell it from others, and how long it is good. */
export function CertificateFacts({ certificate }: { readonly certificate: SamlCertificate }) {
  const { t } = useTexts()
  const { subject, fingerprint, expiresAt } = certificate
  const leftMs = Date.parse(expiresAt) - Date.now()
  return (
    <div>
      <p className="joined">
        <strong>{subject}</strong>
        {leftMs < SOON_MS && (
          <Badge tone={leftMs <= 0 ? 'error' : 'warning'}>
            {t(leftMs <= 0 ? 'saml.expired' : 'saml.expiresSoon')}
          </Badge>
        )}
        <span className="muted">
          {t('saml.expires')} <Moment at={expiresAt} />
        </span>
      </p>
      <p className="muted">
        SHA-256 <code>{fingerprint}</code>
      </p>
    </div>
  )
}
