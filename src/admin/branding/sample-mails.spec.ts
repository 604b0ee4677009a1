import { Branding, BrandingConfig } from '../../branding/index.js'
import { configOf, ServiceConfig } from '../../config/index.js'
import { MAIL_LANGUAGES } from '../../mail/index.js'
import { SAMPLE_MAILS, sampleMail } from './sample-mails.js'

const service = configOf(ServiceConfig, { hostname: 'pds.example.com', serviceName: 'Guild' })
const brand = new Branding(service, configOf(BrandingConfig, {})).draft({ serviceName: 'The Weavers' })
const LEFT_OPEN = expect.stringMatching(/undefined|\{\{|\$\{|\[object/) as string

test.each(MAIL_LANGUAGES)('every letter is drawn in %s, with nothing left to be filled in', (language) => {
  for (const name of SAMPLE_MAILS) {
    const { html, text, subject } = sampleMail(name, brand, language)!
    expect([name, html]).toEqual([name, expect.stringContaining(`<html lang="${language}"`)])
    expect([name, html]).toEqual([name, expect.stringContaining('The Weavers')])
    for (const said of [html, text, subject]) expect([name, said]).not.toEqual([name, LEFT_OPEN])
  }
})

test('letters are told apart', () => {
  const texts = SAMPLE_MAILS.map((name) => sampleMail(name, brand, 'en')!.text)
  expect(new Set(texts).size).toBe(SAMPLE_MAILS.length)
})

test.each(['no such letter', 'toString'])('there is none that is called %p', (name) => {
  expect(sampleMail(name, brand, 'en')).toBeUndefined()
})
