import { useQueryClient } from '@tanstack/react-query'
import { useId, useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { CopyButton } from '../controls/copy-button'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { expiryOf } from '../tokens/token-fields'

const DAYS = 7
const DAYS_MAX = 30

interface SetupLinkDialogProps {
  readonly open: boolean
  readonly onClose: () => void
}

/** Makes a link, and shows it once. */
export function SetupLinkDialog({ open, onClose }: SetupLinkDialogProps) {
  const { t } = useTexts()
  const [url, setUrl] = useState<string>()
  const close = () => {
    setUrl(undefined)
    onClose()
  }
  return (
    <ModalDialog
      open={open}
      onOpenChange={close}
      title={t('setupLinks.newTitle')}
      lead={url === undefined ? t('setupLinks.newLead') : undefined}
    >
      {url === undefined ? open && <SetupLinkForm onDone={setUrl} onClose={close} /> : <MadeLink url={url} />}
    </ModalDialog>
  )
}

interface SetupLinkFormProps {
  readonly onDone: (url: string) => void
  readonly onClose: () => void
}

function SetupLinkForm({ onDone, onClose }: SetupLinkFormProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const id = useId()
  return (
    <ActionForm
      action={t('setupLinks.make')}
      act={(form) => {
        const kind = form.get('kind') === 'saml' ? ('saml' as const) : ('oidc' as const)
        const body = {
          connectionDraft: { name: String(form.get('name')).trim(), kind },
          expiresAt: expiryOf(form),
        }
        return dataOf(api.POST('/admin/v1/sso/setup-links', { body, headers: once.current }))
      }}
      onDone={({ url }) => {
        void client.invalidateQueries({ queryKey: ['setup-links'] })
        onDone(url)
      }}
      onCancel={onClose}
    >
      <TextField
        label={t('sso.name')}
        hint={t('sso.nameHint')}
        name="name"
        required
        autoFocus
        maxLength={100}
      />
      <div className="field">
        <label htmlFor={id}>{t('sso.kind')}</label>
        <select id={id} name="kind" className="entry">
          <option value="oidc">{t('sso.kindOf.oidc')}</option>
          <option value="saml">{t('sso.kindOf.saml')}</option>
        </select>
      </div>
      <TextField
        label={t('setupLinks.days')}
        name="days"
        type="number"
        defaultValue={DAYS}
        min={1}
        max={DAYS_MAX}
        required
      />
    </ActionForm>
  )
}

/** A link, the only time that it is shown. */
function MadeLink({ url }: { readonly url: string }) {
  const { t } = useTexts()
  return (
    <div className="stack">
      <p className="panel warning">{t('setupLinks.once')}</p>
      <p className="secret">
        <code>{url}</code>
        <CopyButton text={url} what={t('setupLinks.link')} />
      </p>
    </div>
  )
}
