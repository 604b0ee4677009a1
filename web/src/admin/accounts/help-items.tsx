import { Menu } from '@base-ui/react/menu'
import { api, dataOf, type Once } from '../api/client'
import { useMay } from '../api/me'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ReasonField } from '../controls/reason-field'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import type { Account, Help } from './verbs'

interface HelpItemsProps {
  readonly possible: readonly Help[]
  readonly onChoose: (help: Help) => void
}

/** The part of the menu that helps. */
export function HelpItems({ possible, onChoose }: HelpItemsProps) {
  const { t } = useTexts()
  return possible.map((help) => (
    <Menu.Item key={help} className="menu-item" onClick={() => onChoose(help)}>
      {t(`helping.${help}.action`)}
    </Menu.Item>
  ))
}

type Call = (did: string, form: FormData, headers: Once) => Promise<unknown>

const textOf = (form: FormData, name: string) => String(form.get(name) ?? '').trim()

const CALLS: Readonly<Record<Help, Call>> = {
  reset: (did, _form, headers) =>
    dataOf<unknown>(
      api.POST('/admin/v1/accounts/{did}/reset-password-link', { params: { path: { did } }, headers }),
    ),
  welcome: (did, _form, headers) =>
    dataOf<unknown>(
      api.POST('/admin/v1/accounts/{did}/resend-welcome', { params: { path: { did } }, headers }),
    ),
  recover: (did, form, headers) =>
    dataOf<unknown>(
      api.POST('/admin/v1/accounts/{did}/recovery-link', {
        params: { path: { did } },
        body: {
          email: textOf(form, 'email'),
          reason: textOf(form, 'reason'),
          resetFactors: form.has('resetFactors'),
        },
        headers,
      }),
    ),
  verify: (did, _form, headers) =>
    dataOf<unknown>(
      api.POST('/admin/v1/accounts/{did}/resend-verification', { params: { path: { did } }, headers }),
    ),
  letter: (did, form, headers) =>
    dataOf<unknown>(
      api.POST('/admin/v1/accounts/{did}/send-email', {
        params: { path: { did } },
        body: { subject: textOf(form, 'subject'), html: paragraphsOf(textOf(form, 'text')) },
        headers,
      }),
    ),
}

/** A letter as it is typed, with its paragraphs. */
function paragraphsOf(text: string): string {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  return escaped
    .split(/\n{2,}/)
    .map((paragraph) => `<p>${paragraph.replaceAll('\n', '<br>')}</p>`)
    .join('')
}

/** Where the member was found, how they were recognized, and whether they have lost second factors as well. */
function RecoveryFields() {
  const { t } = useTexts()
  const may = useMay()
  return (
    <>
      <TextField
        label={t('helping.recover.email')}
        hint={t('helping.recover.emailHint')}
        name="email"
        type="email"
        required
        autoFocus
      />
      <ReasonField hint={t('helping.recover.reasonHint')} />
      {may('accounts.factors') && (
        <label className="check">
          <input type="checkbox" name="resetFactors" />
          {t('factors.reset')}
        </label>
      )}
    </>
  )
}

interface HelpDialogProps {
  readonly account: Account
  readonly help: Help | undefined
  readonly onClose: () => void
}

/** Asks before a letter is sent. */
export function AccountHelpDialog({ account: { did, email }, help, onClose }: HelpDialogProps) {
  const { t } = useTexts()
  const name = help ?? 'reset'
  return (
    <ConfirmDialog
      open={help !== undefined}
      onClose={onClose}
      title={t(`helping.${name}.action`)}
      lead={t(`helping.${name}.lead`, { email })}
      action={t('helping.send')}
      act={(form, headers) => CALLS[name](did, form, headers)}
      done={help === 'recover' ? t('helping.recover.done') : t('helping.done', { email })}
    >
      {help === 'recover' && <RecoveryFields />}
      {help === 'letter' && (
        <>
          <TextField label={t('helping.subject')} name="subject" required autoFocus maxLength={200} />
          <TextField label={t('helping.text')} name="text" isLong required />
        </>
      )}
    </ConfirmDialog>
  )
}
