import { type ArgumentsHost, NotFoundException } from '@nestjs/common'
import { Log } from '../telemetry/index.js'
import { Refusal } from '../refusal.js'
import {
  DidNotAvailable,
  DidNotRegistered,
  InvalidExportParameter,
  OperationRefused,
  OperationTooLarge,
} from './plc-directory.errors.js'
import { PlcDirectoryFilter } from './plc-directory.filter.js'

class Unforeseen extends Refusal {
  constructor() {
    super('Unforeseen', 'unavailable', 'a word that the directory does not know')
  }
}

/** What is answered when `error` was thrown. */
function answerTo(error: unknown, { complete = true, headersSent = false } = {}) {
  const answer = {
    status: 0,
    headers: {} as Record<string, string>,
    body: undefined as unknown,
    destroyed: false,
  }
  const reply = {
    sent: false,
    raw: { headersSent, destroy: () => void (answer.destroyed = true) },
    status: (status: number) => ((answer.status = status), reply),
    header: (name: string, value: string) => ((answer.headers[name] = value), reply),
    type: (type: string) => reply.header('content-type', type),
    send: (body: unknown) => void (answer.body = body),
  }
  const http = { getRequest: () => ({ method: 'POST', raw: { complete } }), getResponse: () => reply }
  new PlcDirectoryFilter(Log.silent()).catch(error, { switchToHttp: () => http } as unknown as ArgumentsHost)
  return answer
}

describe('PlcDirectoryFilter', () => {
  test.each<[Error, number, string]>([
    [new DidNotRegistered('did:plc:x'), 404, 'DID not registered: did:plc:x'],
    [new DidNotAvailable('did:plc:x'), 410, 'DID not available: did:plc:x'],
    [new OperationRefused('Invalid signature'), 400, 'Invalid signature'],
    [new OperationTooLarge(), 413, 'Operation too large'],
    [new InvalidExportParameter('after'), 400, 'Invalid after parameter'],
    [new NotFoundException('Cannot GET /plc/x'), 404, 'Cannot GET /plc/x'],
    [new TypeError('the secret is 42'), 500, 'Internal Server Error'],
    [new Unforeseen(), 500, 'Internal Server Error'],
  ])('%s is %d', (error, status, message) => {
    const answer = answerTo(error)
    expect(answer).toMatchObject({ status, body: { message } })
    expect(answer.headers).toEqual({ 'content-type': 'application/json; charset=utf-8' })
  })

  test('a request that was not read to its end takes its connection along', () => {
    expect(answerTo(new OperationTooLarge(), { complete: false }).headers).toMatchObject({
      connection: 'close',
    })
  })

  test('an answer that has begun is cut off', () => {
    expect(answerTo(new TypeError('broken'), { headersSent: true })).toMatchObject({
      destroyed: true,
      status: 0,
    })
  })
})
