import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common'
import type { FastifyRequest } from 'fastify'
import type { Observable } from 'rxjs'
import { readJson, readText } from '../../http/index.js'
import { findRules } from '../access/route-rules.js'

const BODY_BYTES_MAX = 256 * 1024

/** Reads the body, once it is known that whoever sends it may. */
@Injectable()
export class BodyInterceptor implements NestInterceptor {
  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = context.switchToHttp().getRequest<FastifyRequest>()
    const { text, bodyMaxBytes = BODY_BYTES_MAX } = findRules(context.getHandler()) ?? {}
    if (text) request.body = await readText(request, text.types, text.bytesMax)
    else if (request.method !== 'GET') request.body = (await readJson(request, bodyMaxBytes)) ?? {}
    return next.handle()
  }
}
