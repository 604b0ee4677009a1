import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import type { Language } from '../../i18n/languages'
import { api, dataOf, onceOnly } from '../api/client'
import type { components } from '../api/generated/schema'
import { ActionForm } from '../controls/action-form'
import { CopyButton } from '../controls/copy-button'
import { LetterLanguage } from '../controls/letter-language'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'

type MadeMigration = components['schemas']['MadeMigration']

interface InviteMovesDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Invites people to move here: first it is looked what is in the way, then the letters go. */
export function InviteMovesDialog({ open, onOpenChange }: InviteMovesDialogProps) {
  const { t } = useTexts()
  const [made, setMade] = useState<readonly MadeMigration[]>()
  const change = (isOpen: boolean) => {
    if (!isOpen) setMade(undefined)
    onOpenChange(isOpen)
  }
  return (
    <ModalDialog
      open={open}
      onOpenChange={change}
      title={t(made ? 'moves.done' : 'moves.inviteTitle')}
      lead={t(made ? 'moves.doneLead' : 'moves.inviteLead')}
    >
      {made ? <Fates fates={made} /> : <InviteForm onDone={setMade} onClose={() => change(false)} />}
    </ModalDialog>
  )
}

/** What became of each, or is in the way. */
function Fates({ fates }: { readonly fates: readonly MadeMigration[] }) {
  const { t } = useTexts()
  return (
    <ul className="codes" aria-label={t('moves.found')}>
      {fates.map(({ account, problem, detail, newHandle, organization, id, url }, at) => (
        // The same account may be named twice.
        <li key={`${at} ${account}`}>
          <span>{account}</span>
          <span className="muted">
            {problem === undefined
              ? t(id === undefined ? 'moves.free' : 'moves.sent', {
                  handle: newHandle ?? t('moves.chosenLater'),
                })
              : t(`moves.problem.${problem}`)}
            {organization !== undefined && ` – ${t('moves.signsInWith', { name: organization })}`}
            {detail !== undefined && (
              <>
                {' '}
                <span lang="en">{detail}</span>
              </>
            )}
          </span>
          {url !== undefined && <CopyButton text={url} what={t('moves.linkOf', { name: account })} />}
        </li>
      ))}
    </ul>
  )
}

interface InviteFormProps {
  readonly onDone: (made: readonly MadeMigration[]) => void
  readonly onClose: () => void
}

function InviteForm({ onDone, onClose }: InviteFormProps) {
  const { t } = useTexts()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [found, setFound] = useState<readonly MadeMigration[]>()
  const isLooked = found !== undefined
  const send = (form: FormData) => {
    const body = {
      ...({ direction: 'in', language: form.get('language') as Language, dryRun: !isLooked } as const),
      ...peopleIn(form),
    }
    return dataOf(api.POST('/admin/v1/migrations', { body, ...(isLooked && { headers: once.current }) }))
  }
  return (
    <ActionForm
      action={t(isLooked ? 'moves.invite' : 'moves.check')}
      isReady={!isLooked || found.some(({ problem }) => problem === undefined)}
      act={send}
      onCancel={onClose}
      onDone={({ data }) => {
        if (!isLooked) return setFound(data)
        void client.invalidateQueries({ queryKey: ['migrations'] })
        onDone(data)
      }}
    >
      {/* What was looked at is what is sent. */}
      <div className="stack" onInput={() => setFound(undefined)}>
        <TextField
          label={t('moves.people')}
          hint={t('moves.peopleHint')}
          name="people"
          isLong
          required
          autoFocus
          autoCapitalize="none"
          spellCheck={false}
        />
        <LetterLanguage name="language" />
      </div>
      <div role="status">{found && <Fates fates={found} />}</div>
    </ActionForm>
  )
}

/** A file with a line of names, or a person a line: account, then address and handle where they are wanted. */
function peopleIn(
  form: FormData,
): { csv: string } | { accounts: { account: string; email?: string; handle?: string }[] } {
  const text = String(form.get('people')).trim()
  if (/^"?(account|email|handle)"?\s*,/i.test(text)) return { csv: text }
  const accounts = text
    .split('\n')
    .map((line) => line.split(/[\s,;]+/).filter(Boolean))
    .filter((words) => words.length > 0)
    .map(([account = '', ...more]) => {
      const email = more.find((word) => word.includes('@'))
      const handle = more.find((word) => !word.includes('@'))
      return { account, ...(email && { email }), ...(handle && { handle }) }
    })
  return { accounts }
}
