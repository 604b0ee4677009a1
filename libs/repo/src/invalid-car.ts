/** Thrown when bytes are not a CAR file of version 1 with blessed CIDs and matching hashes, or exceed a limit. */
export class InvalidCar extends Error {
  override readonly name = 'InvalidCar'

  /** @param isTooLarge whether a limit was exceeded, so that a smaller file could have passed */
  constructor(
    message: string,
    readonly isTooLarge = false,
  ) {
    super(message)
  }
}
