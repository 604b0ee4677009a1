import { ModalDialog } from '../controls/modal-dialog'
import { useTexts } from '../texts/texts'

interface HelpDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Keys, and what they do, by the names of the texts. */
const KEYS = [
  [['Ctrl', 'K'], 'find'],
  [['/'], 'search'],
  [['↑', '↓'], 'rows'],
  [['Enter'], 'open'],
  [['?'], 'help'],
  [['Esc'], 'close'],
] as const

/** How to work here without a mouse, and where everything is. */
export function HelpDialog({ open, onOpenChange }: HelpDialogProps) {
  const { t } = useTexts()
  return (
    <ModalDialog open={open} onOpenChange={onOpenChange} title={t('help.title')} lead={t('help.lead')}>
      <dl className="keys">
        {KEYS.map(([keys, name]) => (
          <div key={name}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{t(`help.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p className="muted">{t('help.roles')}</p>
    </ModalDialog>
  )
}
