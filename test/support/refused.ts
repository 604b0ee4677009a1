/**
 * What an answer looks like that refuses a call, for `toEqual`.
 * @param error name in the lexicon
 * @param message anything, if it is not said
 */
export function refused(status: number, error: string, message: unknown = expect.any(String)): unknown {
  return expect.objectContaining({ status, json: { error, message } })
}
