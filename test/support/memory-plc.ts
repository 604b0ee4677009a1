import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PlcLogEntry } from '@guildhall/identity'
import type { Tx, UnitOfWork } from '../../src/database/index.js'
import { readOperation } from '../../src/plc-directory/operation-body.js'
import { PlcDirectory } from '../../src/plc-directory/plc-directory.js'
import { DidNotAvailable, DidNotRegistered } from '../../src/plc-directory/plc-directory.errors.js'
import { auditEntry } from '../../src/plc-directory/plc-export.js'
import { PlcOperationStore, type StoredPlcOperation } from '../../src/plc-directory/plc-operation.store.js'
import { Refusal } from '../../src/refusal.js'
import { SystemClock } from '../../src/telemetry/index.js'

const NO_TRANSACTION = {} as Tx

/** Operations in memory. */
class MemoryOperations extends PlcOperationStore {
  readonly #rows: StoredPlcOperation[] = []

  override async lock(): Promise<number> {
    return this.#rows.at(-1)?.createdAtMs ?? 0
  }

  override async allOf(did: string): Promise<StoredPlcOperation[]> {
    return this.#rows.filter((row) => row.did === did)
  }

  override async lastOf(did: string): Promise<StoredPlcOperation | undefined> {
    return this.#rows.findLast((row) => row.did === did && !row.nullified)
  }

  override async add(_tx: Tx, did: string, entry: PlcLogEntry, nullified: readonly string[]): Promise<void> {
    for (const [index, row] of this.#rows.entries()) {
      if (row.did === did && nullified.includes(row.cid)) this.#rows[index] = { ...row, nullified: true }
    }
    this.#rows.push({ ...entry, did, seq: this.#rows.length + 1, nullified: false })
  }

  override async after(): Promise<StoredPlcOperation[]> {
    return this.#rows
  }
}

/** One after the other, as the lock of the database has it. */
function oneAtATime(): UnitOfWork {
  let last: Promise<unknown> = Promise.resolve()
  const run = <T>(work: (tx: Tx) => Promise<T>): Promise<T> => {
    const result = last.then(() => work(NO_TRANSACTION))
    last = result.catch(() => undefined)
    return result
  }
  return { run } as UnitOfWork
}

/**
 * A PLC directory for servers that run beside the test: the one that is built into the server, with its operations in
 * memory. It is there whichever server dies, and takes no process and no database.
 */
export class MemoryPlc {
  readonly #directory = new PlcDirectory(new MemoryOperations(), oneAtATime(), new SystemClock())

  private constructor(private readonly server: Server) {
    server.on('request', (request, response) => void this.#answer(request, response))
  }

  static async open(): Promise<MemoryPlc> {
    const server = createServer()
    server.listen(0, 'localhost')
    await once(server, 'listening')
    return new MemoryPlc(server)
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`
  }

  async close(): Promise<void> {
    this.server.closeAllConnections()
    await new Promise((resolve) => this.server.close(resolve))
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, did = '', ...rest] = decodeURIComponent(request.url!.split('?', 1)[0]!).split('/')
    const [status, body] = await this.#read(request, did, rest.join('/')).then(
      (json) => [200, json] as const,
      (error: Error) => [statusOf(error), { message: error.message }] as const,
    )
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  async #read(request: IncomingMessage, did: string, what: string): Promise<unknown> {
    if (request.method === 'POST') return this.#directory.submit(did, await readOperation(request))
    if (what === '') return this.#directory.document(did)
    if (what === 'data') return { did, ...(await this.#directory.state(did)) }
    if (what === 'log') return this.#directory.log(did)
    if (what === 'log/last') return this.#directory.last(did)
    if (what === 'log/audit') return (await this.#directory.audit(did)).map(auditEntry)
    throw new DidNotRegistered(did)
  }
}

function statusOf(error: Error): number {
  if (error instanceof DidNotAvailable) return 410
  if (error instanceof DidNotRegistered) return 404
  return error instanceof Refusal ? 400 : 500
}
