/** An operation is malformed, past a limit, badly signed, or does not fit the log of its DID. */
export class InvalidPlcOperation extends Error {
  override readonly name = 'InvalidPlcOperation'
}
