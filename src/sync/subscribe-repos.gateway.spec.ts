import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals'
import { EventEmitter } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { EventFeed } from '../sequencer/index.js'
import { type Clock, type Log, Metrics } from '../telemetry/index.js'
import { FirehoseNumbers } from './firehose-numbers.js'
import { FirehoseReaders } from './firehose-readers.js'
import type { StreamStarts } from './stream-starts.js'
import { SubscribeReposGateway } from './subscribe-repos.gateway.js'
import type { SyncConfig } from './sync.config.js'

const PING_MS = 1_000
const PING_BYTES = 2

/** The side of the server of a connection whose other side does nothing by itself. */
class Connection extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  bufferedAmount = 0
  isTerminated = false
  readonly socket = { bytesWritten: 0, writableLength: 0, remoteAddress: '192.0.2.1' }

  ping(): void {
    this.socket.bytesWritten += PING_BYTES
  }

  terminate(): void {
    this.isTerminated = true
    this.emit('close')
  }
}

describe('a subscriber that is pinged', () => {
  let gateway: SubscribeReposGateway
  let connection: Connection
  beforeEach(() => {
    jest.useFakeTimers()
    const feed = { lastSeq: 5, watch: () => () => undefined, read: () => [] }
    const starts = { find: async () => ({ after: 5, outdated: false }) }
    const config = { pingMs: PING_MS, subscribersMax: 9, subscribersPerIpMax: 9 }
    gateway = new SubscribeReposGateway(
      feed as unknown as EventFeed,
      starts as unknown as StreamStarts,
      config as unknown as SyncConfig,
      {} as Log,
      new FirehoseNumbers(
        feed as unknown as EventFeed,
        new FirehoseReaders({ nowMs: () => 0 } as Clock),
        new Metrics(),
      ),
    )
    gateway.onModuleInit()
    connection = new Connection()
    const request = { url: '/', socket: connection.socket, headers: {} }
    void gateway.handleConnection(connection as unknown as WebSocket, request as unknown as IncomingMessage)
  })
  afterEach(() => {
    connection.terminate()
    jest.useRealTimers()
  })

  const isAliveAfterPings = (count: number, between: () => void): boolean => {
    for (let i = 0; i < count; i++) {
      jest.advanceTimersByTime(PING_MS)
      between()
    }
    jest.advanceTimersByTime(PING_MS)
    return !connection.isTerminated
  }

  it('lives as long as it answers', () => {
    expect(isAliveAfterPings(3, () => void connection.emit('pong'))).toBe(true)
  })

  it('is dead when it does not, and takes nothing', () => {
    expect(isAliveAfterPings(1, () => undefined)).toBe(false)
  })

  it('lives while it takes what was sent before the ping', () => {
    connection.socket.bytesWritten = connection.socket.writableLength = 100_000
    expect(isAliveAfterPings(3, () => void (connection.socket.writableLength -= 10_000))).toBe(true)
    expect(isAliveAfterPings(1, () => undefined)).toBe(false)
  })
})
