/** Tables whose rows go about as fast as commits make them. Every provider of this class is found by itself. */
export abstract class PassingRows {
  abstract readonly tables: readonly string[]
}
