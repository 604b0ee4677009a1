import { describe, expect, it } from '@jest/globals'
import { isLoopbackClientId, readClientId } from './client-id.js'
import { OAuthError } from './oauth-error.js'

describe('a client id', () => {
  it('is where the metadata are', () => {
    expect(readClientId('https://app.example.com/oauth/client.json').hostname).toBe('app.example.com')
  })

  it.each([
    'app.example.com/client.json',
    'http://app.example.com/client.json',
    'https://app.example.com',
    'https://app.example.com/',
    'https://app.example.com/oauth/',
    'https://app.example.com:8443/client.json',
    'https://user@app.example.com/client.json',
    'https://app.example.com/client.json#',
    'https://app.example.com/a/../client.json',
    'https://APP.example.com/client.json',
    'https://127.0.0.1/client.json',
    'https://[::1]/client.json',
    'https://2130706433/client.json',
    'https://localhost/client.json',
    'https://app/client.json',
    `https://app.example.com/${'x'.repeat(2_048)}`,
  ])('is not %s', (clientId) => {
    expect(() => readClientId(clientId)).toThrow(OAuthError)
  })

  it('may name a port where clients are tried', () => {
    const clientId = 'https://app.example.com:8443/client.json'
    expect(readClientId(clientId, { portAllowed: true }).port).toBe('8443')
  })

  it('is that of a client under development', () => {
    expect(isLoopbackClientId('http://localhost')).toBe(true)
    expect(isLoopbackClientId('https://app.example.com/client.json')).toBe(false)
  })
})
