/**
 * Does something with every item, several at a time. After a failure no further item is begun; it is thrown when all
 * that was under way has ended.
 * @param items taken one after the other, as they are needed
 */
export async function eachOf<T>(
  items: AsyncIterator<T> | Iterator<T>,
  atOnce: number,
  use: (item: T) => Promise<void>,
): Promise<void> {
  let isOver = false
  const work = async (): Promise<void> => {
    try {
      for (let next = await items.next(); !next.done && !isOver; next = await items.next())
        await use(next.value)
    } catch (error) {
      isOver = true
      throw error
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, work))
  await items.return?.()
  const failed = ended.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
}
