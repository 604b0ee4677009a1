import { useQuery } from '@tanstack/react-query'
import { api, dataOf } from '../api/client'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { useTexts } from '../texts/texts'

/** What the organization knows of a member. */
export function AccountMemberFacts({ did }: { readonly did: string }) {
  const { t, nameOf } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'facts'],
    queryFn: () => dataOf(api.GET('/admin/v1/accounts/{did}/facts', { params: { path: { did } } })),
  })
  return (
    <section className="panel below">
      <h2>{t('memberFacts.title')}</h2>
      <Loaded query={query}>
        {({ displayName, class: kind, externalId, locale }) =>
          [displayName, kind, externalId, locale].every((each) => each === undefined) ? (
            <p className="muted">{t('memberFacts.none')}</p>
          ) : (
            <Facts>
              {displayName !== undefined && <Fact name={t('memberFacts.displayName')}>{displayName}</Fact>}
              {kind !== undefined && <Fact name={t('memberFacts.class')}>{nameOf('class', kind)}</Fact>}
              {externalId !== undefined && (
                <Fact name={t('memberFacts.externalId')} copy={externalId}>
                  <code>{externalId}</code>
                </Fact>
              )}
              {locale !== undefined && <Fact name={t('memberFacts.locale')}>{locale}</Fact>}
            </Facts>
          )
        }
      </Loaded>
    </section>
  )
}
