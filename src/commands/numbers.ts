/** A whole number from 1 to `max`; undefined if the text is none. */
export function wholeNumber(text: unknown, max = Number.MAX_SAFE_INTEGER): number | undefined {
  const number = Number(text)
  const isOne = typeof text === 'string' && /^\d+$/.test(text) && number >= 1 && number <= max
  return isOne && Number.isSafeInteger(number) ? number : undefined
}
