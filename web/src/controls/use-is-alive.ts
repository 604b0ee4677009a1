import { useEffect, useState } from 'react'

/** Whether scripts run: what only they can do is not shown before. */
export function useIsAlive(): boolean {
  const [isAlive, setAlive] = useState(false)
  useEffect(() => setAlive(true), [])
  return isAlive
}
