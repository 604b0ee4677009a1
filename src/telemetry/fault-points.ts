import { channel } from 'node:diagnostics_channel'

/** Name of the channel of `node:diagnostics_channel` on which moments are told; a message is the name of one. */
export const FAULT_POINTS = 'guildhall.fault-point'

const reached = channel(FAULT_POINTS)

/**
 * Marks a moment at which the process might end with the most harm: between two durable steps. Nobody in the server
 * listens, so that it does nothing; only code that is loaded into the process beforehand, as the crash tests do, can
 * listen and end the process then and there.
 * @param name unique; tests count on it
 */
export function faultPoint(name: string): void {
  if (reached.hasSubscribers) reached.publish(name)
}
