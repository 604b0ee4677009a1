import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { EmptyState } from '../controls/empty-state'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import { OverlapField, overlapSecondsOf } from '../tokens/overlap-field'
import { SecretDialog } from '../tokens/secret-dialog'
import { expiryOf, TokenFields } from '../tokens/token-fields'
import { TokenBadge } from '../tokens/token-badge'

type ScimToken = components['schemas']['ScimToken']

/** What somebody is about to do to a token. */
interface Deed {
  readonly name: 'rotate' | 'revoke'
  readonly token: ScimToken
}

const keyOf = (id: string) => ['connections', id, 'scim-tokens']

/** How a directory gets in: the address, and its tokens. */
export function DirectoryTokens({ id }: { readonly id: string }) {
  const { t } = useTexts()
  const mayManage = useMay()('directories.manage')
  const [isMaking, setMaking] = useState(false)
  const [deed, setDeed] = useState<Deed>()
  const columns = useColumns(mayManage ? setDeed : undefined)
  const params = { path: { id } }
  const query = useQuery({
    queryKey: keyOf(id),
    queryFn: () => dataOf(api.GET('/admin/v1/sso/connections/{id}/scim-tokens', { params })),
  })
  return (
    <section aria-labelledby="directory" className="part">
      <div className="part-head">
        <h2 id="directory">{t('directory.title')}</h2>
        {mayManage && (
          <button type="button" className="button" onClick={() => setMaking(true)}>
            {t('tokens.new')}
          </button>
        )}
      </div>
      <Loaded query={query}>
        {({ data, baseUrl }) => (
          <>
            <div className="panel spaced">
              <p className="muted">{t('directory.lead')}</p>
              <Facts>
                <Fact name={t('directory.baseUrl')} copy={baseUrl}>
                  <code>{baseUrl}</code>
                </Fact>
              </Facts>
            </div>
            {data.length === 0 ? (
              <EmptyState icon="key" title={t('directory.none')} lead={t('directory.noneLead')} />
            ) : (
              <DataTable
                caption={t('directory.title')}
                columns={columns}
                rows={data}
                idOf={(token) => token.id}
              />
            )}
          </>
        )}
      </Loaded>
      <SecretDialog
        open={isMaking}
        onClose={() => setMaking(false)}
        title={t('tokens.new')}
        lead={t('directory.newLead')}
        action={t('tokens.make')}
        act={(form, headers) => {
          const body = { name: String(form.get('name')).trim(), expiresAt: expiryOf(form) }
          return dataOf(api.POST('/admin/v1/sso/connections/{id}/scim-tokens', { params, body, headers }))
        }}
        queryKey={keyOf(id)}
      >
        <TokenFields />
      </SecretDialog>
      <DeedDialogs id={id} deed={deed} onClose={() => setDeed(undefined)} />
    </section>
  )
}

interface DeedDialogsProps {
  readonly id: string
  readonly deed: Deed | undefined
  readonly onClose: () => void
}

function DeedDialogs({ id, deed, onClose }: DeedDialogsProps) {
  const { t } = useTexts()
  const params = { path: { id, token: deed?.token.id ?? '' } }
  const name = deed?.token.name
  return (
    <>
      <SecretDialog
        open={deed?.name === 'rotate'}
        onClose={onClose}
        title={t('tokens.rotateName', { name })}
        lead={t('tokens.rotateLead')}
        action={t('tokens.rotate')}
        act={(form, headers) => {
          const body = { overlapSeconds: overlapSecondsOf(form) }
          return dataOf(
            api.POST('/admin/v1/sso/connections/{id}/scim-tokens/{token}/rotate', { params, body, headers }),
          )
        }}
        queryKey={keyOf(id)}
      >
        <OverlapField />
      </SecretDialog>
      <ConfirmDialog
        open={deed?.name === 'revoke'}
        onClose={onClose}
        title={t('tokens.revokeName', { name })}
        lead={t('tokens.revokeLead')}
        action={t('tokens.revoke')}
        isGrave
        act={(_form, headers) =>
          dataOf<unknown>(
            api.POST('/admin/v1/sso/connections/{id}/scim-tokens/{token}/revoke', { params, headers }),
          )
        }
        done={t('tokens.revokeDone')}
      />
    </>
  )
}

function useColumns(onDeed: ((deed: Deed) => void) | undefined): readonly Column<ScimToken>[] {
  const { t } = useTexts()
  return useMemo(
    () => [
      { id: 'name', name: t('tokens.name'), cell: ({ name }) => <strong>{name}</strong> },
      { id: 'state', name: t('accounts.state'), cell: (token) => <TokenBadge token={token} /> },
      { id: 'expiresAt', name: t('sessions.expires'), cell: ({ expiresAt }) => <Moment at={expiresAt} /> },
      {
        id: 'usedAt',
        name: t('sessions.used'),
        cell: ({ usedAt, usedIp }) =>
          usedAt !== undefined && (
            <span className="joined">
              <Moment at={usedAt} /> <code>{usedIp}</code>
            </span>
          ),
      },
      {
        id: 'actions',
        name: t('list.actions'),
        cell: (token) =>
          onDeed &&
          token.revokedAt === undefined && (
            <span className="joined">
              {(['rotate', 'revoke'] as const).map((name) => (
                <RowAction
                  key={name}
                  name={t(`tokens.${name}`)}
                  of={token.name}
                  onClick={() => onDeed({ name, token })}
                />
              ))}
            </span>
          ),
      },
    ],
    [t, onDeed],
  )
}
