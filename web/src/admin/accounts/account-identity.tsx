import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { useTexts } from '../texts/texts'
import { endpointOf } from './identity-comparison'
import { type IdentityRepair, IdentityRepairDialog } from './identity-repair-dialog'
import type { Account } from './verbs'

/** What the world knows of the identity of an account: its names, its keys, where it is. */
export default function AccountIdentity({ account: { did } }: { readonly account: Account }) {
  const { t } = useTexts()
  const may = useMay()
  const query = useQuery({
    queryKey: ['account', did, 'identity'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/identity', { params: { path: { did } } })),
  })
  return (
    <div className="stack">
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
      {may('accounts.keys') && did.startsWith('did:plc:') && <Repairs did={did} />}
    </div>
  )
}

const REPAIRS = ['rotateKeys', 'changeEndpoint'] as const

/** What Owners can do to the identity in the directory. */
function Repairs({ did }: { readonly did: string }) {
  const { t } = useTexts()
  const [repair, setRepair] = useState<IdentityRepair>()
  return (
    <section className="panel" aria-labelledby="identity-repairs">
      <h2 id="identity-repairs">{t('repair.title')}</h2>
      <p className="muted">{t('repair.lead')}</p>
      <div className="joined">
        {REPAIRS.map((kind) => (
          <button key={kind} type="button" className="button" onClick={() => setRepair({ kind })}>
            {t(`repair.${kind}.action`)}
          </button>
        ))}
      </div>
      <IdentityRepairDialog did={did} repair={repair} onClose={() => setRepair(undefined)} />
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
