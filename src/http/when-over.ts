import type { ServerResponse } from 'node:http'

/**
 * Calls `hear` once when an answer is over. Of one that breaks off there is no finish; one to a request that was only
 * made up has no connection to close.
 * @param hear is told whether all of it was sent
 */
export function whenOver(response: ServerResponse, hear: (wasSent: boolean) => void): void {
  let isOver = false
  const end = (wasSent: boolean): void => {
    if (isOver) return
    isOver = true
    hear(wasSent)
  }
  response.once('finish', () => end(true)).once('close', () => end(false))
}
