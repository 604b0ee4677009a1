import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { Moment } from '../controls/moment'
import { useTexts } from '../texts/texts'

interface BrandVersionsProps {
  readonly domain: string | undefined
  readonly present: number
  readonly mayEdit: boolean
}

/** Former looks, to go back to. */
export function BrandVersions({ domain, present, mayEdit }: BrandVersionsProps) {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<number>()
  const query = useQuery({
    queryKey: ['branding', domain ?? '', 'versions'],
    queryFn: () =>
      dataOf(
        api.GET('/admin/v1/branding/versions', {
          params: { query: domain === undefined ? {} : { domain } },
        }),
      ),
  })
  const goBack = () => {
    const body = { version: chosen!, ...(domain !== undefined && { domain }) }
    return dataOf(api.POST('/admin/v1/branding/rollback', { body }))
  }
  return (
    <section className="panel">
      <h2>{t('organization.versions')}</h2>
      <Loaded query={query}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="muted">{t('organization.noVersions')}</p>
          ) : (
            <ul className="lines">
              {data.map(({ version, madeAt }) => (
                <li key={version} className="joined">
                  <span>{t('organization.version', { version })}</span>
                  <Moment at={madeAt} />
                  {mayEdit && version !== present && (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={t('organization.goBackTo', { version })}
                      onClick={() => setChosen(version)}
                    >
                      {t('organization.goBack')}
                    </button>
                  )}
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      <ConfirmDialog
        open={chosen !== undefined}
        onClose={() => setChosen(undefined)}
        title={t('organization.goBackTo', { version: chosen ?? 0 })}
        lead={t('organization.goBackLead')}
        action={t('organization.goBack')}
        act={goBack}
        done={t('organization.saved')}
      />
    </section>
  )
}
