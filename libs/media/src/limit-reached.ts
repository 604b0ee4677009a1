/** A file has more metadata than is looked through; never leaves this library. */
export class LimitReached extends Error {
  override readonly name = 'LimitReached'
}
