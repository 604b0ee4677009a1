/** An answer with a status that no kind of refusal stands for; only this folder knows statuses. */
export class XrpcError extends Error {
  /**
   * @param status of HTTP
   * @param error the name that clients look at
   * @param headers of the answer
   */
  constructor(
    readonly status: number,
    readonly error: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message)
    this.name = 'XrpcError'
  }

  /** The body is encoded in a way, or in characters, that is not understood here. */
  static unsupportedMediaType(message: string): XrpcError {
    return new XrpcError(415, 'UnsupportedMediaType', message)
  }

  /** A part was asked for that lies beyond the end. @param size of the whole, in bytes */
  static rangeNotSatisfiable(size: number): XrpcError {
    return new XrpcError(416, 'RangeNotSatisfiable', `There are only ${size} bytes`, {
      'content-range': `bytes */${size}`,
    })
  }

  /** A subscription was asked for without WebSocket. */
  static upgradeRequired(): XrpcError {
    return new XrpcError(426, 'UpgradeRequired', 'This method is a WebSocket subscription', {
      connection: 'Upgrade',
      upgrade: 'websocket',
    })
  }
}
