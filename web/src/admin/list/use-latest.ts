import { useCallback, useLayoutEffect, useRef } from 'react'

/**
 * A function that stays the same, and does what the latest one does: what it is given to need not be drawn again because
 * another one was made. It is for what people do, not for drawing.
 */
export function useLatest<Given extends readonly unknown[], Result>(
  latest: (...given: Given) => Result,
): (...given: Given) => Result {
  const held = useRef(latest)
  useLayoutEffect(() => {
    held.current = latest
  })
  return useCallback((...given) => held.current(...given), [])
}
