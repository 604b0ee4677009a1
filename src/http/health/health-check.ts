/** Tells whether the server can do its work. */
export abstract class HealthCheck {
  /** @throws {Error} when it cannot */
  abstract check(): Promise<void>
}
