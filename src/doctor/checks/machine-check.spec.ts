import { node } from './machine-check.js'

test.each([
  ['18.20.4', 'failed'],
  ['20.18.3', 'failed'],
  ['20.19.0', 'ok'],
  ['24.0.0', 'ok'],
])('Node.js %s: %s', (version, outcome) => {
  expect(node(version)).toMatchObject({ outcome })
})
