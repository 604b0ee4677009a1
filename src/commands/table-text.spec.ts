import { columns, facts } from './table-text.js'

test('columns are as wide as they have to be, and nobody gives orders to the terminal', () => {
  expect(
    columns([
      ['a', 'long one', 'x'],
      ['longer', 'b', ''],
      ['\u001b[2J', 'c', 'z'],
    ]),
  ).toBe('a          long one  x\nlonger     b\n\\u001b[2J  c         z\n')
})

test('facts that are not there are left out', () => {
  expect(
    facts([
      ['name', 'Ada'],
      ['nothing', undefined],
    ]),
  ).toBe('name  Ada\n')
})
