/** A key is malformed, not on its curve, or of a kind that atproto does not use. */
export class InvalidKey extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'InvalidKey'
  }
}
