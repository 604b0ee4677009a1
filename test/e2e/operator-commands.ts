import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PASSWORD, signIn } from './accounts.js'
import type { ServerProcess } from './server-process.js'

const TEST_MAX_MS = 180_000

/** What operators do with accounts and settings by commands. @param serverOf takes sign-ups with invite codes only, and has no account */
export function operatorCommands(serverOf: () => ServerProcess): void {
  let server: ServerProcess
  let did: string
  beforeAll(() => {
    server = serverOf()
  })

  const pds = (...args: string[]) => server.pds(args, { PDS_INVITE_REQUIRED: 'true' })

  /** What a command answers to machines. */
  async function answerOf(...args: string[]): Promise<Record<string, unknown>> {
    const { code, stdout, stderr } = await pds(...args, '--json')
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    return JSON.parse(stdout) as Record<string, unknown>
  }

  describe('pds account', () => {
    test(
      'makes an account where sign-up takes an invite code, shows it and finds it',
      async () => {
        const file = join(server.dataDirectory, 'password')
        await writeFile(file, `${PASSWORD}\n`)
        const made = await answerOf(
          'account',
          'create',
          'ada.test',
          'ada@example.com',
          '--password-file',
          file,
        )
        did = String(made['did'])
        expect(made).toEqual({ did, handle: 'ada.test', email: 'ada@example.com' })
        const agent = await signIn(server, 'ada.test')
        expect(agent.assertDid).toBe(did)
        const { accounts } = await answerOf('account', 'list', '--email', 'ADA@')
        expect(accounts).toMatchObject([{ did, state: 'active' }])
        expect(await answerOf('account', 'list', '--email', 'nobody')).toEqual({ accounts: [] })
        const found = async (...filters: string[]) => {
          const list = (await answerOf('account', 'list', ...filters)) as { accounts: { did: string }[] }
          return list.accounts.map((account) => account.did)
        }
        expect(
          await found('--state', 'active', '--has-mfa', 'false', '--created-after', '2020-01-01'),
        ).toContain(did)
        expect(await found('--role', 'owner')).toEqual([])
        expect(await pds('account', 'list', '--state', 'asleep')).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('--state must be one of active, locked'),
        })
        expect(await pds('account', 'create', 'ada.test', 'other@example.com')).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('already taken'),
        })
      },
      TEST_MAX_MS,
    )

    test(
      'locks, which ends sessions, and keeps who did it and why',
      async () => {
        const { sessions } = await answerOf('account', 'sessions', 'list', 'ada.test')
        expect(sessions).toMatchObject([{ kind: 'password' }])
        const why = ['--reason', 'left the company', '--actor', 'grace']
        expect(await answerOf('account', 'lock', 'ada.test', ...why)).toEqual({ did, state: 'locked' })
        expect(await answerOf('account', 'sessions', 'list', 'ada.test')).toEqual({ did, sessions: [] })
        await expect(signIn(server, 'ada.test')).rejects.toThrow()
        const { stdout } = await pds('account', 'show', did)
        expect(stdout).toMatch(/lock +active → locked +administrator: grace by command: left the company/)
        expect(await answerOf('account', 'unlock', did)).toEqual({ did, state: 'active' })
        for (const until of ['soon', '2027-01-31', '2027-01-31T12:00:00'])
          expect(await pds('account', 'suspend', did, '--until', until)).toMatchObject({
            code: 2,
            stdout: '',
          })
        expect(await pds('account', 'suspend', did, '--until', '2020-01-31T12:00:00Z')).toMatchObject({
          ...{ code: 1, stdout: '', stderr: expect.stringContaining('in the future') },
        })
        const until = '2999-01-31T12:00:00.000Z'
        expect(await answerOf('account', 'suspend', did, '--until', until)).toEqual({
          ...{ did, state: 'suspended', until },
        })
        expect(await answerOf('account', 'restore', did)).toEqual({ did, state: 'active' })
      },
      TEST_MAX_MS,
    )

    test(
      'changes address and handle, and notes both',
      async () => {
        await answerOf('account', 'set-email', did, 'ada@example.org')
        await answerOf('account', 'set-handle', did, 'lovelace.test')
        const shown = await answerOf('account', 'show', 'lovelace.test')
        expect(shown).toMatchObject({ did, email: 'ada@example.org', handle: 'lovelace.test' })
        const commands = (shown['history'] as { command: string }[]).map(({ command }) => command)
        expect(commands.slice(0, 2)).toEqual(['setHandle', 'setEmail'])
      },
      TEST_MAX_MS,
    )
  })

  describe('pds repo', () => {
    test(
      'exports a repository to a new file, and imports it after a confirmation',
      async () => {
        const agent = await signIn(server, did)
        await agent.post({ text: 'kept' })
        const file = join(server.dataDirectory, 'ada.car')
        const { bytes } = await answerOf('repo', 'export', did, file)
        expect(await readFile(file)).toHaveLength(Number(bytes))
        expect(await pds('repo', 'export', did, file)).toMatchObject({
          code: 1,
          stderr: expect.stringContaining('is there already'),
        })
        await agent.post({ text: 'lost' })
        const unconfirmed = await pds('repo', 'import', did, file)
        expect(unconfirmed).toMatchObject({ code: 3, stdout: '', stderr: expect.stringContaining('--yes') })
        await answerOf('repo', 'import', did, file, '--yes')
        const { data } = await agent.com.atproto.repo.listRecords({
          repo: did,
          collection: 'app.bsky.feed.post',
        })
        expect(data.records.map(({ value }) => value['text'])).toEqual(['kept'])
        expect(await answerOf('repo', 'verify', '--all')).toEqual({ verified: 1, wrong: [] })
        await rm(file)
      },
      TEST_MAX_MS,
    )
  })

  describe('pds invite', () => {
    test(
      'makes codes, lists them and switches them off',
      async () => {
        const { codes } = (await answerOf('invite', 'create', '--count', '2', '--uses', '3')) as {
          codes: string[]
        }
        expect(codes).toHaveLength(2)
        await answerOf('invite', 'disable', codes[0]!)
        const listed = (await answerOf('invite', 'list')) as { codes: { code: string; disabled: boolean }[] }
        const states = new Map(listed.codes.map(({ code, disabled }) => [code, disabled]))
        expect([states.get(codes[0]!), states.get(codes[1]!)]).toEqual([true, false])
        expect(await pds('invite', 'create', '--count', '0')).toMatchObject({ code: 2 })
        const [email, role] = ['desk@example.com', 'help-desk']
        const forDesk = (await answerOf('invite', 'create', '--email', email, '--role', role)) as {
          codes: string[]
        }
        const { codes: all } = (await answerOf('invite', 'list')) as {
          codes: { code: string; role?: string }[]
        }
        expect(all.find(({ code }) => code === forDesk.codes[0])).toMatchObject({ role })
        expect(await pds('invite', 'create', '--email', email, '--role', 'owner')).toMatchObject({ code: 1 })
        expect(await pds('invite', 'create', '--role', role)).toMatchObject({ code: 1 })
      },
      TEST_MAX_MS,
    )
  })

  describe('pds config', () => {
    test(
      'lists all settings with where they come from, and all that is wrong, without a secret',
      async () => {
        const { code, stdout, stderr } = await server.pds(['config', 'check', '--json'], {
          PDS_PORT: 'many',
          PDS_DEV_MODE: 'perhaps',
          PDS_ADMIN_PASSWORD: 'the very secret',
          PDS_HOSTNMAE: 'pds.example.com',
        })
        expect(code).toBe(1)
        const { settings, problems, unknown } = JSON.parse(stdout) as {
          settings: { name: string; source: string; secret: boolean; value?: string }[]
          problems: string[]
          unknown: string[]
        }
        expect(problems.map((line) => line.split(' ')[0])).toEqual(['PDS_PORT', 'PDS_DEV_MODE'])
        expect(unknown).toEqual(['PDS_HOSTNMAE'])
        const byName = new Map(settings.map((setting) => [setting.name, setting]))
        expect(byName.get('PDS_ADMIN_PASSWORD')).toMatchObject({ source: 'environment', secret: true })
        expect(byName.get('PDS_CRAWL_INTERVAL_MS')).toMatchObject({ source: 'default', value: '1200000' })
        expect(stdout + stderr).not.toContain('the very secret')
      },
      TEST_MAX_MS,
    )

    test(
      'explains a setting',
      async () => {
        const { stdout } = await pds('config', 'explain', 'invite_required')
        expect(stdout).toMatch(/^setting +PDS_INVITE_REQUIRED\n[\s\S]*true \(environment\)/)
        expect(await pds('config', 'explain', 'nothing')).toMatchObject({ code: 1 })
      },
      TEST_MAX_MS,
    )
  })

  describe('pds doctor', () => {
    test(
      'finds the server that runs, its stream and its database',
      async () => {
        const { ok, findings } = (await answerOf('doctor')) as {
          ok: boolean
          findings: { check: string; outcome: string }[]
        }
        expect(ok).toBe(true)
        const outcomes = new Map(findings.map(({ check, outcome }) => [check, outcome]))
        for (const check of ['port', 'database', 'public URL', 'WebSocket']) {
          expect([check, outcomes.get(check)]).toEqual([check, 'ok'])
        }
      },
      TEST_MAX_MS,
    )

    test(
      'tells what to do where something is missing, and ends with 1',
      async () => {
        const { code, stdout } = await server.pds(['doctor'], {
          PDS_DATABASE_URL: 'postgres://a:b@localhost:9/c',
        })
        expect(code).toBe(1)
        expect(stdout).toMatch(/^FAILED +database .*ECONNREFUSED.*\n +→ Nothing listens there/m)
        expect(await pds('doctor', '--url', 'nowhere')).toMatchObject({ code: 2 })
      },
      TEST_MAX_MS,
    )
  })

  describe('an account that is deleted by command', () => {
    test(
      'goes after a confirmation only',
      async () => {
        expect(await pds('account', 'delete', did)).toMatchObject({ code: 3 })
        expect(await answerOf('account', 'delete', did, '--yes')).toEqual({ did, state: 'deleted' })
        expect(await pds('account', 'show', did)).toMatchObject({ code: 1, stdout: '' })
      },
      TEST_MAX_MS,
    )
  })
}
