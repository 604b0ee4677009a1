import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { lazy, useState } from 'react'
import { useMay } from '../api/me'
import { Icon } from '../controls/icon'
import { Loaded } from '../controls/loaded'
import { ScreenHead } from '../controls/screen-head'
import { ScreenTabs } from '../controls/screen-tabs'
import { useTexts } from '../texts/texts'
import type { Connection } from './connection'
import { connectionQuery } from './connection'
import { ConnectionState } from './connection-badges'
import { type ConnectionDeed, ConnectionDialogs } from './connection-dialogs'

const ConnectionFacts = lazy(() => import('./connection-facts'))
const Traces = lazy(() => import('./traces'))

/** One connection: what it is, whether it works, and what became of sign-ins. */
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
        {({ connection, tag }) => (
          <>
            <Head connection={connection} tag={tag} />
            <ScreenTabs
              label={t('sso.tabs')}
              tabs={[
                {
                  name: 'facts',
                  title: t('sso.tab.facts'),
                  panel: <ConnectionFacts connection={connection} />,
                },
                { name: 'traces', title: t('sso.tab.traces'), panel: <Traces id={connection.id} /> },
              ]}
            />
          </>
        )}
      </Loaded>
    </section>
  )
}

interface HeadProps {
  readonly connection: Connection
  readonly tag: string | undefined
}

function Head({ connection, tag }: HeadProps) {
  const { t } = useTexts()
  const may = useMay()
  const [deed, setDeed] = useState<ConnectionDeed>()
  // What a file says is changed there.
  const changes: readonly ConnectionDeed[] =
    connection.managedBy === 'file'
      ? []
      : ['edit', 'secret', connection.status === 'enabled' ? 'disable' : 'enable', 'remove']
  return (
    <>
      <ScreenHead title={connection.name} lead={<ConnectionState connection={connection} />}>
        {may('connections.manage') &&
          (['test', 'check', ...changes] as const).map((name) => (
            <button key={name} type="button" className="button" onClick={() => setDeed(name)}>
              {t(`sso.${name}`)}
            </button>
          ))}
      </ScreenHead>
      <ConnectionDialogs connection={connection} tag={tag} deed={deed} onClose={() => setDeed(undefined)} />
    </>
  )
}
