import { createHmac } from 'node:crypto'

const SECOND_MS = 1000

/** What is sent to a webhook. */
export interface WebhookMessage {
  readonly id: string
  readonly body: string
  readonly atMs: number
}

/** The headers that make a message one of Standard Webhooks: a signature (v1) for each secret that is good. */
export function signatureHeaders(
  { id, body, atMs }: WebhookMessage,
  secrets: readonly Uint8Array[],
): Record<string, string> {
  const timestamp = String(Math.floor(atMs / SECOND_MS))
  const signatures = secrets.map((secret) => {
    const digest = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
    return `v1,${digest}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}
