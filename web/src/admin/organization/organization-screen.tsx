import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'

type Look = components['schemas']['Branding']

/** The custom properties of the theme that an organization chooses by its colours. */
const COLOURS = ['primary', 'accent', 'error', 'warning', 'info', 'success'] as const

/** What the organization is called and looks like, and under which domains its handles are. */
export function OrganizationScreen() {
  const { t } = useTexts()
  const may = useMay()
  return (
    <section className="screen">
      <ScreenHead title={t('place.organization')} lead={t('organization.lead')} />
      {may('branding.view') && <BrandingPanel />}
      {may('domains.view') && <DomainsPanel />}
    </section>
  )
}

function BrandingPanel() {
  const { t } = useTexts()
  const query = useQuery({ queryKey: ['branding'], queryFn: () => dataOf(api.GET('/admin/v1/branding')) })
  return (
    <section className="panel spaced">
      <h2>{t('organization.branding')}</h2>
      <Loaded query={query}>{(look) => <LookFacts look={look} />}</Loaded>
    </section>
  )
}

function LookFacts({ look }: { readonly look: Look }) {
  const { t } = useTexts()
  const links = [
    ['home', look.homeUrl],
    ['support', look.supportUrl],
    ['privacy', look.privacyPolicyUrl],
    ['terms', look.termsOfServiceUrl],
  ] as const
  return (
    <Facts>
      <Fact name={t('organization.name')}>{look.serviceName}</Fact>
      <Fact name={t('organization.logo')}>
        {look.logoPath === undefined ? (
          <span className="muted">{t('organization.noLogo')}</span>
        ) : (
          <img className="logo-sample" src={look.logoPath} alt={look.serviceName} />
        )}
      </Fact>
      <Fact name={t('organization.colours')}>
        <ul className="colours">
          {COLOURS.map((colour) => (
            <li key={colour}>
              <span className={`colour ${colour}`} aria-hidden="true" />
              {t(`colour.${colour}`)}
            </li>
          ))}
        </ul>
      </Fact>
      {links.map(([name, url]) => (
        <Fact key={name} name={t(`organization.${name}`)}>
          {url === undefined ? (
            <span className="muted">{t('organization.noLink')}</span>
          ) : (
            <a href={url} target="_blank" rel="noreferrer">
              {url}
            </a>
          )}
        </Fact>
      ))}
    </Facts>
  )
}

function DomainsPanel() {
  const { t } = useTexts()
  const query = useQuery({ queryKey: ['domains'], queryFn: () => dataOf(api.GET('/admin/v1/domains')) })
  return (
    <section className="panel">
      <h2>{t('organization.domains')}</h2>
      <p className="muted">{t('organization.domainsLead')}</p>
      <Loaded query={query}>
        {({ data }) => (
          <ul className="lines">
            {data.map(({ domain, pinned }) => (
              <li key={domain} className="joined">
                <code>{domain}</code>
                {pinned && <Badge tone="info">{t('settings.environment')}</Badge>}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
    </section>
  )
}
