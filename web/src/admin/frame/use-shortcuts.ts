import { useEffect } from 'react'

interface Shortcuts {
  readonly find: () => void
  readonly help: () => void
}

/** Where keys are letters. */
const ENTRIES = 'input, textarea, select, [contenteditable]'

/** Keys that are good on every screen: Ctrl or Cmd and K, the slash, the question mark. */
export function useShortcuts({ find, help }: Shortcuts): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isTyping = event.target instanceof Element && event.target.closest(ENTRIES) !== null
      if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) return act(event, find)
      if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.key === '?') return act(event, help)
      if (event.key === '/') return act(event, () => (focusSearch() ? undefined : find()))
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  })
}

function act(event: KeyboardEvent, action: () => void): void {
  event.preventDefault()
  action()
}

/** The entry that looks for something on this screen, if it has one. */
function focusSearch(): boolean {
  const entry = document.querySelector<HTMLInputElement>('main input[type="search"]')
  entry?.focus()
  entry?.select()
  return entry !== null
}
