/** A value, its JSON or its bytes are not of the data model. */
export class DataModelError extends Error {
  /**
   * @param message what is wrong; quotes nothing of the value
   * @param path where it is wrong, as in a JSON pointer: `/facets/0/index`; absent for the whole value, or its bytes
   */
  constructor(
    message: string,
    readonly path?: string,
  ) {
    super(message)
    this.name = 'DataModelError'
  }
}
