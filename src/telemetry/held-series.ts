/** One line of a metric, as registries print it. */
export interface Sample {
  /** the name of the line, where it is not that of the metric */
  metricName?: string
  labels: Record<string, string | number>
  value: number
}

/**
 * The numbers of one metric, one for each set of labels. They are asked for once, by whoever then holds them: nothing is
 * looked up where something is counted. Labels take few values that are known beforehand; what clients choose is no
 * label.
 */
export abstract class HeldSeries<T> {
  abstract readonly type: 'counter' | 'histogram'
  readonly #members = new Map<string, { labels: Record<string, string>; member: T }>()
  readonly #labelNames: readonly string[]

  constructor(...labelNames: readonly string[]) {
    this.#labelNames = labelNames
  }

  /** The number for these values of the labels, in the order of their names; always the same one. */
  of(...values: readonly string[]): T {
    const key = values.join('\n')
    const present = this.#members.get(key)
    if (present) return present.member
    const labels = Object.fromEntries(this.#labelNames.map((name, i) => [name, values[i]!]))
    const member = this.make()
    this.#members.set(key, { labels, member })
    return member
  }

  /** Begins at 0 for each of these, so that the first time shows as a rise and not as the birth of a line. */
  begin(...sets: readonly (readonly string[])[]): void {
    for (const values of sets) this.of(...values)
  }

  /** All lines of the metric of that name. */
  samples(name: string): Sample[] {
    return [...this.#members.values()].flatMap(({ labels, member }) => this.print(name, labels, member))
  }

  protected abstract make(): T
  protected abstract print(name: string, labels: Record<string, string>, member: T): Sample[]
}
