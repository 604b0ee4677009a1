/**
 * Does a step again and again until it has nothing more to do, as it has when it handles fewer than it may.
 * @param size of a batch: what one step may handle, few enough not to hold up anybody else
 * @returns how many were handled in all
 */
export async function inBatches(size: number, step: (limit: number) => Promise<number>): Promise<number> {
  let total = 0
  for (;;) {
    const handled = await step(size)
    total += handled
    if (handled < size) return total
  }
}
