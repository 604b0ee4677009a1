import { browserName, browserTraits } from './browser-name.js'

const MOZILLA = 'Mozilla/5.0'

test.each([
  [`${MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox on Linux'],
  [
    `${MOZILLA} (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`,
    'Edge on Windows',
  ],
  [
    `${MOZILLA} (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1`,
    'Safari on iPhone or iPad',
  ],
  [
    `${MOZILLA} (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36`,
    'Chrome on Android',
  ],
  ['curl/8.5.0', 'curl/8.5.0'],
  ['x'.repeat(500), 'x'.repeat(80)],
  ['', undefined],
  [undefined, undefined],
])('%s is called %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name)
})

test.each([
  [`${MOZILLA} (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0`, 'Firefox', 'Linux'],
  ['okhttp/4.9.3', 'okhttp', undefined],
  [MOZILLA, undefined, undefined],
  ['<b>what/ever', undefined, undefined],
  [undefined, undefined, undefined],
])('%s is %s on %s', (userAgent, browser, system) => {
  expect(browserTraits(userAgent)).toEqual({ browser, system })
})
