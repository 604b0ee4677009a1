import { useState } from 'react'
import { dataOf, type Once } from '../api/client'
import { ConfirmDialog } from '../controls/confirm-dialog'
import { ReasonField } from '../controls/reason-field'
import { useTexts } from '../texts/texts'

interface EndAllProps {
  /** what is done, as the button says it */
  readonly action: string
  readonly lead: string
  readonly done: string
  /** Asks the server for it. */
  readonly act: (body: { reason: string }, headers: Once) => Parameters<typeof dataOf<unknown>>[0]
}

/** A button below a list that ends all that the list has, once a reason is given. */
export function EndAll({ action, lead, done, act }: EndAllProps) {
  const { t } = useTexts()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p className="below">
        <button type="button" className="button grave" onClick={() => setOpen(true)}>
          {action}
        </button>
      </p>
      <ConfirmDialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={action}
        lead={lead}
        action={action}
        isGrave
        act={(form, headers) => dataOf<unknown>(act({ reason: String(form.get('reason')).trim() }, headers))}
        done={done}
      >
        <ReasonField hint={t('verb.reasonHint')} autoFocus />
      </ConfirmDialog>
    </>
  )
}
