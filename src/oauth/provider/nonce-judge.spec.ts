import { DpopNonces } from '@guildhall/oauth'
import { Provider } from 'oidc-provider'
import { judgeNonces } from './nonce-judge.js'

const nonces = new DpopNonces(Buffer.alloc(32, 1), Buffer.alloc(8, 2), () => Date.now())
const providerOf = (enabled: boolean) =>
  new Provider('https://pds.example.com', {
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled, ...(enabled && { nonceSecret: Buffer.alloc(32, 3) }) },
    },
  })

test('oidc-provider keeps nonces where ours are put in their place', () => {
  expect(() => judgeNonces(providerOf(true), nonces)).not.toThrow()
})

test('it is said when there is no such place', () => {
  expect(() => judgeNonces(providerOf(false), nonces)).toThrow('keeps its nonces elsewhere')
})
