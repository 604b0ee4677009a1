import { Dialog } from '@base-ui/react/dialog'
import { useNavigate } from '@tanstack/react-router'
import { type KeyboardEvent, useId, useState } from 'react'
import { Icon } from '../controls/icon'
import { useTexts } from '../texts/texts'
import { type Command, useCommands } from './use-commands'

interface CommandPaletteProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
  readonly onHelp: () => void
}

/** Finds places and accounts by their names, and goes there. */
export function CommandPalette({ open, onOpenChange, onHelp }: CommandPaletteProps) {
  const { t } = useTexts()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup className="dialog palette">
          <Dialog.Title className="hidden-text">{t('palette.title')}</Dialog.Title>
          <Finder onClose={() => onOpenChange(false)} onHelp={onHelp} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

function Finder({ onClose, onHelp }: { readonly onClose: () => void; readonly onHelp: () => void }) {
  const { t } = useTexts()
  const id = useId()
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const commands = useCommands(typed, { navigate, help: onHelp })
  const current = Math.min(at, commands.length - 1)
  const run = (command: Command | undefined) => {
    if (!command) return
    onClose()
    command.run()
  }
  const listen = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined && event.key !== 'Enter') return
    event.preventDefault()
    if (step === undefined) run(commands[current])
    else setAt((current + step + commands.length) % Math.max(commands.length, 1))
  }
  return (
    <>
      <div className="palette-entry">
        <Icon name="search" />
        <input
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={commands.length > 0 ? `${id}-${current}` : undefined}
          aria-autocomplete="list"
          aria-label={t('palette.label')}
          placeholder={t('palette.label')}
          autoComplete="off"
          spellCheck={false}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value)
            setAt(0)
          }}
          onKeyDown={listen}
        />
        <Dialog.Close className="icon-button" aria-label={t('action.close')}>
          <Icon name="close" />
        </Dialog.Close>
      </div>
      <ul id={id} role="listbox" aria-label={t('palette.title')} className="palette-list">
        {commands.map((command, index) => (
          <li
            key={command.id}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === current}
            onClick={() => run(command)}
            onPointerMove={() => setAt(index)}
          >
            <Icon name={command.icon} />
            <span>{command.name}</span>
            {command.more !== undefined && <span className="muted">{command.more}</span>}
          </li>
        ))}
      </ul>
      {commands.length === 0 && (
        <p className="palette-none muted" role="status">
          {t('palette.none')}
        </p>
      )}
    </>
  )
}
