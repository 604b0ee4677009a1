import { useMemo } from 'react'
import { numberText } from '../controls/amounts'
import { Moment } from '../controls/moment'
import { Badge } from '../controls/state-badge'
import { type Column, DataTable } from '../list/data-table'
import { useTexts } from '../texts/texts'
import type { TermsVersion } from './terms-query'

/** Versions, with the share of members who have agreed. */
export function VersionTable({ versions }: { readonly versions: readonly TermsVersion[] }) {
  const { t } = useTexts()
  const columns = useColumns()
  return <DataTable caption={t('place.terms')} columns={columns} rows={versions} idOf={({ id }) => id} />
}

function useColumns(): readonly Column<TermsVersion>[] {
  const { t, language } = useTexts()
  return useMemo(
    () => [
      { id: 'from', name: t('terms.from'), cell: ({ validFrom }) => <Moment at={validFrom} /> },
      { id: 'domain', name: t('domains.domain'), cell: ({ domain }) => domain ?? t('terms.everybody') },
      { id: 'where', name: t('terms.where'), cell: (version) => <Where version={version} /> },
      {
        id: 'state',
        name: t('accounts.state'),
        cell: ({ current, validFrom }) => {
          if (current) return <Badge tone="success">{t('terms.current')}</Badge>
          const isLater = Date.parse(validFrom) > Date.now()
          return (
            <Badge tone={isLater ? 'warning' : 'quiet'}>{t(isLater ? 'terms.later' : 'terms.former')}</Badge>
          )
        },
      },
      {
        id: 'again',
        name: t('terms.again'),
        cell: ({ asksAgain }) => t(asksAgain ? 'terms.yes' : 'terms.no'),
      },
      {
        id: 'agreed',
        name: t('terms.agreed'),
        atEnd: true,
        cell: ({ agreed, members }) =>
          t('terms.share', {
            agreed: numberText(agreed, language),
            members: numberText(members, language),
            share: shareText(agreed, members, language),
          }),
      },
    ],
    [t, language],
  )
}

/** Whoever has left a domain since has agreed all the same: there may be more than members. */
function shareText(agreed: number, members: number, language: string): string {
  const share = members === 0 ? 0 : Math.min(1, agreed / members)
  return new Intl.NumberFormat(language, { style: 'percent' }).format(share)
}

function Where({ version: { id, termsOfServiceUrl } }: { readonly version: TermsVersion }) {
  const { t } = useTexts()
  if (termsOfServiceUrl === undefined)
    return (
      <a href={`/terms/${id}`} target="_blank" rel="noreferrer">
        {t('terms.here')}
      </a>
    )
  return (
    <a href={termsOfServiceUrl} target="_blank" rel="noreferrer" className="clipped" dir="ltr">
      {termsOfServiceUrl}
    </a>
  )
}
