import { afterEach, describe, expect, it } from '@jest/globals'
import { LimitedThread, type ThreadAnswer, type ThreadReply } from './limited-thread.js'

const PATIENT_MS = 60_000
const LITTLE_MS = 200

let worker: LimitedThread<Task, Reply>
afterEach(() => worker.end())

interface Task {
  path: string
}
interface Reply extends ThreadReply {
  mimeType?: string
}

const MEMORY = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }

/** A thread that does what the path of a file says, once it is ready. */
const SCRIPT = `
import { parentPort } from 'node:worker_threads'
parentPort.on('message', ({ path }) => {
  if (path === 'hang') for (;;);
  if (path === 'throw') throw new Error('thrown')
  if (path === 'reject') return void Promise.reject(new Error('rejected'))
  if (path === 'exit') process.exit(3)
  if (path === 'fill') for (const all = []; ; ) all.push(new Array(100_000).fill(path))
  parentPort.postMessage({ step: 'type', mimeType: path })
  if (path === 'half') for (;;);
  parentPort.postMessage({ step: 'done' })
  if (path === 'late') setImmediate(() => { throw new Error('late') })
})
parentPort.postMessage({ step: 'ready' })
`
const scriptUrl = (script: string) => new URL(`data:text/javascript,${encodeURIComponent(script)}`)
const file = (path: string): Task => ({ path })
const judged = (path: string) => ({
  replies: [{ step: 'type', mimeType: path }, { step: 'done' }],
})
const start = (taskMaxMs = PATIENT_MS, script = SCRIPT, startMaxMs = PATIENT_MS) => {
  worker = new LimitedThread(scriptUrl(script), { startMaxMs, taskMaxMs, memory: MEMORY })
  return worker
}

describe('a thread', () => {
  it('works on files one after the other', async () => {
    start()
    const answers = await Promise.all(['a', 'b', 'c'].map((path) => worker.run(file(path))))
    expect(answers).toEqual([judged('a'), judged('b'), judged('c')])
  })

  it.each([
    ['throw', /thrown/],
    ['reject', /rejected/],
    ['exit', /ended with code 3/],
    ['fill', /memory/],
  ])('that dies is replaced (%s)', async (path, message) => {
    start()
    const [first, broken, next] = await Promise.all(['a', path, 'b'].map((name) => worker.run(file(name))))
    expect(first).toEqual(judged('a'))
    expect(broken).toEqual({
      replies: [],
      fault: expect.objectContaining({ message: expect.stringMatching(message) }),
    })
    expect(next).toEqual(judged('b'))
  })

  it('that hangs is given up, and the next file is judged', async () => {
    start(LITTLE_MS)
    const [hanging, next] = await Promise.all([worker.run(file('hang')), retried('b')])
    expect(hanging.fault?.message).toContain(`within ${LITTLE_MS} ms`)
    expect(next).toEqual(judged('b'))
  })

  it('that hangs has told what it found until then', async () => {
    start(LITTLE_MS)
    const answer = await retried('half', ({ replies }) => replies.length > 0)
    expect(answer.replies).toEqual([{ step: 'type', mimeType: 'half' }])
    expect(answer.fault).toBeDefined()
  })

  it('that dies between two files is no fault of the server', async () => {
    start()
    expect(await worker.run(file('late'))).toEqual(judged('late'))
    expect(await retried('b')).toEqual(judged('b'))
  })
})

/** A busy machine may take longer for a file than the little time that these tests allow. */
async function retried(path: string, isEnough = (answer: ThreadAnswer<Reply>) => !answer.fault) {
  for (;;) {
    const answer = await worker.run(file(path))
    if (isEnough(answer)) return answer
  }
}

describe('a thread that does not start', () => {
  it('leaves the file without an answer, and is tried again', async () => {
    start(PATIENT_MS, 'throw new Error("no start")')
    for (let i = 0; i < 2; i++) {
      const { replies, fault } = await worker.run(file('a'))
      expect([replies, fault?.message]).toEqual([[], 'no start'])
    }
  })

  it('is given up when it is never ready', async () => {
    start(PATIENT_MS, 'setInterval(() => undefined, 1000)', LITTLE_MS)
    expect((await worker.run(file('a'))).fault?.message).toContain(`within ${LITTLE_MS} ms`)
  })
})

describe('the end', () => {
  it('comes for a thread that hangs, and for files that wait', async () => {
    start()
    await worker.run(file('a'))
    const waiting = ['hang', 'b'].map((path) => worker.run(file(path)))
    await new Promise((resolve) => setImmediate(resolve))
    await worker.end()
    const answers = await Promise.all(waiting)
    expect(answers.map(({ replies }) => replies)).toEqual([[], []])
    expect(answers.map(({ fault }) => fault?.message)).toEqual([
      expect.stringMatching(/ended with code|the server stops/),
      'the server stops',
    ])
  })
})
