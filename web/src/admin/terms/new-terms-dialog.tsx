import { api, dataOf } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

interface NewTermsDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Makes another version of the terms. */
export function NewTermsDialog({ open, onClose }: NewTermsDialogProps) {
  const { t } = useTexts()
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('terms.new')}
      lead={t('terms.newLead')}
      action={t('terms.publish')}
      act={(form, headers) => dataOf(api.POST('/admin/v1/terms-versions', { body: wantedOf(form), headers }))}
      done={t('terms.published')}
    >
      <TextField
        label={t('terms.url')}
        hint={t('terms.urlHint')}
        name="url"
        type="url"
        spellCheck={false}
        autoFocus
      />
      <TextField label={t('terms.text')} hint={t('terms.textHint')} name="text" isLong />
      <TextField
        label={t('terms.privacy')}
        hint={t('terms.privacyHint')}
        name="privacy"
        type="url"
        spellCheck={false}
      />
      <TextField label={t('terms.domain')} hint={t('terms.domainHint')} name="domain" spellCheck={false} />
      <TextField
        label={t('terms.fromOptional')}
        hint={t('terms.fromHint')}
        name="from"
        type="datetime-local"
      />
      <label className="check">
        <input type="checkbox" name="again" value="on" /> {t('terms.askAgain')}
      </label>
    </ConfirmDialog>
  )
}

function wantedOf(form: FormData) {
  const read = (name: string) => String(form.get(name) ?? '').trim() || undefined
  const [url, text, privacy, domain, from] = ['url', 'text', 'privacy', 'domain', 'from'].map(read)
  return {
    asksAgain: form.get('again') === 'on',
    ...(url !== undefined && { termsOfServiceUrl: url }),
    ...(text !== undefined && { text }),
    ...(privacy !== undefined && { privacyPolicyUrl: privacy }),
    ...(domain !== undefined && { domain }),
    ...(from !== undefined && { validFrom: new Date(from).toISOString() }),
  }
}
