import { useEffect, useState } from 'react'

/** What is shown of waiting waits for this long: most pages are there sooner, and nothing else has to be painted then. */
const LATE_MS = 250

/** Whether something has been so for a while. */
export function useLate(isSo: boolean): boolean {
  const [isLate, setLate] = useState(false)
  useEffect(() => {
    if (!isSo) return
    const timer = setTimeout(() => setLate(true), LATE_MS)
    return () => {
      clearTimeout(timer)
      setLate(false)
    }
  }, [isSo])
  return isSo && isLate
}
