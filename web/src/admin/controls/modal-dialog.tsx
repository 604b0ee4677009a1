import { Dialog } from '@base-ui/react/dialog'
import type { ReactNode } from 'react'
import { useTexts } from '../texts/texts'
import { Icon } from './icon'

interface ModalDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly title: string
  readonly lead?: string | undefined
  readonly children: ReactNode
}

/** A dialog in front of the screen. Focus goes into it, stays there, and comes back. */
export function ModalDialog({ open, onOpenChange, title, lead, children }: ModalDialogProps) {
  const { t } = useTexts()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog">
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label={t('action.close')}>
              <Icon name="close" />
            </Dialog.Close>
          </div>
          {lead !== undefined && <Dialog.Description className="lead">{lead}</Dialog.Description>}
          {children}
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}
