/** So far are the entries of a list counted that grows with whatever happens: nobody reads a larger number. */
const COUNTED_MAX = 100_000

/**
 * The statement that counts rows up to {@link COUNTED_MAX}; its answer is one row with `count`.
 * @param rows a statement that selects them; what it selects of each does not matter
 */
export function boundedCount(rows: string): string {
  return `SELECT count(*) AS count FROM (${rows} LIMIT ${COUNTED_MAX}) AS counted`
}
