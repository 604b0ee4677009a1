import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'

/** With which people of organizations one can sign in to an account. */
export function AccountIdentities({ did }: { readonly did: string }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'identities'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/identities', { params: { path: { did } } })),
  })
  return (
    <section className="panel below">
      <h2>{t('identities.title')}</h2>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('identities.none')}</p>
          ) : (
            data.map(({ connection, subject, issuer, email, linkedAt, lastLoginAt }) => (
              <Facts key={`${connection} ${subject}`}>
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
              </Facts>
            ))
          )
        }
      </Loaded>
    </section>
  )
}
