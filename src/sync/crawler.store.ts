/** A relay whose turn it is to be asked. */
export interface DueCrawler {
  url: string
  /** failures since the last success */
  failures: number
}

/** How it went between this server and a relay. */
export interface KnownCrawler {
  readonly url: string
  readonly failures: number
  /** when there was last something to announce */
  readonly wantedAt?: Date | undefined
  readonly askedAt?: Date | undefined
  readonly succeededAt?: Date | undefined
  /** when it may be asked again */
  readonly dueAt?: Date | undefined
  /** why it failed, the last time */
  readonly error?: string | undefined
}

/** Where all nodes keep what relays have to be told. Times are in ms since the epoch. */
export abstract class CrawlerStore {
  /** Makes relays known. */
  abstract add(urls: readonly string[]): Promise<void>

  /** What is known of relays. */
  abstract list(urls: readonly string[]): Promise<KnownCrawler[]>

  /** Notes that there is something to announce. It stays so until a relay that was asked later has accepted. */
  abstract want(urls: readonly string[], nowMs: number): Promise<void>

  /**
   * Takes those that have something to be told and may be asked now; each is given to one caller. If that one is not
   * heard of until `leaseEndMs`, it is given again.
   */
  abstract take(urls: readonly string[], nowMs: number, leaseEndMs: number): Promise<DueCrawler[]>

  /** A relay accepted what it was asked at `askedAtMs`; it may be asked again at `dueAtMs`. */
  abstract succeeded(url: string, askedAtMs: number, dueAtMs: number): Promise<void>

  /** A relay could not be asked or refused; it is to be asked again at `dueAtMs`. */
  abstract failed(url: string, error: string, dueAtMs: number): Promise<void>

  /** When the next one that has something to be told may be asked; undefined when there is none. */
  abstract nextDue(urls: readonly string[]): Promise<number | undefined>
}
