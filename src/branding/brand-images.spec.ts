import { Readable } from 'node:stream'
import { configOf, ServiceConfig } from '../config/index.js'
import { type Outbound, OutboundError, OutboundResponse } from '../outbound/index.js'
import { Clock, Log } from '../telemetry/index.js'
import { BrandImages } from './brand-images.js'
import { Branding } from './branding.js'
import { BrandingConfig } from './branding.config.js'
import { BrandImageUnavailable } from './branding.errors.js'
import { Pictures } from './pictures.js'

const LOGO_URL = 'https://example.com/logo.png'
const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

class SetClock extends Clock {
  ms = 0

  override nowMs(): number {
    return this.ms
  }
}

let clock: SetClock
let asked: string[]
let answer: () => OutboundResponse
let images: BrandImages

const picture = (body: string, type = 'image/png', status = 200) =>
  new OutboundResponse(status, { 'content-type': type }, Readable.from([Buffer.from(body)]), 1_000)

beforeEach(() => {
  clock = new SetClock()
  asked = []
  const outbound = {
    request: async (url: string) => {
      asked.push(url)
      return answer()
    },
  } as unknown as Outbound
  const branding = new Branding(configOf(ServiceConfig), configOf(BrandingConfig, { logoUrl: LOGO_URL }))
  images = new BrandImages(branding, new Pictures(outbound, clock, Log.silent()))
})

test('a picture is fetched once for everybody who looks at it, and again after an hour', async () => {
  answer = () => picture('first')
  const both = await Promise.all([images.get('logo'), images.get('logo')])
  expect(both.map(({ type, bytes }) => [type, bytes.toString()])).toEqual([
    ['image/png', 'first'],
    ['image/png', 'first'],
  ])
  expect(asked).toEqual([LOGO_URL])
  answer = () => picture('second')
  clock.ms += HOUR_MS
  expect((await images.get('logo')).bytes.toString()).toBe('second')
})

test('one that cannot be had is the old one; it is asked for again after a minute', async () => {
  answer = () => picture('old')
  await images.get('logo')
  clock.ms += HOUR_MS
  answer = () => {
    throw new OutboundError('timeout', 'too slow')
  }
  expect((await images.get('logo')).bytes.toString()).toBe('old')
  expect((await images.get('logo')).bytes.toString()).toBe('old')
  expect(asked).toHaveLength(2)
  answer = () => picture('new')
  clock.ms += MINUTE_MS
  expect((await images.get('logo')).bytes.toString()).toBe('new')
})

test.each([
  ['text/html', 200],
  ['image/png', 404],
])('%s with status %d is no picture', async (type, status) => {
  answer = () => picture('<script>', type, status)
  await expect(images.get('logo')).rejects.toThrow(BrandImageUnavailable)
  await expect(images.get('logo')).rejects.toThrow(BrandImageUnavailable)
  expect(asked).toHaveLength(1)
})

test('what the organization has not is not asked for', async () => {
  await expect(images.get('background-dark')).rejects.toThrow(BrandImageUnavailable)
  expect(asked).toEqual([])
})
