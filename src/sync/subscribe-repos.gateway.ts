import { errorFrame, infoFrame } from '@guildhall/firehose'
import { com } from '@guildhall/lexicon'
import type { BeforeApplicationShutdown, OnModuleInit } from '@nestjs/common'
import { type OnGatewayConnection, type OnGatewayDisconnect } from '@nestjs/websockets'
import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { WebSocket } from 'ws'
import { networkOf } from '../outbound/index.js'
import { EventFeed } from '../sequencer/index.js'
import { Log } from '../telemetry/index.js'
import { anyone, clientAddress, XrpcSubscription } from '../xrpc/index.js'
import { FirehoseNumbers } from './firehose-numbers.js'
import { StreamStarts } from './stream-starts.js'
import { Subscriber } from './subscriber.js'
import { SyncConfig } from './sync.config.js'

/** Close codes (RFC 6455, 7.4.1). */
const GOING_AWAY = 1001
const POLICY_VIOLATION = 1008
const TRY_AGAIN_LATER = 1013

const RESTARTING = 'the server is restarting'

/** A ping as it is sent: without a payload. */
const PING_BYTES = 2

interface Connection {
  ip: string
  network: string
  socket: Socket
  /** whether it has answered the last ping */
  alive: boolean
  /** bytes that its network connection had taken when it was pinged last */
  taken: number
  subscriber?: Subscriber
}

/** `com.atproto.sync.subscribeRepos`: the firehose. */
@XrpcSubscription(com.atproto.sync.subscribeRepos, anyone)
export class SubscribeReposGateway
  implements
    OnModuleInit,
    OnGatewayConnection<WebSocket>,
    OnGatewayDisconnect<WebSocket>,
    BeforeApplicationShutdown
{
  readonly #connections = new Map<WebSocket, Connection>()
  #pings: NodeJS.Timeout | undefined
  #isStopping = false

  constructor(
    private readonly feed: EventFeed,
    private readonly starts: StreamStarts,
    private readonly config: SyncConfig,
    private readonly log: Log,
    private readonly numbers: FirehoseNumbers,
  ) {}

  onModuleInit(): void {
    this.#pings = setInterval(() => this.#ping(), this.config.pingMs)
    this.#pings.unref()
  }

  beforeApplicationShutdown(): void {
    clearInterval(this.#pings)
    this.#isStopping = true
    for (const ws of this.#connections.keys()) ws.close(GOING_AWAY, RESTARTING)
  }

  async handleConnection(ws: WebSocket, request: IncomingMessage): Promise<void> {
    const { socket } = request
    const ip = clientAddress(request)
    const connection: Connection = { ip, network: networkOf(ip), socket, alive: true, taken: 0 }
    ws.on('error', () => ws.terminate())
    ws.on('pong', () => (connection.alive = true))
    if (this.#isStopping) return ws.close(GOING_AWAY, RESTARTING)
    const full = this.#full(connection.network)
    if (full) {
      this.numbers.dropped(full)
      return ws.close(TRY_AGAIN_LATER, 'too many subscribers')
    }
    this.#connections.set(ws, connection)
    try {
      await this.#serve(ws, request, connection)
    } catch (error) {
      this.log.error({ err: error }, 'a firehose subscription failed')
      this.numbers.dropped('failed')
      ws.terminate()
    }
  }

  handleDisconnect(ws: WebSocket): void {
    this.#connections.get(ws)?.subscriber?.close()
    this.#connections.delete(ws)
  }

  async #serve(ws: WebSocket, request: IncomingMessage, connection: Connection): Promise<void> {
    const cursor = cursorOf(request.url ?? '')
    if (cursor === 'invalid') return refuse(ws, 'InvalidRequest', 'cursor must be an integer, 0 or greater')
    const start = await this.starts.find(cursor)
    if ('error' in start) {
      this.numbers.dropped('invalid_cursor')
      return refuse(ws, start.error, 'Cursor in the future.')
    }
    if (start.outdated) {
      ws.send(infoFrame('OutdatedCursor', 'Requested cursor exceeded limit. Possibly missing events'))
    }
    const { subscriberBacklogBytes: backlogBytes, subscriberStallMs: stallMs } = this.config
    const limits = { backlogBytes, stallMs }
    const subscriber = new Subscriber(ws, request.socket, this.feed, limits, this.numbers)
    connection.subscriber = subscriber
    if (ws.readyState !== ws.OPEN) return
    const ended = this.numbers.began({
      ip: connection.ip,
      userAgent: request.headers['user-agent'],
      position: () => subscriber.position,
      bytes: () => subscriber.bytes,
    })
    const isTooSlow = await subscriber.run(start.after).finally(ended)
    if (!isTooSlow) return
    this.numbers.dropped('too_slow')
    this.log.info({ ip: connection.ip }, 'a firehose subscriber was too slow')
  }

  #full(network: string): 'full' | 'full_for_address' | undefined {
    if (this.#connections.size >= this.config.subscribersMax) return 'full'
    let same = 0
    for (const connection of this.#connections.values()) if (connection.network === network) same++
    return same >= this.config.subscribersPerIpMax ? 'full_for_address' : undefined
  }

  #ping(): void {
    for (const [ws, connection] of this.#connections) {
      const taken = connection.socket.bytesWritten - connection.socket.writableLength
      // A ping waits behind what was sent before: whoever still takes that cannot have answered yet.
      if (!connection.alive && taken <= connection.taken + PING_BYTES) {
        this.numbers.dropped('dead')
        ws.terminate()
        continue
      }
      connection.alive = false
      connection.taken = taken
      ws.ping()
    }
  }
}

function cursorOf(url: string): number | undefined | 'invalid' {
  const text = new URL(url, 'http://localhost').searchParams.get('cursor')
  if (text === null || text === '') return undefined
  const cursor = /^\d+$/.test(text) ? Number(text) : NaN
  return Number.isSafeInteger(cursor) ? cursor : 'invalid'
}

function refuse(ws: WebSocket, error: string, message: string): void {
  ws.send(errorFrame(error, message), () => ws.close(POLICY_VIOLATION, error))
}
