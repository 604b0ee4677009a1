import { useQueryClient } from '@tanstack/react-query'
import { useId } from 'react'
import { api, dataOf } from '../api/client'
import type { components } from '../api/generated/schema'
import { ActionForm } from '../controls/action-form'
import { BYTES_PER_MEGABYTE } from '../controls/amounts'
import { ModalDialog } from '../controls/modal-dialog'
import { TextField } from '../controls/text-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'

export type MemberFacts = components['schemas']['MemberFacts']

/** What can be changed of what the organization knows, each by itself. */
export type FactName = 'class' | 'tags' | 'note' | 'quota'

type AccountClass = NonNullable<MemberFacts['class']>

/** What kinds of accounts there are. */
export const CLASSES = [
  'personal',
  'institutional',
  'team',
  'service',
] as const satisfies readonly AccountClass[]
const NOTE_LENGTH_MAX = 4_000

interface FactsDialogProps {
  readonly did: string
  readonly name: FactName
  readonly facts: MemberFacts
  /** of the facts as they were seen */
  readonly tag: string | undefined
  readonly onClose: () => void
}

/** Changes one thing that the organization knows of an account, and says what it is for. */
export function FactsDialog({ did, name, facts, tag, onClose }: FactsDialogProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  return (
    <ModalDialog
      open
      onOpenChange={onClose}
      title={t(`memberFacts.edit.${name}`)}
      lead={t(`memberFacts.lead.${name}`)}
    >
      <ActionForm
        action={t('action.save')}
        act={(form) => save(did, name, String(form.get(name)).trim(), tag)}
        onCancel={onClose}
        onDone={() => {
          onClose()
          announce(t('edit.done'))
          void client.invalidateQueries({ queryKey: ['account', did] })
          void client.invalidateQueries({ queryKey: ['accounts'] })
        }}
      >
        <Entry name={name} facts={facts} />
      </ActionForm>
    </ModalDialog>
  )
}

function Entry({ name, facts }: Pick<FactsDialogProps, 'name' | 'facts'>) {
  const { t } = useTexts()
  const id = useId()
  if (name === 'class')
    return (
      <div className="field">
        <label htmlFor={id}>{t('memberFacts.class')}</label>
        <select id={id} name={name} className="entry" defaultValue={facts.class ?? ''} autoFocus>
          <option value="">{t('memberFacts.unknownClass')}</option>
          {CLASSES.map((each) => (
            <option key={each} value={each}>
              {t(`class.${each}`)}
            </option>
          ))}
        </select>
      </div>
    )
  const shared = { label: t(`memberFacts.${name}`), name, autoFocus: true }
  if (name === 'note')
    return <TextField {...shared} isLong defaultValue={facts.note} maxLength={NOTE_LENGTH_MAX} />
  if (name === 'tags')
    return (
      <TextField
        {...shared}
        defaultValue={facts.tags.join(' ')}
        hint={t('memberFacts.tagsHint')}
        autoCapitalize="none"
        spellCheck={false}
      />
    )
  const { quotaBytes } = facts
  const quota = quotaBytes === undefined ? '' : quotaBytes / BYTES_PER_MEGABYTE
  return <TextField {...shared} type="number" min={0} step="any" defaultValue={quota} />
}

function save(did: string, name: FactName, text: string, tag: string | undefined): Promise<MemberFacts> {
  const params = { path: { did }, header: tag === undefined ? {} : { 'If-Match': tag } }
  if (name === 'class') {
    const body = { class: text === '' ? null : (text as AccountClass) }
    return dataOf(api.PATCH('/admin/v1/accounts/{did}/class', { params, body }))
  }
  if (name === 'note') {
    const body = { note: text === '' ? null : text }
    return dataOf(api.PATCH('/admin/v1/accounts/{did}/note', { params, body }))
  }
  if (name === 'tags') {
    const body = { tags: text.split(/[\s,]+/u).filter((word) => word !== '') }
    return dataOf(api.PATCH('/admin/v1/accounts/{did}/tags', { params, body }))
  }
  const body = { quotaBytes: text === '' ? null : Math.round(Number(text) * BYTES_PER_MEGABYTE) }
  return dataOf(api.PATCH('/admin/v1/accounts/{did}/quota', { params, body }))
}
