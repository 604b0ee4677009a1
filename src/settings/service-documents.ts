import { setTimeout as delay } from 'node:timers/promises'
import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common'
import type { Queryable } from '../database/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { type ServiceDocument, ServiceDocumentStore } from './service-document.store.js'

const RETRY_MS = 200
/** So many versions can be gone back to. */
const VERSIONS_KEPT = 100

/** A document as somebody wants it. */
export interface WantedDocument {
  readonly name: string
  /** JSON; null takes it away */
  readonly content: unknown
  /** the version that it follows; 0: there is none yet */
  readonly after: number
  readonly by: string | undefined
}

/**
 * What administrators set while the server runs: small documents of JSON, each with its former versions. All nodes hold
 * the present ones in memory, so that whoever asks waits for nothing; a new version is on all nodes within a second.
 */
@Injectable()
export class ServiceDocuments implements OnModuleInit, OnApplicationShutdown {
  readonly #present = new Map<string, ServiceDocument>()
  readonly #hearers = new Set<() => void>()
  readonly #shutdown = new AbortController()
  #filling: Promise<void> = Promise.resolve()
  #unwatch: (() => Promise<void>) | undefined

  constructor(
    private readonly store: ServiceDocumentStore,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    this.#unwatch = await this.store.watch(() => {
      this.#filling = this.#filling.then(() => this.#fillPatiently())
    })
    // After that, so that nothing falls in between.
    await this.reload()
  }

  async onApplicationShutdown(): Promise<void> {
    this.#shutdown.abort()
    await this.#unwatch?.()
    await this.#filling
  }

  /** What is in a document now; undefined if there is none. */
  read(name: string): unknown {
    return this.#present.get(name)?.content ?? undefined
  }

  /** Its version now; 0 if there never was one. */
  versionOf(name: string): number {
    return this.#present.get(name)?.version ?? 0
  }

  /** Names of documents that begin like this. */
  namesUnder(prefix: string): string[] {
    return [...this.#present.values()]
      .filter(({ name, content }) => name.startsWith(prefix) && content !== null)
      .map(({ name }) => name)
      .sort()
  }

  /** Calls `hear` whenever documents may have changed. */
  onChange(hear: () => void): void {
    this.#hearers.add(hear)
  }

  /**
   * Adds a version as part of the caller's transaction. With its commit all nodes learn of it; {@link reload} makes
   * this one know at once.
   * @returns whether it follows the version that it is to follow; if not, nothing was written
   */
  write(on: Queryable, { name, content, after, by }: WantedDocument): Promise<boolean> {
    const madeAt = new Date(this.clock.nowMs())
    return this.store.add(on, { name, version: after + 1, content, madeAt, madeBy: by }, VERSIONS_KEPT)
  }

  /** Versions of a document, the newest first. */
  versions(name: string): Promise<ServiceDocument[]> {
    return this.store.versions(name, VERSIONS_KEPT)
  }

  version(name: string, version: number): Promise<ServiceDocument | undefined> {
    return this.store.find(name, version)
  }

  /** Reads all of them anew. */
  async reload(): Promise<void> {
    for (const document of await this.store.list()) {
      // Two reads may overtake each other; versions only rise.
      if (document.version > this.versionOf(document.name)) this.#present.set(document.name, document)
    }
    for (const hear of this.#hearers) hear()
  }

  /** Until it has worked: what was missed must not stay missing. */
  async #fillPatiently(): Promise<void> {
    const { signal } = this.#shutdown
    while (!signal.aborted) {
      try {
        return await this.reload()
      } catch (error) {
        this.log.warn({ err: error }, 'what administrators have set could not be read')
        await delay(RETRY_MS, undefined, { signal }).catch(() => undefined)
      }
    }
  }
}
