import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Observable } from 'rxjs'
import { readJson } from '../../http/index.js'
import { bodyMaxBytesOf } from '../access/route-rules.js'

const BODY_BYTES_MAX = 256 * 1024

/** Reads the body, once it is known that whoever sends it may. */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const bytesMax = bodyMaxBytesOf(context.getHandler()) ?? BODY_BYTES_MAX
    if (request.method !== 'GET') request.body = (await readJson(request, bytesMax)) ?? {}
    return next.handle()
  }
}
