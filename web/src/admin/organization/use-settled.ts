import { useEffect, useState } from 'react'

const SETTLED_MS = 250

/** A value once it has stopped changing for a moment, so that not every key that is typed is asked about. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLED_MS)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
