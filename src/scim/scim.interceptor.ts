import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { catchError, from, map, mergeMap, type Observable, throwError } from 'rxjs'
import { BodyNotJson, BodyNotTaken, JsonTooLarge } from '../http/index.js'
import { Refusal } from '../refusal.js'
import { bodyPresence, mediaType, readBody } from '../xrpc/index.js'
import { directoryOf } from './directory.js'
import { ScimEvents } from './events/scim-events.js'

/** Groups of ten thousand members are named in one request. */
const BODY_BYTES_MAX = 4 * 1024 * 1024
const TYPES: readonly (string | undefined)[] = ['application/scim+json', 'application/json']
const NO_CHANGE: ReadonlySet<string> = new Set(['GET', 'HEAD'])
const NOT_MODIFIED = 304

/** The bodies of requests and answers of directories; what is refused is written down for whoever looks after them. */
@Injectable()
export class ScimInterceptor implements NestInterceptor {
  constructor(private readonly events: ScimEvents) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp()
    const [request, reply] = [http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>()]
    const isChange = !NO_CHANGE.has(request.method)
    if (isChange) request.body = await readScim(request)
    return next.handle().pipe(
      map((body: unknown) => answer(request, reply, body)),
      catchError((error: unknown) =>
        from(isChange ? this.#note(request, error) : Promise.resolve()).pipe(
          mergeMap(() => throwError(() => error)),
        ),
      ),
    )
  }

  async #note(request: FastifyRequest, error: unknown): Promise<void> {
    const connection = directoryOf(request)
    if (!connection || !(error instanceof Refusal)) return
    const { id: resourceId } = request.params as { id?: string }
    const path = (request.raw.url ?? '').split('?', 1)[0]!
    await this.events.note({
      connectionId: connection.id,
      action: `${request.method} ${path.split('/')[3] ?? ''}`,
      outcome: 'refused',
      resourceId,
      detail: error.message,
    })
  }
}

async function readScim({ headers, raw }: FastifyRequest): Promise<unknown> {
  if (bodyPresence(headers) !== 'present') return undefined
  if (!TYPES.includes(mediaType(headers))) throw new BodyNotTaken('application/scim+json')
  const bytes = await readBody(raw, BODY_BYTES_MAX, () => new JsonTooLarge(BODY_BYTES_MAX))
  if (bytes.length === 0) return undefined
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch (cause) {
    throw new BodyNotJson({ cause })
  }
}

/** Resources carry their version and address in headers as well. */
function answer({ method, headers }: FastifyRequest, reply: FastifyReply, body: unknown): unknown {
  if (body === undefined || body === null) return body
  const { version, location } = (body as { meta?: { version?: string; location?: string } }).meta ?? {}
  if (version !== undefined) reply.header('etag', version)
  if (location !== undefined) reply.header('location', location)
  if (method === 'GET' && version !== undefined && isKnown(headers['if-none-match'], version)) {
    reply.status(NOT_MODIFIED)
    return undefined
  }
  reply.type('application/scim+json').serializer((one: unknown) => JSON.stringify(one))
  return body
}

function isKnown(versions: string | undefined, version: string): boolean {
  return versions !== undefined && versions.split(/\s*,\s*/).includes(version)
}
