import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { RowAction } from '../controls/row-action'
import { LinkIdentityDialog, UnlinkIdentityDialog } from '../sso/identity-dialogs'
import { useTexts } from '../texts/texts'

/** With which people of organizations one can sign in to an account. */
export function AccountIdentities({ did }: { readonly did: string }) {
  const { t } = useTexts()
  const may = useMay()
  const [isLinking, setLinking] = useState(false)
  const [ended, setEnded] = useState<string>()
  const query = useQuery({
    queryKey: ['account', did, 'identities'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/identities', { params: { path: { did } } })),
  })
  return (
    <section className="panel below">
      <div className="part-head">
        <h2>{t('identities.title')}</h2>
        {may('connections.manage') && may('connections.view') && (
          <button type="button" className="button" onClick={() => setLinking(true)}>
            {t('identities.link')}
          </button>
        )}
      </div>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('identities.none')}</p>
          ) : (
            data.map(({ id, subject, issuer, email, linkedAt, lastLoginAt }) => (
              <Facts key={id}>
                <Fact name={t('identities.issuer')}>{issuer}</Fact>
                <Fact name={t('identities.subject')} copy={subject}>
                  <code>{subject}</code>
                </Fact>
                {email !== undefined && <Fact name={t('accounts.email')}>{email}</Fact>}
                <Fact name={t('identities.linked')}>
                  <Moment at={linkedAt} />
                </Fact>
                {lastLoginAt !== undefined && (
                  <Fact name={t('identities.lastLogin')}>
                    <Moment at={lastLoginAt} />
                  </Fact>
                )}
                {may('connections.manage') && (
                  <Fact name={t('list.actions')}>
                    <RowAction name={t('identities.unlink')} of={subject} onClick={() => setEnded(id)} />
                  </Fact>
                )}
              </Facts>
            ))
          )
        }
      </Loaded>
      <LinkIdentityDialog open={isLinking} onClose={() => setLinking(false)} did={did} />
      <UnlinkIdentityDialog id={ended} onClose={() => setEnded(undefined)} />
    </section>
  )
}
