import { useQueryClient } from '@tanstack/react-query'
import { useRef, type ReactNode } from 'react'
import { type Once, onceOnly } from '../api/client'
import { isApproval } from '../approvals/approval'
import { useAnnounce } from '../frame/announcements'
import { useTexts } from '../texts/texts'
import { ActionForm } from './action-form'
import { ModalDialog } from './modal-dialog'

interface ConfirmDialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly title: string
  readonly lead: string
  readonly action: string
  readonly isGrave?: boolean
  readonly isReady?: boolean
  /** Does it. @param once header by which the server knows a request that is sent once more */
  readonly act: (form: FormData, once: Once) => Promise<unknown>
  /** what is announced then */
  readonly done: string
  /** what has to be said besides */
  readonly children?: ReactNode
}

/** Asks before something is done; everything that is shown is asked for again afterwards. */
export function ConfirmDialog({ open, onClose, title, lead, ...form }: ConfirmDialogProps) {
  return (
    <ModalDialog open={open} onOpenChange={onClose} title={title} lead={lead}>
      {open && <ConfirmForm onClose={onClose} {...form} />}
    </ModalDialog>
  )
}

type ConfirmFormProps = Omit<ConfirmDialogProps, 'open' | 'title' | 'lead'>

function ConfirmForm({
  onClose,
  action,
  isGrave = false,
  isReady = true,
  act,
  done,
  children,
}: ConfirmFormProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const client = useQueryClient()
  const once = useRef(onceOnly())
  return (
    <ActionForm
      action={action}
      isGrave={isGrave}
      isReady={isReady}
      act={(form) => act(form, once.current)}
      onCancel={onClose}
      onDone={(answer) => {
        onClose()
        announce(isApproval(answer) ? t('approvals.asked') : done)
        void client.invalidateQueries()
      }}
    >
      {children}
    </ActionForm>
  )
}
