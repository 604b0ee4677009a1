import { Socket } from 'node:net'
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common'
import type { LexValue } from '@guildhall/data'
import type { BinaryInput, CompiledBody } from '@guildhall/lexicon'
import { ServiceConfig } from '../config/index.js'
import { checkCharset, parseJsonBody } from './json-body.js'
import {
  bodyPresence,
  encodingProblem,
  hasContent,
  isEncoded,
  mediaType,
  readBody,
  streamBody,
} from './request-body.js'
import { findCall, type RequestCall } from './request-call.js'
import { BodyTooLarge, InvalidRequest, UploadTooLarge } from './xrpc.errors.js'

const JSON_TYPE = 'application/json'
const JSON_BYTES_MAX = 150 * 1024

const bodyTooLarge = (): Error => new BodyTooLarge()
const uploadTooLarge = (): Error => new UploadTooLarge()

/** The second guard: reads and validates the body. By now it is known who sends it. */
@Injectable()
export class InputGuard implements CanActivate {
  constructor(private readonly config: ServiceConfig) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const call = findCall(context)
    if (!call) return true
    const presence = bodyPresence(call.headers)
    const { input } = call.lexicon
    if (!input) return presence !== 'present' || expectNothing(call)
    if (presence === 'absent') {
      throw new InvalidRequest('A request body is expected but none was provided')
    }
    const encoding = encodingOf(call, input)
    if (input.encoding === JSON_TYPE) return readJson(call, input)
    call.input = this.#binary(call, encoding)
    return true
  }

  #binary(call: RequestCall, encoding: string): BinaryInput {
    const { raw, headers } = call.request
    const bytesMax = call.route.options.bodyBytesMax ?? this.config.blobUploadLimit
    const size = headers['content-length']
    // While it is uploaded something moves; the next request on the connection sets the time again.
    if (call.route.options.isLengthy && raw.socket instanceof Socket) {
      raw.once('end', () => raw.socket.setTimeout(0))
    }
    return {
      body: streamBody(raw, bytesMax, uploadTooLarge),
      encoding,
      ...(size !== undefined && !isEncoded(headers) && { size: Number(size) }),
    }
  }
}

/** Chunked bodies may turn out empty, which is as good as none. */
async function expectNothing(call: RequestCall): Promise<boolean> {
  const chunked = call.headers['transfer-encoding'] !== undefined
  if (!chunked || (await hasContent(call.request.raw))) {
    throw new InvalidRequest('A request body was provided when none was expected')
  }
  return true
}

function encodingOf(call: RequestCall, input: CompiledBody): string {
  const encoding = mediaType(call.headers)
  if (encoding !== undefined && accepts(input.encoding, encoding)) return encoding
  throw new InvalidRequest(encodingProblem(call.headers))
}

/** @param accepted of the lexicon: a media type, a range like `video/*`, or several with commas between them */
function accepts(accepted: string, encoding: string): boolean {
  if (accepted === encoding) return true
  return accepted.split(',').some((range) => {
    const wanted = range.trim()
    if (wanted === '*/*') return true
    return wanted.endsWith('/*') ? encoding.startsWith(wanted.slice(0, -1)) : wanted === encoding
  })
}

async function readJson(call: RequestCall, input: CompiledBody): Promise<boolean> {
  checkCharset(call.headers)
  const bytesMax = call.route.options.bodyBytesMax ?? JSON_BYTES_MAX
  const value = parseJsonBody(await readBody(call.request.raw, bytesMax, bodyTooLarge))
  call.input = input.validate ? validated(input.validate(value)) : value
  return true
}

function validated(result: ReturnType<NonNullable<CompiledBody['validate']>>): LexValue {
  if (result.ok) return result.value
  throw new InvalidRequest(`Input${result.path} ${result.message}`)
}
