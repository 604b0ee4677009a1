import { useState } from 'react'
import { useTexts } from '../texts/texts'
import { Icon } from './icon'

const SHOWN_MS = 2_000

/** Puts a text on the clipboard. @param what names it, for those who hear it */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const { t } = useTexts()
  const [isCopied, setCopied] = useState(false)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    setCopied(true)
    setTimeout(() => setCopied(false), SHOWN_MS)
  }
  const label = isCopied ? t('action.copied') : t('action.copy', { what })
  return (
    <button
      type="button"
      className="icon-button small"
      onClick={() => void copy()}
      aria-label={label}
      title={label}
    >
      <Icon name={isCopied ? 'check' : 'copy'} />
    </button>
  )
}
