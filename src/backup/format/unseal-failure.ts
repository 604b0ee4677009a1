/** What was sealed does not open: changed, cut, put in another order, lengthened, or sealed with another key. */
export class UnsealFailure extends Error {
  override readonly name = 'UnsealFailure'
}
