import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { api, dataOf, onceOnly } from '../api/client'
import { ActionForm } from '../controls/action-form'
import { CopyButton } from '../controls/copy-button'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { TermFields, termsIn } from './term-fields'

interface NewInvitesDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Makes invite codes, and shows them to be passed on. */
export function NewInvitesDialog({ open, onOpenChange }: NewInvitesDialogProps) {
  const { t } = useTexts()
  const [codes, setCodes] = useState<readonly MadeCode[]>()
  const change = (isOpen: boolean) => {
    if (!isOpen) setCodes(undefined)
    onOpenChange(isOpen)
  }
  return (
    <ModalDialog
      open={open}
      onOpenChange={change}
      title={t(codes ? 'newInvites.made' : 'invites.new')}
      lead={t(codes ? 'newInvites.madeLead' : 'newInvites.lead')}
    >
      {codes ? <Codes codes={codes} /> : <NewInvitesForm onDone={setCodes} onClose={() => change(false)} />}
    </ModalDialog>
  )
}

/** A code, and the page on which one signs up with it. */
interface MadeCode {
  readonly code: string
  readonly link: string
}

function Codes({ codes }: { readonly codes: readonly MadeCode[] }) {
  const { t } = useTexts()
  return (
    <>
      <ul className="codes with-links" aria-label={t('newInvites.made')}>
        {codes.map(({ code, link }) => (
          <li key={code}>
            <code>{code}</code>
            <CopyButton text={code} what={code} />
            <a href={link} target="_blank" rel="noopener noreferrer">
              {link}
            </a>
            <CopyButton text={link} what={t('newInvites.linkOf', { code })} />
          </li>
        ))}
      </ul>
      <p className="joined">
        {t('newInvites.copyAll')}
        <CopyButton text={codes.map(({ code }) => code).join('\n')} what={t('newInvites.all')} />
        {t('newInvites.copyLinks')}
        <CopyButton text={codes.map(({ link }) => link).join('\n')} what={t('newInvites.allLinks')} />
      </p>
    </>
  )
}

interface NewInvitesFormProps {
  readonly onDone: (codes: readonly MadeCode[]) => void
  readonly onClose: () => void
}

const CODES_MAX = 1_000
const USES_MAX = 100_000

function NewInvitesForm({ onDone, onClose }: NewInvitesFormProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const make = (form: FormData) => {
    const emailPattern = String(form.get('emails')).trim()
    const body = {
      count: Number(form.get('count')),
      uses: Number(form.get('uses')),
      ...(emailPattern !== '' && { emailPattern }),
      ...termsIn(form),
    }
    return dataOf(api.POST('/admin/v1/invites', { body, headers: once.current }))
  }
  return (
    <ActionForm
      action={t('newInvites.action')}
      act={make}
      onCancel={onClose}
      onDone={({ data }) => {
        void client.invalidateQueries({ queryKey: ['invites'] })
        onDone(
          data.flatMap(({ codes, links }) => codes.map((code, index) => ({ code, link: links[index]! }))),
        )
      }}
    >
      <TextField
        label={t('newInvites.count')}
        name="count"
        type="number"
        defaultValue="1"
        min={1}
        max={CODES_MAX}
        required
        autoFocus
      />
      <TextField
        label={t('newInvites.uses')}
        name="uses"
        type="number"
        defaultValue="1"
        min={1}
        max={USES_MAX}
        required
        hint={t('newInvites.usesHint')}
      />
      <TextField
        label={t('newInvites.emails')}
        hint={t('newInvites.emailsHint')}
        name="emails"
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <TermFields roleHint={t('newInvites.roleHint')} />
    </ActionForm>
  )
}
