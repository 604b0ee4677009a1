import { com } from '@guildhall/lexicon'
import { UseInterceptors } from '@nestjs/common'
import { type Call, repoScope, repoWrites, signedIn, Xrpc, XrpcController } from '../xrpc/index.js'
import { batchItems, batchResult, batchWrite } from './batch-input.js'
import { RecordInterceptor, recordOf, recordsOf } from './record.interceptor.js'
import { RepoWriter } from './repo-writer.js'
import { WriteTargets } from './write-targets.js'

/** Records are written by active accounts only. */
const WRITER = { takendown: false, deactivated: false } as const

/** The bodies may hold records of full size. */
const BODY_BYTES_MAX = 1_000_000

/** Refusals that the lexicons do not name. */
const WRITE_ERRORS = ['BlobNotFound', 'InvalidMimeType', 'InvalidSize', 'ConcurrentWrites']

/** Points of one write against the limits per hour and day. */
const POINTS = { create: 3, update: 2, delete: 1 } as const

/** Writing records: `com.atproto.repo`. */
@XrpcController()
@UseInterceptors(RecordInterceptor)
export class RecordWritesXrpc {
  constructor(
    private readonly writer: RepoWriter,
    private readonly targets: WriteTargets,
  ) {}

  @Xrpc(
    com.atproto.repo.createRecord,
    signedIn(({ input }) => repoScope('create', input.collection), WRITER),
    { limit: repoWrites(POINTS.create), bodyBytesMax: BODY_BYTES_MAX, errors: WRITE_ERRORS },
  )
  async createRecord(call: Call<typeof com.atproto.repo.createRecord>) {
    const grant = await this.targets.check(call.input.repo, call.grant)
    return this.writer.create(grant, recordOf(call), call.input)
  }

  @Xrpc(
    com.atproto.repo.putRecord,
    signedIn(
      ({ input }) => [repoScope('create', input.collection), repoScope('update', input.collection)],
      WRITER,
    ),
    { limit: repoWrites(POINTS.update), bodyBytesMax: BODY_BYTES_MAX, errors: WRITE_ERRORS },
  )
  async putRecord(call: Call<typeof com.atproto.repo.putRecord>) {
    const grant = await this.targets.check(call.input.repo, call.grant)
    return this.writer.put(grant, recordOf(call), call.input)
  }

  @Xrpc(
    com.atproto.repo.deleteRecord,
    signedIn(({ input }) => repoScope('delete', input.collection), WRITER),
    { limit: repoWrites(POINTS.delete), errors: ['ConcurrentWrites'] },
  )
  async deleteRecord(call: Call<typeof com.atproto.repo.deleteRecord>) {
    const grant = await this.targets.check(call.input.repo, call.grant)
    return this.writer.delete(grant, call.input, call.input)
  }

  @Xrpc(
    com.atproto.repo.applyWrites,
    signedIn(({ input }) => batchItems(input).map((item) => repoScope(item.action, item.collection)), WRITER),
    {
      limit: repoWrites(({ input }) => batchItems(input).reduce((sum, item) => sum + POINTS[item.action], 0)),
      bodyBytesMax: BODY_BYTES_MAX,
      errors: WRITE_ERRORS,
    },
  )
  async applyWrites(call: Call<typeof com.atproto.repo.applyWrites>) {
    const grant = await this.targets.check(call.input.repo, call.grant)
    const items = batchItems(call.input)
    const records = recordsOf(call)
    const writes = items.map((item, i) => batchWrite(item, records[i]))
    const { commit, results } = await this.writer.applyAll(grant, writes, call.input)
    return { ...(commit && { commit }), results: items.map((item, i) => batchResult(item, results[i])) }
  }
}
