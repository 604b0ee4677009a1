/** Does something with each item, some at a time; waits for those under way when one fails. */
export async function inParallel<T>(
  items: readonly T[],
  lanes: number,
  work: (item: T, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0
  let failed = false
  const results = await Promise.allSettled(
    Array.from({ length: lanes }, async (_, lane) => {
      try {
        while (next < items.length && !failed) await work(items[next++]!, lane)
      } catch (error) {
        failed = true
        throw error
      }
    }),
  )
  const failure = results.find((result) => result.status === 'rejected')
  if (failure) throw failure.reason
}
