import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, api, dataOf } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { Loaded } from '../controls/loaded'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

/** The names in a field of a form, however they are separated. */
export function linesOf(form: FormData, name: string): string[] {
  return String(form.get(name) ?? '')
    .split(/[\s,]+/)
    .filter(Boolean)
}

/** Names that nobody may take on any domain, besides the usual ones. */
export function ReservedNames({ mayManage }: { readonly mayManage: boolean }) {
  const { t } = useTexts()
  const [isOpen, setOpen] = useState(false)
  const query = useQuery({
    queryKey: ['domains', 'reserved'],
    queryFn: async () => {
      const { data, response } = await answerOf(api.GET('/admin/v1/handles/reserved'))
      return { names: data!, etag: response.headers.get('etag') ?? '*' }
    },
  })
  return (
    <section className="panel spaced">
      <h2>{t('domains.reserved')}</h2>
      <p className="muted">{t('domains.reservedLead')}</p>
      <Loaded query={query}>
        {({ names, etag }) => (
          <>
            <p>{names.add.length === 0 ? t('settings.none') : names.add.join(', ')}</p>
            {names.remove.length > 0 && (
              <p className="muted">{t('domains.released', { names: names.remove.join(', ') })}</p>
            )}
            {mayManage && (
              <button type="button" className="button" onClick={() => setOpen(true)}>
                {t('action.edit')}
              </button>
            )}
            <ConfirmDialog
              open={isOpen}
              onClose={() => setOpen(false)}
              title={t('domains.reserved')}
              lead={t('domains.reservedLead')}
              action={t('action.save')}
              act={(form) => {
                const body = { add: linesOf(form, 'add'), remove: linesOf(form, 'remove') }
                const header = { 'If-Match': etag }
                return dataOf(api.PUT('/admin/v1/handles/reserved', { params: { header }, body }))
              }}
              done={t('domains.policySaved')}
            >
              <TextField
                label={t('domains.reservedAdd')}
                hint={t('domains.reservedHint')}
                name="add"
                isLong
                defaultValue={names.add.join(' ')}
              />
              <TextField
                label={t('domains.reservedRemove')}
                name="remove"
                isLong
                defaultValue={names.remove.join(' ')}
              />
            </ConfirmDialog>
          </>
        )}
      </Loaded>
    </section>
  )
}
