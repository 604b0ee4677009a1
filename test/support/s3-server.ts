import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { configOf } from '../../src/config/index.js'
import { S3BlobConfig } from '../../src/blob/s3/s3-blob.config.js'

/** The Python for which Debian's python3-swift is installed. */
const PYTHON = '/usr/bin/python3'
/** Without importing them, which takes a second. */
const IS_THERE = 'from importlib.util import find_spec as f; assert f("swift") and f("eventlet")'
const SCRIPT = join(import.meta.dirname, 's3-server.py')

const ACCESS_KEY_ID = 'test:writer'
const SECRET_ACCESS_KEY = 'writing'

/** Why no server can be started here; undefined if one can. */
function s3ServerMissing(): string | undefined {
  const { status } = spawnSync(PYTHON, ['-B', '-c', IS_THERE])
  return status === 0 ? undefined : 'OpenStack Swift is not installed (apt-get install python3-swift)'
}

/** A suite that needs the server; where it is not installed, its place is taken by a test that says so. */
export function describeWithS3(title: string, suite: () => void): void {
  const missing = s3ServerMissing()
  if (missing === undefined) return describe(title, suite)
  it(`${title}: not run, for ${missing}`, () => console.warn(`${title} was not run: ${missing}`))
}

/** OpenStack Swift with its S3 interface, as a process of its own with a directory of its own. */
export class S3Server {
  private constructor(
    private readonly child: ChildProcess,
    private readonly directory: string,
    readonly port: number,
  ) {}

  /** @param options `isFull`: there is no room for any object */
  static async start({ isFull = false } = {}): Promise<S3Server> {
    const directory = await mkdtemp(join(tmpdir(), 'guildhall-s3-'))
    const child = spawn(PYTHON, ['-B', SCRIPT, directory, isFull ? '100%' : '0'], {
      stdio: ['pipe', 'pipe', 'pipe'],
    })
    let complaints = ''
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    const port = await new Promise<number>((resolve, reject) => {
      createInterface(child.stdout).once('line', (line) => resolve(Number(line.replace('ready ', ''))))
      child.once('exit', () => reject(new Error(`the S3 server did not start: ${complaints}`)))
    })
    return new S3Server(child, directory, port)
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.port}`
  }

  /** Settings of a store in a bucket of this server. */
  config(bucket: string, more: Partial<S3BlobConfig> = {}): S3BlobConfig {
    return configOf(S3BlobConfig, {
      bucket,
      endpoint: this.endpoint,
      forcePathStyle: true,
      accessKeyId: ACCESS_KEY_ID,
      secretAccessKey: SECRET_ACCESS_KEY,
      ...more,
    })
  }

  /** The same settings as environment variables. */
  environment(bucket: string): Record<string, string> {
    return {
      PDS_BLOBSTORE_S3_BUCKET: bucket,
      PDS_BLOBSTORE_S3_ENDPOINT: this.endpoint,
      PDS_BLOBSTORE_S3_FORCE_PATH_STYLE: 'true',
      PDS_BLOBSTORE_S3_ACCESS_KEY_ID: ACCESS_KEY_ID,
      PDS_BLOBSTORE_S3_SECRET_ACCESS_KEY: SECRET_ACCESS_KEY,
    }
  }

  /** A client of this server; to be destroyed after use. */
  client(): S3Client {
    return new S3Client({
      endpoint: this.endpoint,
      region: 'us-east-1',
      forcePathStyle: true,
      credentials: { accessKeyId: ACCESS_KEY_ID, secretAccessKey: SECRET_ACCESS_KEY },
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    })
  }

  async createBucket(name: string): Promise<void> {
    const client = this.client()
    await client.send(new CreateBucketCommand({ Bucket: name }))
    client.destroy()
  }

  /** Ends it at once, without leave of whoever is connected. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await exited
  }

  async close(): Promise<void> {
    await this.kill()
    await rm(this.directory, { recursive: true, force: true })
  }
}
