import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import { ProblemPanel } from '../controls/problem-panel'
import { Spinner } from '../controls/spinner'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import { BrandFields } from './brand-fields'
import { BrandPreview } from './brand-preview'
import { type Brand, type BrandValues, draftOf, withoutEmpty } from './brand-query'
import { BrandVersions } from './brand-versions'
import { ContrastMeter } from './contrast-meter'
import { useSettled } from './use-settled'

/** Where looks are tried, seen on real pages and mails, and put to use. */
export function BrandStudio({ seen }: { readonly seen: Brand }) {
  const { t } = useTexts()
  const may = useMay()
  const [values, setValues] = useState<BrandValues>(seen.values)
  const wanted = withoutEmpty(values)
  const draft = useSettled(draftOf(wanted))
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(seen.values)
  const mayEdit = may('branding.edit')
  const change = (more: BrandValues) => setValues((before) => ({ ...before, ...more }))
  return (
    <div className="studio">
      <div className="studio-form">
        <section className="panel spaced">
          <h2>{t('organization.branding')}</h2>
          <fieldset className="plain" disabled={!mayEdit}>
            <legend className="hidden-text">{t('organization.branding')}</legend>
            <BrandFields seen={seen} values={values} onChange={change} />
          </fieldset>
          {mayEdit && (
            <SaveBar
              seen={seen}
              values={wanted}
              isChanged={isChanged}
              onReset={() => setValues(seen.values)}
            />
          )}
        </section>
        <ContrastMeter draft={draft} />
        <BrandVersions domain={seen.domain} present={seen.version} mayEdit={mayEdit} />
      </div>
      <BrandPreview draft={draft} />
    </div>
  )
}

interface SaveBarProps {
  readonly seen: Brand
  readonly values: BrandValues
  readonly isChanged: boolean
  readonly onReset: () => void
}

/** Puts looks to use, on all nodes. */
function SaveBar({ seen, values, isChanged, onReset }: SaveBarProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const announce = useAnnounce()
  const { mutate, error, isPending } = useMutation({
    mutationFn: () => {
      const header = { 'If-Match': `"${seen.version}"` }
      const { domain } = seen
      return domain === undefined
        ? dataOf(api.PUT('/admin/v1/branding', { params: { header }, body: values }))
        : dataOf(
            api.PUT('/admin/v1/branding/{domain}', { params: { header, path: { domain } }, body: values }),
          )
    },
    onSuccess: async () => {
      announce(t('organization.saved'))
      await client.invalidateQueries({ queryKey: ['branding'] })
    },
  })
  return (
    <div className="below">
      {error && <ProblemPanel error={error} />}
      <div className="dialog-actions">
        <button type="button" className="button" disabled={!isChanged} onClick={onReset}>
          {t('organization.discard')}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={!isChanged || isPending}
          onClick={() => mutate()}
        >
          {isPending && <Spinner />}
          {t('organization.publish')}
        </button>
      </div>
    </div>
  )
}
