import type { Did } from '@guildhall/syntax'
import type { Report } from '../moderation/index.js'
import { describeReport, describeReports } from './reports-report.js'

const report: Report = {
  id: 7,
  reporter: 'did:plc:alice' as Did,
  createdAt: new Date('2026-11-28T12:00:00Z'),
  content: {
    reasonType: 'com.atproto.moderation.defs#reasonSpam',
    reason: `sells \u001b[2J things ${'x'.repeat(100)}`,
    subject: { $type: 'com.atproto.admin.defs#repoRef', did: 'did:plc:bob' },
  },
  resolution: undefined,
  forwardTo: undefined,
  forwarding: 'none',
  forwardedAt: undefined,
  forwardNote: undefined,
}

describe('reports, as a terminal shows them', () => {
  test('are a line each, with nothing that a terminal obeys', () => {
    const text = describeReports({ reports: [report], cursor: 7 }, { open: 3, resolved: 1 })
    expect(text).toContain('7  2026-11-28T12:00:00.000Z  did:plc:bob  com.atproto.moderation.defs#reasonSpam')
    expect(text).toContain('sells \\u001b[2J things')
    expect(text).not.toContain('\u001b')
    expect(text.split('\n').slice(1)).toEqual(['More: --before 7', '3 open, 1 resolved', ''])
  })

  test('say what became of them', () => {
    const at = new Date('2026-11-29T12:00:00Z')
    const text = describeReport({
      ...report,
      reporter: undefined,
      resolution: { actor: 'mod', reason: 'warned', at },
      forwardTo: 'did:web:mod.test#atproto_labeler',
      forwarding: 'refused',
      forwardedAt: at,
      forwardNote: 'InvalidRequest: no',
    })
    expect(text).toContain('by an account that was deleted')
    expect(text).toContain('resolved      2026-11-29T12:00:00.000Z by mod: warned')
    expect(text).toContain(
      'refused 2026-11-29T12:00:00.000Z to did:web:mod.test#atproto_labeler InvalidRequest: no',
    )
  })
})
