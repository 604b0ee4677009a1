import { useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { dataOf, onceOnly } from '../api/client'
import { isApproval } from '../approvals/approval'
import { ActionForm } from '../controls/action-form'
import { LetterFields, letterIn } from '../controls/letter-fields'
import { ModalDialog } from '../controls/modal-dialog'
import { ReasonField } from '../controls/reason-field'
import { TextField } from '../controls/text-field'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import { OffboardingFields } from './offboarding-fields'
import { type Account, callOf, type Verb } from './verbs'

interface VerbDialogProps {
  readonly account: Account
  /** absent: nothing is to be done */
  readonly verb: Verb | undefined
  readonly onClose: () => void
}

/** Asks why something is done to an account, before it is done. */
export function VerbDialog({ account, verb, onClose }: VerbDialogProps) {
  const { t } = useTexts()
  const handle = account.handle ?? account.did
  return (
    <ModalDialog
      open={verb !== undefined}
      onOpenChange={onClose}
      title={verb ? t(`verb.${verb.name}.title`, { handle }) : ''}
      lead={verb && t(`verb.${verb.name}.lead`)}
    >
      {verb && <VerbForm key={verb.name} account={account} verb={verb} handle={handle} onClose={onClose} />}
    </ModalDialog>
  )
}

interface VerbFormProps extends VerbDialogProps {
  readonly verb: Verb
  readonly handle: string
}

function VerbForm({ account, verb, handle, onClose }: VerbFormProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  const [typed, setTyped] = useState('')
  const { name, weight, hasRef, hasDays, hasEnd } = verb
  const act = (form: FormData) => {
    const [reason, ref] = ['reason', 'ref'].map((each) => String(form.get(each) ?? '').trim())
    const days = Number(form.get('days'))
    const last = String(form.get('until') ?? '')
    const until = last && new Date(`${last}T23:59:59`).toISOString()
    const order = {
      reason: reason!,
      ...(ref && { ref }),
      ...(until && { until }),
      ...(hasDays ? { days } : letterIn(form)),
    }
    return dataOf<unknown>(callOf(name)(account.did, order, once.current))
  }
  const done = (answer: unknown) => {
    onClose()
    announce(isApproval(answer) ? t('approvals.asked') : t(`verb.${name}.done`, { handle }))
    void client.invalidateQueries()
  }
  return (
    <ActionForm
      action={t(`verb.${name}.action`)}
      isGrave={weight !== 'light'}
      isReady={weight !== 'typed' || typed.trim() === handle}
      act={act}
      onDone={done}
      onCancel={onClose}
    >
      {hasDays && <OffboardingFields account={account} />}
      <ReasonField hint={t('verb.reasonHint')} autoFocus={!hasDays} />
      {hasEnd && <TextField label={t('verb.until')} hint={t('verb.untilHint')} name="until" type="date" />}
      {hasRef && <TextField label={t('verb.ref')} hint={t('verb.refHint')} name="ref" maxLength={200} />}
      {/* Of the end that is coming they are told in any case. */}
      {!hasDays && <LetterFields />}
      {weight === 'typed' && (
        <TextField
          label={t('verb.typed', { handle })}
          value={typed}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </ActionForm>
  )
}
