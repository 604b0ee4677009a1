import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { type Language, LANGUAGES } from '../../i18n/languages'
import { api, dataOf } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { ModalDialog } from '../controls/modal-dialog'
import { languageName } from '../controls/language-name'
import { TextField } from '../controls/text-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import { accountQuery } from './account-query'
import type { Account } from './verbs'

interface EditDialogProps {
  readonly account: Account
  readonly tag: string | undefined
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Changes handle, address and language of an account. What somebody else has changed meanwhile is not overwritten. */
export function EditDialog({ open, onOpenChange, ...form }: EditDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog open={open} onOpenChange={onOpenChange} title={t('edit.title')} lead={t('edit.lead')}>
      <EditForm {...form} onClose={() => onOpenChange(false)} />
    </ModalDialog>
  )
}

type EditFormProps = Pick<EditDialogProps, 'account' | 'tag'> & { readonly onClose: () => void }

function EditForm({ account, tag, onClose }: EditFormProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const { did, handle, email, language } = account
  const id = useId()
  const save = (form: FormData) => {
    const text = (name: string) => String(form.get(name)).trim()
    const body = {
      ...(text('handle') !== (handle ?? '') && { handle: text('handle') }),
      ...(text('email') !== (email ?? '') && { email: text('email') }),
      ...(text('language') !== (language ?? '') && {
        language: (text('language') || null) as Language | null,
      }),
    }
    const header = tag === undefined ? {} : { 'If-Match': tag }
    return dataOf(api.PATCH('/admin/v1/accounts/{did}', { params: { path: { did }, header }, body }))
  }
  return (
    <ActionForm
      action={t('action.save')}
      act={save}
      onCancel={onClose}
      onDone={() => {
        onClose()
        announce(t('edit.done'))
        void client.invalidateQueries({ queryKey: accountQuery(did).queryKey })
        void client.invalidateQueries({ queryKey: ['accounts'] })
      }}
    >
      <TextField
        label={t('accounts.handle')}
        name="handle"
        defaultValue={handle}
        required
        spellCheck={false}
        autoFocus
      />
      <TextField
        label={t('accounts.email')}
        name="email"
        type="email"
        defaultValue={email}
        required
        hint={t('edit.emailHint')}
      />
      <div className="field">
        <label htmlFor={id}>{t('edit.language')}</label>
        <select id={id} name="language" className="entry" defaultValue={language ?? ''}>
          <option value="">{t('edit.languageUsual')}</option>
          {LANGUAGES.map((each) => (
            <option key={each} value={each} lang={each}>
              {languageName(each)}
            </option>
          ))}
        </select>
      </div>
    </ActionForm>
  )
}
