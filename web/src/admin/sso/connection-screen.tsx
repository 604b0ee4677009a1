import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { useMay } from '../api/me'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { ScreenTabs } from '../controls/screen-tabs'
import { useTexts } from '../texts/texts'
import { connectionQuery, type SeenConnection } from './connection'
import { ConnectionState } from './connection-badges'
import { type ConnectionDeed, ConnectionDialogs } from './connection-dialogs'

const ConnectionFacts = lazy(() => import('./connection-facts'))
const ConnectionSaml = lazy(() => import('./connection-saml'))
const ConnectionRules = lazy(() => import('./rules/connection-rules'))
const ConnectionDirectory = lazy(() => import('./connection-directory'))
const People = lazy(() => import('./people'))
const Traces = lazy(() => import('./traces'))

/** One connection: what it is, whether it works, its directory and people, and what became of sign-ins. */
export function ConnectionScreen() {
  const { id } = useParams({ from: '/sso/$id' })
  const { t } = useTexts()
  const query = useQuery(connectionQuery(id))
  return (
    <section className="screen">
      <Link to="/sso" className="way-back">
        <Icon name="back" />
        {t('place.sso')}
      </Link>
      <Loaded query={query}>
        {(seen) => (
          <>
            <Head seen={seen} />
            <Parts seen={seen} />
          </>
        )}
      </Loaded>
    </section>
  )
}

function Parts({ seen }: { readonly seen: SeenConnection }) {
  const { t } = useTexts()
  const may = useMay()
  const { connection } = seen
  const tabs = [
    { name: 'facts', isThere: true, panel: <ConnectionFacts connection={connection} /> },
    { name: 'rules', isThere: true, panel: <ConnectionRules seen={seen} /> },
    { name: 'saml', isThere: connection.kind === 'saml', panel: <ConnectionSaml connection={connection} /> },
    { name: 'directory', isThere: may('directories.view'), panel: <ConnectionDirectory seen={seen} /> },
    { name: 'people', isThere: may('accounts.view'), panel: <People id={connection.id} /> },
    { name: 'traces', isThere: true, panel: <Traces seen={seen} /> },
  ] as const
  return (
    <ScreenTabs
      label={t('sso.tabs')}
      tabs={tabs
        .filter(({ isThere }) => isThere)
        .map(({ name, panel }) => ({ name, title: t(`sso.tab.${name}`), panel }))}
    />
  )
}

function Head({ seen }: { readonly seen: SeenConnection }) {
  const { t } = useTexts()
  const may = useMay()
  const [deed, setDeed] = useState<ConnectionDeed>()
  const { connection, tag } = seen
  return (
    <>
      <ScreenHead title={connection.name} lead={<ConnectionState connection={connection} />}>
        {may('connections.manage') &&
          deedsOf(connection).map((name) => (
            <button key={name} type="button" className="button" onClick={() => setDeed(name)}>
              {t(`sso.${name}`)}
            </button>
          ))}
      </ScreenHead>
      <ConnectionDialogs connection={connection} tag={tag} deed={deed} onClose={() => setDeed(undefined)} />
    </>
  )
}

/** What can be done to a connection. What a file says is changed there. */
function deedsOf({ kind, managedBy, status }: SeenConnection['connection']): readonly ConnectionDeed[] {
  if (managedBy === 'file') return ['test', 'check']
  return [
    'test',
    'check',
    'edit',
    // Providers of SAML know this server by its certificate.
    ...(kind === 'oidc' ? (['secret'] as const) : []),
    status === 'enabled' ? 'disable' : 'enable',
    'remove',
  ]
}
