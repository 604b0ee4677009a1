import { ModerationMails } from './moderation-mails.js'
import type { Outbox } from './outbox.js'

async function textOf(html: string): Promise<unknown> {
  const letters: { text: string }[] = []
  const outbox = { put: async (letter: { text: string }) => letters.push(letter) } as unknown as Outbox
  await new ModerationMails(outbox).send({ to: 'a@example.com', subject: 'On it', html })
  return letters[0]?.text
}

it('the text of a letter is what was written, less its tags', async () => {
  expect(await textOf('<p>Dear <b title="x">you</b>, 1 < 2</p>')).toBe('Dear you, 1 < 2')
})

it('no end of tags that never end keeps anybody waiting', async () => {
  const html = '<'.repeat(500_000)
  expect(await textOf(html)).toBe(html)
})
