/** Values that take the place of defaults while the server runs, by the name of the variable. */
export class LiveValues {
  readonly #groups = new Map<string, ReadonlyMap<string, unknown>>()
  #merged: ReadonlyMap<string, unknown> = new Map()

  /** The value that a setting has now; undefined: the one it has by itself. */
  read(env: string): unknown {
    return this.#merged.get(env)
  }

  /** Replaces all values that come from one place. */
  replace(group: string, values: ReadonlyMap<string, unknown>): void {
    this.#groups.set(group, values)
    this.#merged = new Map([...this.#groups.values()].flatMap((each) => [...each]))
  }
}
