import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { Fact, Facts } from '../controls/facts'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import type { Connection } from './connection'
import { ConnectionHealth } from './connection-badges'

/** What a connection is, whether it works, and what its provider has to be told. */
export default function ConnectionFacts({ connection }: { readonly connection: Connection }) {
  const { t, nameOf } = useTexts()
  const { kind, issuer, managedBy, health, settings } = connection
  return (
    <>
      {managedBy === 'file' && (
        <p className="panel info">
          <Icon name="file" />
          {t('sso.byFile')}
        </p>
      )}
      <div className="panel spaced">
        <Facts>
          <Fact name={t('sso.kind')}>{nameOf('sso.kindOf', kind)}</Fact>
          <Fact name={t(kind === 'saml' ? 'saml.itsId' : 'sso.issuer')} copy={issuer || undefined}>
            {issuer === '' ? t('saml.itsIdUnknown') : <code>{issuer}</code>}
          </Fact>
          <Fact name={t('sso.health')}>
            <ConnectionHealth connection={connection} />
          </Fact>
          {health?.checks.map(({ name, ok, message }) => (
            <Fact key={name} name={name}>
              <span className="joined">
                <Badge tone={ok ? 'success' : 'error'}>{t(ok ? 'sso.well' : 'sso.unwell')}</Badge>
                {message}
              </span>
            </Fact>
          ))}
        </Facts>
      </div>
      {kind === 'oidc' && <ToTheProvider id={connection.id} />}
      <section className="panel below">
        <h2>{t('sso.settings')}</h2>
        <pre className="json" tabIndex={0}>
          {JSON.stringify(settings, undefined, 2)}
        </pre>
      </section>
    </>
  )
}

/** What has to be entered where the provider is set up. */
function ToTheProvider({ id }: { readonly id: string }) {
  const { t, nameOf } = useTexts()
  const query = useQuery({
    queryKey: ['connections', id, 'metadata'],
    queryFn: () => dataOf(api.GET('/admin/v1/sso/connections/{id}/metadata', { params: { path: { id } } })),
  })
  return (
    <section className="panel">
      <h2>{t('sso.metadata')}</h2>
      <p className="muted">{t('sso.metadataLead')}</p>
      <Loaded query={query}>
        {(metadata) => (
          <Facts>
            {Object.entries(metadata)
              .filter((entry): entry is [string, string] => typeof entry[1] === 'string')
              .map(([name, value]) => (
                <Fact key={name} name={nameOf('sso.metadataOf', name)} copy={value}>
                  <code>{value}</code>
                </Fact>
              ))}
          </Facts>
        )}
      </Loaded>
    </section>
  )
}
