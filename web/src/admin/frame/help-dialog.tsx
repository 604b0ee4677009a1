import { ModalDialog } from '../controls/modal-dialog'
import { useTexts } from '../texts/texts'
import { useHelpTopic } from './use-help-topic'

interface HelpDialogProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Keys, and what they do, by the names of the texts. */
const KEYS = [
  [['Ctrl', 'K'], 'find'],
  [['/'], 'search'],
  [['↑', '↓'], 'rows'],
  [['␣'], 'select'],
  [['Enter'], 'open'],
  [['?'], 'help'],
  [['Esc'], 'close'],
] as const

/** What the screen is for, and how to work without a mouse. */
export function HelpDialog({ open, onOpenChange }: HelpDialogProps) {
  const { t } = useTexts()
  const topic = useHelpTopic()
  return (
    <ModalDialog open={open} onOpenChange={onOpenChange} title={t('help.title')} lead={t('help.lead')}>
      {topic !== undefined && (
        <section className="help-topic">
          <h3>{t('help.here')}</h3>
          <p>{t(`help.on.${topic}`)}</p>
        </section>
      )}
      <h3>{t('help.keys')}</h3>
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
