/** Thrown by applyWrites: a create of a path that has a record. */
export class PathExists extends Error {
  override readonly name = 'PathExists'

  constructor(readonly path: string) {
    super(`a record exists at ${path}`)
  }
}
