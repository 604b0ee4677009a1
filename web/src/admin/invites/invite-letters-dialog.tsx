import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Language } from '../../i18n/languages'
import { api, dataOf, onceOnly } from '../api/client'
import type { components } from '../api/generated/schema'
import { ActionForm } from '../controls/action-form'
import { LetterLanguage } from '../controls/letter-language'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { TermFields, termsIn } from './term-fields'

type Invitation = components['schemas']['Invitation']

const DAYS = 14

interface InviteLettersDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Invites people by mail, and shows what became of each address. */
export function InviteLettersDialog({ open, onOpenChange }: InviteLettersDialogProps) {
  const { t } = useTexts()
  const [fates, setFates] = useState<readonly Invitation[]>()
  const change = (isOpen: boolean) => {
    if (!isOpen) setFates(undefined)
    onOpenChange(isOpen)
  }
  return (
    <ModalDialog
      open={open}
      onOpenChange={change}
      title={t(fates ? 'inviteLetters.done' : 'inviteLetters.title')}
      lead={t(fates ? 'inviteLetters.doneLead' : 'inviteLetters.lead')}
    >
      {fates ? <Fates fates={fates} /> : <LettersForm onDone={setFates} onClose={() => change(false)} />}
    </ModalDialog>
  )
}

function Fates({ fates }: { readonly fates: readonly Invitation[] }) {
  const { t } = useTexts()
  return (
    <ul className="codes" aria-label={t('inviteLetters.done')}>
      {fates.map(({ email, outcome }) => (
        <li key={email}>
          <span>{email}</span>
          <span className="muted">{t(`inviteLetters.outcome.${outcome}`)}</span>
        </li>
      ))}
    </ul>
  )
}

interface LettersFormProps {
  readonly onDone: (fates: readonly Invitation[]) => void
  readonly onClose: () => void
}

function LettersForm({ onDone, onClose }: LettersFormProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const send = (form: FormData) => {
    const emails = String(form.get('emails'))
      .split(/[\s,;]+/)
      .filter(Boolean)
    const wanted = form.get('language') as Language
    const body = { emails, language: wanted, ...termsIn(form) }
    return dataOf(api.POST('/admin/v1/invites/send', { body, headers: once.current }))
  }
  return (
    <ActionForm
      action={t('inviteLetters.action')}
      act={send}
      onCancel={onClose}
      onDone={({ data }) => {
        void client.invalidateQueries({ queryKey: ['invites'] })
        onDone(data)
      }}
    >
      <TextField
        label={t('inviteLetters.emails')}
        hint={t('inviteLetters.emailsHint')}
        name="emails"
        isLong
        required
        autoFocus
        autoCapitalize="none"
        spellCheck={false}
      />
      <LetterLanguage name="language" />
      <TermFields daysDefault={DAYS} />
    </ActionForm>
  )
}
