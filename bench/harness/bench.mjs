// What a scenario works with: a server that was started for it, members of it, and measuring.
import { load, quantile } from './load.mjs'
import { Members } from './members.mjs'
import { usageDuring } from './usage.mjs'
import { XrpcClient } from './xrpc-client.mjs'

export class Bench {
  /** @type {{ name: string, figures: Record<string, number>, failures?: string[] }[]} */
  results = []

  /** @param {{ scale: 'quick' | 'full', report(result: object): void }} options */
  constructor(target, services, { scale, report }) {
    Object.assign(this, { target, services, scale, report })
    this.client = new XrpcClient(target.url)
    this.members = new Members(this.client, services)
  }

  /** One number for a look, another for a measurement that is to be quoted. */
  pick(quick, full) {
    return this.scale === 'full' ? full : quick
  }

  /**
   * Warms up, then measures a closed loop.
   * @param operation called with rising numbers; throws when the answer is not right
   * @param more further figures, of the outcome
   */
  async measure(name, { count, warmUp = 0, concurrency = 1, operation, more }) {
    await load({ count: warmUp, concurrency, operation })
    const measured = () => load({ first: warmUp, count, concurrency, operation })
    const { result, cpuSeconds, growthMb } = await usageDuring(this.target, measured)
    const { done, seconds, latencies, failures, messages } = result
    this.note(
      name,
      {
        perSecond: done / seconds,
        p50Ms: quantile(latencies, 0.5),
        p99Ms: quantile(latencies, 0.99),
        cpuMs: (cpuSeconds * 1000) / done,
        growthMb,
        ...more?.(result),
      },
      failures === 0 ? undefined : [`${failures} failed`, ...messages],
    )
  }

  /** Keeps figures that were found otherwise. */
  note(name, figures, failures) {
    const result = { name, figures, ...(failures && { failures }) }
    this.results.push(result)
    this.report(result)
  }

  close() {
    return this.client.close()
  }
}
