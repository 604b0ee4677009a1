/** The embedded PostgreSQL cannot run here. The message says why, and what an operator can do about it. */
export class EmbeddedProblem extends Error {
  constructor(what: string, remedy: string, options?: ErrorOptions) {
    super(`${what}\n${remedy}`, options)
    this.name = 'EmbeddedProblem'
  }
}

/** The way out that always exists. */
export const USE_EXTERNAL = 'Or set PDS_DATABASE_URL to a PostgreSQL (15 to 18) of your own.'
