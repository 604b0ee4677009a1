/** How long a class of data is kept, as far as the environment and this release say. */
export interface UsualRetention {
  /** in days; 0: for ever */
  readonly days: number
  /** the variable of the environment that sets it, if there is one */
  readonly env?: string | undefined
  /** days that it is kept at least, whatever administrators say; the environment may say less */
  readonly daysMin?: number | undefined
}

/**
 * A class of data that goes when its time is over: administrators say how many days that is. Every provider of this
 * class is found by itself.
 */
export abstract class RetainedData {
  /** Unique: `webhook-deliveries`. It is kept with the setting, and stays as it is. */
  abstract readonly dataClass: string

  /** What it is, and from when on its time counts. */
  abstract readonly help: string

  abstract readonly usual: UsualRetention

  /** How many entries would go that are from before a time. */
  abstract count(before: Date): Promise<number>

  /** Lets them go; returns how many went. */
  abstract remove(before: Date): Promise<number>
}
