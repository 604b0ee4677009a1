import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { useTexts } from '../texts/texts'
import type { Account } from './verbs'

/** What the world knows of the identity of an account: its names, its keys, where it is. */
export default function AccountIdentity({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'identity'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/identity', { params: { path: { did } } })),
  })
  return (
    <section className="panel">
      <h2>{t('identity.title')}</h2>
      <p className="muted">{t('identity.lead')}</p>
      <Loaded query={query}>
        {({ alsoKnownAs, rotationKeys, verificationMethods, services }) => (
          <Facts>
            <Fact name={t('identity.names')}>
              <Lines texts={alsoKnownAs} />
            </Fact>
            <Fact name={t('identity.rotationKeys')}>
              <Lines texts={rotationKeys} />
            </Fact>
            <Fact name={t('identity.methods')}>
              <Lines texts={Object.entries(verificationMethods).map(([name, key]) => `${name}: ${key}`)} />
            </Fact>
            <Fact name={t('identity.services')}>
              <Lines
                texts={Object.entries(services).map(([name, service]) => `${name}: ${endpointOf(service)}`)}
              />
            </Fact>
          </Facts>
        )}
      </Loaded>
    </section>
  )
}

function Lines({ texts }: { readonly texts: readonly string[] }) {
  return (
    <ul className="lines">
      {texts.map((text) => (
        <li key={text}>
          <code>{text}</code>
        </li>
      ))}
    </ul>
  )
}

function endpointOf(service: unknown): string {
  const { endpoint } = (service ?? {}) as { endpoint?: unknown }
  return typeof endpoint === 'string' ? endpoint : JSON.stringify(service)
}
