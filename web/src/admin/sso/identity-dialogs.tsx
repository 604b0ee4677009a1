import { useQuery } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { api, dataOf } from '../api/client'
import { AccountPicker } from '../controls/account-picker'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { TextField } from '../controls/text-field'
import { useTexts } from '../texts/texts'
import { connectionsQuery } from './connection'

const SUBJECT_MAX = 255
const REASON_MAX = 500

interface LinkDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  /** of whose person; absent: it is asked for */
  readonly connection?: string
  /** to whose account; absent: it is asked for */
  readonly did?: string
}

/** Links a person of an organization to an account. */
export function LinkIdentityDialog({ open, onClose, connection, did }: LinkDialogProps) {
  const { t } = useTexts()
  const [chosen, setChosen] = useState<string>()
  const account = did ?? chosen
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t('identities.link')}
      lead={t('identities.linkLead')}
      action={t('identities.link')}
      isReady={account !== undefined}
      act={(form, headers) => {
        const textOf = (name: string) => String(form.get(name)).trim()
        const body = {
          connection: connection ?? textOf('connection'),
          subject: textOf('subject'),
          did: account!,
          reason: textOf('reason'),
        }
        return dataOf<unknown>(api.POST('/admin/v1/identities', { body, headers }))
      }}
      done={t('identities.linkDone')}
    >
      {connection === undefined && <ConnectionField />}
      {did === undefined && <AccountPicker label={t('roles.who')} onChoose={setChosen} />}
      <TextField
        label={t('identities.subject')}
        hint={t('identities.subjectHint')}
        name="subject"
        required
        maxLength={SUBJECT_MAX}
        autoCapitalize="none"
        spellCheck={false}
      />
      <TextField label={t('verb.reason')} name="reason" required maxLength={REASON_MAX} />
    </ConfirmDialog>
  )
}

function ConnectionField() {
  const { t } = useTexts()
  const id = useId()
  const connections = useQuery(connectionsQuery).data?.data ?? []
  return (
    <div className="field">
      <label htmlFor={id}>{t('identities.issuer')}</label>
      <select id={id} name="connection" className="entry" required>
        {connections.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    </div>
  )
}

/** Ends a link. @param id of the link; absent: nothing is asked */
export function UnlinkIdentityDialog({
  id,
  onClose,
}: {
  readonly id: string | undefined
  readonly onClose: () => void
}) {
  const { t } = useTexts()
  return (
    <ConfirmDialog
      open={id !== undefined}
      onClose={onClose}
      title={t('identities.unlink')}
      lead={t('identities.unlinkLead')}
      action={t('identities.unlink')}
      isGrave
      act={() => dataOf<unknown>(api.DELETE('/admin/v1/identities/{id}', { params: { path: { id: id! } } }))}
      done={t('identities.unlinked')}
    />
  )
}
