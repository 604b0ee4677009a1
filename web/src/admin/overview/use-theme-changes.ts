import { useEffect, useState } from 'react'

/** A number that changes whenever another theme is shown: what is drawn has to be drawn again. */
export function useThemeChanges(): number {
  const [count, setCount] = useState(0)
  useEffect(() => {
    const note = () => setCount((before) => before + 1)
    const system = matchMedia('(prefers-color-scheme: dark)')
    system.addEventListener('change', note)
    const chosen = new MutationObserver(note)
    chosen.observe(document.documentElement, { attributeFilter: ['data-theme'] })
    return () => {
      system.removeEventListener('change', note)
      chosen.disconnect()
    }
  }, [])
  return count
}
