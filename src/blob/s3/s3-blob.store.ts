import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3'
import type { OnApplicationBootstrap } from '@nestjs/common'
import { rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import type { Readable } from 'node:stream'
import type { KnownProblems, Log } from '../../telemetry/index.js'
import { BlobStore, type ByteRange, type SpooledFile, type StoredObject } from '../blob.store.js'
import { limitSilence } from './limit-silence.js'
import type { S3BlobConfig } from './s3-blob.config.js'
import { openS3, type S3Clients } from './s3-clients.js'
import { S3Condition } from './s3-condition.js'
import { isNotFound } from './s3-problem.js'
import { uploadFile } from './upload-file.js'

/** S3 takes 1,000 at a time, but services that remove them one by one do not finish that many in time. */
const REMOVED_AT_ONCE = 200

/** Objects in a bucket. A key follows the prefix that the settings give. */
export class S3BlobStore extends BlobStore implements OnApplicationBootstrap {
  readonly #clients: S3Clients
  readonly #condition: S3Condition
  readonly #bucket: string

  /**
   * @param config with a bucket
   * @param part what it is called among the known problems when it does not work
   */
  constructor(
    private readonly config: S3BlobConfig,
    log: Log,
    problems: KnownProblems,
    part = 'blobStore',
  ) {
    super()
    this.#bucket = config.bucket!
    this.#clients = openS3(config, log)
    this.#condition = new S3Condition(this.#bucket, part, log, problems)
  }

  /** Looks whether the bucket is there; what is wrong is logged. The server starts all the same, and without waiting. */
  onApplicationBootstrap(): void {
    this.probe().catch(() => undefined)
  }

  override async probe(): Promise<void> {
    const command = new ListObjectsV2Command({ Bucket: this.#bucket, Prefix: this.config.prefix, MaxKeys: 1 })
    await this.#run((signal) => this.#clients.requests.send(command, { abortSignal: signal }))
  }

  /** Closes its connections. */
  destroy(): void {
    this.#clients.destroy()
  }

  override async put(key: string, file: SpooledFile, mimeType: string): Promise<void> {
    const target = { Bucket: this.#bucket, Key: this.#nameOf(key), ContentType: mimeType }
    try {
      await this.#run(
        (signal) => uploadFile(this.#clients.requests, target, file, signal),
        this.config.uploadTimeoutMs,
      )
    } finally {
      // One that cannot be removed is found by the sweep of the folder it is in.
      await rm(file.path, { force: true }).catch(() => undefined)
    }
  }

  override async open(key: string, range?: ByteRange): Promise<Readable | undefined> {
    const Range = range && `bytes=${range.start}-${range.end}`
    const command = new GetObjectCommand({ Bucket: this.#bucket, Key: this.#nameOf(key), Range })
    return this.#unlessAbsent(async (signal) => {
      const { Body, ContentRange } = await this.#clients.downloads.send(command, { abortSignal: signal })
      const body = Body as unknown as IncomingMessage
      if (Range && ContentRange === undefined) {
        body.destroy()
        throw new Error('the service does not give parts of objects')
      }
      limitSilence(body, this.config.requestTimeoutMs)
      return body
    })
  }

  override async size(key: string): Promise<number | undefined> {
    const command = new HeadObjectCommand({ Bucket: this.#bucket, Key: this.#nameOf(key) })
    const head = await this.#unlessAbsent((abortSignal) =>
      this.#clients.requests.send(command, { abortSignal }),
    )
    if (head) return head.ContentLength
    // The answer has no body that would tell an absent object from an absent bucket.
    await this.#run((abortSignal) =>
      this.#clients.requests.send(new HeadBucketCommand({ Bucket: this.#bucket }), { abortSignal }),
    )
    return undefined
  }

  override async remove(keys: readonly string[]): Promise<void> {
    for (let i = 0; i < keys.length; i += REMOVED_AT_ONCE) {
      const Objects = keys.slice(i, i + REMOVED_AT_ONCE).map((key) => ({ Key: this.#nameOf(key) }))
      const command = new DeleteObjectsCommand({ Bucket: this.#bucket, Delete: { Objects, Quiet: true } })
      await this.#run(async (abortSignal) => {
        const { Errors = [] } = await this.#clients.requests.send(command, { abortSignal })
        const failed = Errors.find(({ Code }) => Code !== 'NoSuchKey')
        if (failed) throw Object.assign(new Error(failed.Message), { name: failed.Code })
      })
    }
  }

  /** @param within begins the keys of those that are wanted */
  override async *list(within = ''): AsyncGenerator<StoredObject> {
    const { prefix } = this.config
    const pages = paginateListObjectsV2(
      { client: this.#clients.requests },
      { Bucket: this.#bucket, Prefix: `${prefix}${within}` },
    )
    for (;;) {
      const { value: page } = await this.#run(() => pages.next())
      if (!page) return
      for (const { Key, Size, LastModified } of page.Contents ?? []) {
        if (Key === undefined || Size === undefined || LastModified === undefined) continue
        yield { key: Key.slice(prefix.length), size: Size, storedAt: LastModified }
      }
    }
  }

  #nameOf(key: string): string {
    return `${this.config.prefix}${key}`
  }

  /** @throws {BlobStoreUnavailable} in place of whatever `work` throws, also if it has not ended in time */
  async #run<T>(
    work: (signal: AbortSignal) => Promise<T>,
    limitMs = this.config.requestTimeoutMs,
  ): Promise<T> {
    const limit = new AbortController()
    const timer = setTimeout(() => limit.abort(), limitMs)
    try {
      const result = await work(limit.signal)
      this.#condition.works()
      return result
    } catch (error) {
      throw this.#condition.failed(limit.signal.aborted ? overdue(error, limitMs) : error)
    } finally {
      clearTimeout(timer)
    }
  }

  #unlessAbsent<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T | undefined> {
    return this.#run(async (signal) => {
      try {
        return await work(signal)
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    })
  }
}

/** The error of the last thing that was tried may be any. */
function overdue(error: unknown, limitMs: number): Error {
  return Object.assign(new Error(`not done within ${limitMs} ms`, { cause: error }), { name: 'TimeoutError' })
}
