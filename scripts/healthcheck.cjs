// Ends with 0 if the server of this machine or container is healthy: HEALTHCHECK of the image, ExecStartPost of systemd.
'use strict'

const { get } = require('node:http')

const TIMEOUT_MS = 4000
const port = process.env.PDS_PORT || '2583'
const address = process.env.PDS_BIND_ADDRESS || 'localhost'
// Whoever listens on all addresses listens on this one.
const host = address === '0.0.0.0' || address === '::' ? 'localhost' : address

const request = get({ host, port, path: '/xrpc/_health', timeout: TIMEOUT_MS }, (answer) => {
  answer.resume()
  process.exitCode = answer.statusCode === 200 ? 0 : 1
})
request.on('timeout', () => request.destroy(new Error('no answer in time')))
request.on('error', (error) => {
  console.error(error.message || error.code)
  process.exitCode = 1
})
