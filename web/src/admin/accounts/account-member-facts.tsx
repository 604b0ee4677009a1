import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, api } from '../api/client'
import { type Permission, useMay } from '../api/me'
import { bytesText } from '../controls/amounts'
import { Fact, Facts } from '../controls/facts'
import { Loaded } from '../controls/loaded'
import { RowAction } from '../controls/row-action'
import { Badge } from '../controls/state-badge'
import { useTexts } from '../texts/texts'
import { type FactName, FactsDialog, type MemberFacts } from './facts-dialog'

/** What can be changed, in the order in which it is shown, and what that takes. */
const CHANGEABLE = {
  class: 'accounts.edit',
  tags: 'accounts.note',
  note: 'accounts.note',
  quota: 'accounts.quota',
} as const satisfies Record<FactName, Permission>
const NAMES = Object.keys(CHANGEABLE) as readonly FactName[]

/** What the organization knows of a member, and what it has decided for them. */
export function AccountMemberFacts({ did }: { readonly did: string }) {
  const { t } = useTexts()
  const query = useQuery({
    queryKey: ['account', did, 'facts'],
    queryFn: async () => {
      const { data, response } = await answerOf(
        api.GET('/admin/v1/accounts/{did}/facts', { params: { path: { did } } }),
      )
      return { facts: data!, tag: response.headers.get('etag') ?? undefined }
    },
  })
  return (
    <section className="panel below">
      <h2>{t('memberFacts.title')}</h2>
      <p className="muted">{t('memberFacts.explained')}</p>
      <Loaded query={query}>{(known) => <Known did={did} {...known} />}</Loaded>
    </section>
  )
}

interface KnownProps {
  readonly did: string
  readonly facts: MemberFacts
  readonly tag: string | undefined
}

function Known({ did, facts, tag }: KnownProps) {
  const { t } = useTexts()
  const may = useMay()
  const [edited, setEdited] = useState<FactName>()
  const { displayName, externalId, locale } = facts
  return (
    <>
      <Facts>
        {displayName !== undefined && <Fact name={t('memberFacts.displayName')}>{displayName}</Fact>}
        {externalId !== undefined && (
          <Fact name={t('memberFacts.externalId')} copy={externalId}>
            <code>{externalId}</code>
          </Fact>
        )}
        {locale !== undefined && <Fact name={t('memberFacts.locale')}>{locale}</Fact>}
        {NAMES.map((name) => (
          <Fact key={name} name={t(`memberFacts.${name}`)}>
            <span className="joined">
              <Value name={name} facts={facts} />
              {may(CHANGEABLE[name]) && (
                <RowAction
                  name={t('action.edit')}
                  of={t(`memberFacts.${name}`)}
                  onClick={() => setEdited(name)}
                />
              )}
            </span>
          </Fact>
        ))}
      </Facts>
      {edited && (
        <FactsDialog did={did} name={edited} facts={facts} tag={tag} onClose={() => setEdited(undefined)} />
      )}
    </>
  )
}

function Value({ name, facts }: { readonly name: FactName; readonly facts: MemberFacts }) {
  const { t, nameOf, language } = useTexts()
  const { class: kind, tags, note, quotaBytes } = facts
  if (name === 'tags' && tags.length > 0)
    return tags.map((tag) => (
      <Badge key={tag} tone="quiet">
        {tag}
      </Badge>
    ))
  if (name === 'class' && kind !== undefined) return nameOf('class', kind)
  if (name === 'note' && note !== undefined) return <span className="written">{note}</span>
  if (name === 'quota')
    return quotaBytes === undefined ? t('memberFacts.usualQuota') : bytesText(quotaBytes, language)
  return <span className="muted">–</span>
}
