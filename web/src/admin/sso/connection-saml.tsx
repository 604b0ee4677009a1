import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '../api/me'
import { DownloadLink } from '../controls/download-link'
import { Fact, Facts } from '../controls/facts'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'
import type { Connection } from './connection'
import { CertificateFacts } from './certificate-facts'
import { OwnCertificates } from './own-certificates'
import { type Saml, samlQuery } from './saml'
import { type SamlDeed, SamlDialogs } from './saml-dialogs'

/** What this server and a provider of SAML know of each other: addresses, metadata, certificates. */
export default function ConnectionSaml({ connection }: { readonly connection: Connection }) {
  const mayManage = useMay()('connections.manage')
  const [deed, setDeed] = useState<SamlDeed>()
  const query = useQuery(samlQuery(connection.id))
  const onDeed = mayManage ? setDeed : undefined
  return (
    <>
      <Loaded query={query}>
        {(saml) => (
          <>
            <ForTheProvider saml={saml} />
            <OwnCertificates certificates={saml.certificates} onDeed={onDeed} />
            <TheProvider saml={saml} connection={connection} onDeed={onDeed} />
          </>
        )}
      </Loaded>
      <SamlDialogs connection={connection} deed={deed} onClose={() => setDeed(undefined)} />
    </>
  )
}

/** What has to be entered where the provider is set up. */
function ForTheProvider({ saml: { entityId, consumerUrl, logoutUrl } }: { readonly saml: Saml }) {
  const { t } = useTexts()
  return (
    <section className="panel spaced">
      <div className="panel-head">
        <h2>{t('sso.metadata')}</h2>
        <DownloadLink href={entityId} file="guildhall-metadata.xml" label={t('saml.download')} />
      </div>
      <p className="muted">{t('saml.metadataLead')}</p>
      <Facts>
        {Object.entries({ entityId, consumerUrl, logoutUrl }).map(([name, value]) => (
          <Fact key={name} name={t(`saml.${name as 'entityId' | 'consumerUrl' | 'logoutUrl'}`)} copy={value}>
            <code>{value}</code>
          </Fact>
        ))}
      </Facts>
    </section>
  )
}

interface TheProviderProps {
  readonly saml: Saml
  readonly connection: Connection
  readonly onDeed: ((deed: SamlDeed) => void) | undefined
}

/** What the provider has said of itself. */
function TheProvider({ saml: { provider }, connection, onDeed }: TheProviderProps) {
  const { t } = useTexts()
  const { metadataUrl } = connection.settings as { readonly metadataUrl?: string }
  return (
    <section className="panel spaced">
      <div className="panel-head">
        <h2>{t('saml.provider')}</h2>
        {onDeed && (
          <div className="joined">
            {metadataUrl !== undefined && (
              <button type="button" className="button" onClick={() => onDeed('refresh')}>
                {t('saml.refresh')}
              </button>
            )}
            <button type="button" className="button" onClick={() => onDeed('give')}>
              {t('saml.give')}
            </button>
          </div>
        )}
      </div>
      {provider?.problem !== undefined && (
        <p className="panel warning" role="alert">
          <Icon name="warning" />
          <span>
            {t('saml.notRead')} {provider.problem}
          </span>
        </p>
      )}
      {provider ? (
        <Facts>
          <Fact name={t('saml.itsId')} copy={provider.entityId}>
            <code>{provider.entityId}</code>
          </Fact>
          <Fact name={t('saml.signOnUrl')}>
            <code>{provider.signOnUrl}</code>
          </Fact>
          {provider.logoutUrl !== undefined && (
            <Fact name={t('saml.itsLogoutUrl')}>
              <code>{provider.logoutUrl}</code>
            </Fact>
          )}
          <Fact name={t('saml.source')}>
            <span className="joined">
              {t(provider.source === 'url' ? 'saml.fromUrl' : 'saml.fromUpload')}
              <Moment at={provider.readAt} />
            </span>
          </Fact>
          {provider.validUntil !== undefined && (
            <Fact name={t('saml.validUntil')}>
              <Moment at={provider.validUntil} />
            </Fact>
          )}
          {provider.certificates.map((certificate) => (
            <Fact key={certificate.fingerprint} name={t('saml.itsCertificate')}>
              <CertificateFacts certificate={certificate} />
            </Fact>
          ))}
        </Facts>
      ) : (
        <p className="muted">{t(metadataUrl === undefined ? 'saml.noneGiven' : 'saml.noneRead')}</p>
      )}
    </section>
  )
}
