import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, api, dataOf } from '../api/client'
import { useMay } from '../api/me'
import type { components } from '../api/generated/schema'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

type Reason = components['schemas']['ReasonTemplate']

/** Reasons that are given often, and what members read of them. */
export function Reasons() {
  const { t } = useTexts()
  const may = useMay()
  const [isOpen, setOpen] = useState(false)
  const query = useQuery({
    queryKey: ['reasons', 'list'],
    queryFn: async () => {
      const { data, response } = await answerOf(api.GET('/admin/v1/reasons'))
      return { reasons: data!.data, etag: response.headers.get('etag') ?? '*' }
    },
  })
  return (
    <section className="panel spaced">
      <h2>{t('reasons.title')}</h2>
      <p className="muted">{t('reasons.lead')}</p>
      <Loaded query={query}>
        {({ reasons, etag }) => (
          <>
            <p>{reasons.length === 0 ? t('settings.none') : reasons.map(({ name }) => name).join(', ')}</p>
            {may('settings.edit') && (
              <button type="button" className="button" onClick={() => setOpen(true)}>
                {t('reasons.edit')}
              </button>
            )}
            <ConfirmDialog
              open={isOpen}
              onClose={() => setOpen(false)}
              title={t('reasons.title')}
              lead={t('reasons.lead')}
              action={t('action.save')}
              act={(form) => {
                const params = { header: { 'If-Match': etag } }
                return dataOf(api.PUT('/admin/v1/reasons', { params, body: { data: reasonsIn(form) } }))
              }}
              done={t('reasons.saved')}
            >
              <ReasonFields reasons={reasons} />
            </ConfirmDialog>
          </>
        )}
      </Loaded>
    </section>
  )
}

/** Those that have a name and a text; whatever is empty goes. */
function reasonsIn(form: FormData): Reason[] {
  const [names, texts] = ['name', 'text'].map((field) =>
    form.getAll(field).map((each) => String(each).trim()),
  )
  return names!.map((name, at) => ({ name, text: texts![at]! })).filter(({ name, text }) => name && text)
}

function ReasonFields({ reasons }: { readonly reasons: readonly Reason[] }) {
  const { t } = useTexts()
  const [added, setAdded] = useState(reasons.length === 0 ? 1 : 0)
  const rows = [...reasons, ...Array.from({ length: added }, () => ({ name: '', text: '' }))]
  return (
    <>
      {rows.map(({ name, text }, at) => (
        <fieldset key={name || `new ${at}`} className="choices">
          <legend>{name || t('reasons.new')}</legend>
          <TextField label={t('reasons.name')} name="name" defaultValue={name} maxLength={100} />
          <TextField label={t('letter.text')} name="text" defaultValue={text} isLong maxLength={5_000} />
        </fieldset>
      ))}
      <button type="button" className="button" onClick={() => setAdded((count) => count + 1)}>
        {t('reasons.add')}
      </button>
    </>
  )
}
