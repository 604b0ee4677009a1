import { type ExecutionContext, NotFoundException } from '@nestjs/common'
import { Environment } from '../config/index.js'
import { IdentityConfig } from '../identity/index.js'
import { PlcDirectoryGuard } from './plc-directory.guard.js'

function enter(env: Record<string, string>) {
  const guard = new PlcDirectoryGuard(Environment.of(env).section(IdentityConfig))
  const request = { method: 'GET', raw: { url: '/plc/did:plc:x?y=z' } }
  return guard.canActivate({ switchToHttp: () => ({ getRequest: () => request }) } as ExecutionContext)
}

describe('PlcDirectoryGuard', () => {
  test('lets everybody in on localhost', () => {
    expect(enter({})).toBe(true)
  })

  test.each<Record<string, string>>([
    { PDS_HOSTNAME: 'pds.test' },
    { PDS_DID_PLC_URL: 'http://localhost:2582' },
  ])('with %j there is no directory here', (env) => {
    expect(() => enter(env)).toThrow(new NotFoundException('Cannot GET /plc/did:plc:x'))
  })
})
