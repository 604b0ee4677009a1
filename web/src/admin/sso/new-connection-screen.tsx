import { Link } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { Icon } from '../controls/icon'
import { ScreenHead } from '../controls/screen-head'
import { useTexts } from '../texts/texts'
import { OidcForm } from './oidc-form'
import { type Provider, PROVIDERS, SAML_PROVIDERS, type SamlProviderKind } from './providers'
import { SamlForm } from './saml-form'

/** From the name of a product to a connection that can be tried. */
export function NewConnectionScreen() {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<Chosen>()
  const back = () => setChosen(undefined)
  return (
    <section className="screen">
      <Link to="/sso" className="way-back">
        <Icon name="back" />
        {t('place.sso')}
      </Link>
      <ScreenHead title={t('sso.new')} lead={t('sso.newLead')} />
      {chosen?.kind === 'oidc' && <OidcForm provider={chosen.provider} onBack={back} />}
      {chosen?.kind === 'saml' && <SamlForm provider={chosen.provider} onBack={back} />}
      {!chosen && (
        <>
          <Products kind="oidc">
            {PROVIDERS.map((provider) => (
              <Product
                key={provider.name}
                name={t(`sso.provider.${provider.name}`)}
                example={provider.issuer}
                onChoose={() => setChosen({ kind: 'oidc', provider })}
              />
            ))}
          </Products>
          <Products kind="saml">
            {SAML_PROVIDERS.map((provider) => (
              <Product
                key={provider.name}
                name={t(`sso.provider.${provider.name}`)}
                example={provider.metadata}
                onChoose={() => setChosen({ kind: 'saml', provider })}
              />
            ))}
          </Products>
        </>
      )}
    </section>
  )
}

/** What somebody wants to connect, by which protocol. */
type Chosen =
  | { readonly kind: 'oidc'; readonly provider: Provider }
  | { readonly kind: 'saml'; readonly provider: SamlProviderKind }

/** Products that speak a protocol. */
function Products({ kind, children }: { readonly kind: Chosen['kind']; readonly children: ReactNode }) {
  const { t } = useTexts()
  return (
    <section aria-labelledby={kind} className="part">
      <h2 id={kind}>{t(`sso.kindOf.${kind}`)}</h2>
      <p className="muted">{t(`sso.kindLead.${kind}`)}</p>
      <ul className="providers">{children}</ul>
    </section>
  )
}

interface ProductProps {
  readonly name: string
  /** what its address looks like */
  readonly example: string
  readonly onChoose: () => void
}

function Product({ name, example, onChoose }: ProductProps) {
  return (
    <li>
      <button type="button" className="panel provider" onClick={onChoose}>
        <strong>{name}</strong>
        <code>{example}</code>
      </button>
    </li>
  )
}
