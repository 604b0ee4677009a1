import { Controller, Param, Post, Query, Req, Res } from '@nestjs/common'
import type { Did } from '@guildhall/syntax'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { PublicRoute } from '../../http/index.js'
import { readForm } from '../../oauth/index.js'
import { RepoExporter } from '../../sync/index.js'
import { goneSignal, HOUR_MS, limitBy } from '../../xrpc/index.js'
import { AccountPages } from '../account-pages.js'
import { NothingThere } from '../portal.errors.js'
import { PortalReplies, requestOf } from '../portal-replies.js'
import { type ArchiveRange, BlobArchives } from './blob-archives.js'

/** Each may be the work of minutes. */
const archives = limitBy('ip', 30, HOUR_MS, { bucket: 'portal-archives' })

const SECTION = 'data'
const PRIVATE = { 'cache-control': 'private, no-store', 'x-content-type-options': 'nosniff' }

/** Copies of what belongs to an account. They are asked for by forms: no link of somebody else's begins one. */
@Controller('account/:did/archive')
export class ArchivesController {
  constructor(
    private readonly pages: AccountPages,
    private readonly exporter: RepoExporter,
    private readonly blobs: BlobArchives,
    private readonly replies: PortalReplies,
  ) {}

  @Post('repo')
  @PublicRoute(archives)
  repo(@Param('did') did: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.#send(did, request, reply, async (owner) => {
      const car = await this.exporter.export(owner, { signal: goneSignal(reply), isPrivate: true })
      if (!car) throw new NothingThere()
      await reply.headers(named(owner, 'car')).type('application/vnd.ipld.car').send(car)
    })
  }

  @Post('blobs')
  @PublicRoute(archives)
  files(
    @Param('did') did: string,
    @Query() range: ArchiveRange,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.#send(did, request, reply, async (owner) => {
      const { bytes, stream } = await this.blobs.open(owner, range)
      reply.headers({ ...named(owner, 'tar'), 'content-length': bytes })
      await reply.type('application/x-tar').send(stream)
    })
  }

  async #send(
    did: string,
    request: FastifyRequest,
    reply: FastifyReply,
    send: (owner: Did) => Promise<void>,
  ): Promise<void> {
    reply.removeHeader('access-control-allow-origin')
    try {
      // What a form of the page may do without a fresh proof says nothing of copies.
      const csrf = (await readForm(request.raw)).get('csrf') ?? ''
      const form = new URLSearchParams({ csrf })
      const admitted = await this.pages.admit(requestOf(request), { did, section: SECTION }, form)
      if ('visit' in admitted) return await send(admitted.visit.account.did)
      await this.replies.answer(request, reply, () => Promise.resolve(admitted.answer))
    } catch (error) {
      await this.replies.refuse(request, reply, error)
    }
  }
}

/** The file is named after the account. */
function named(did: Did, extension: string): Record<string, string> {
  const name = did.replace(/[^A-Za-z0-9.-]/g, '-')
  return { ...PRIVATE, 'content-disposition': `attachment; filename="${name}.${extension}"` }
}
