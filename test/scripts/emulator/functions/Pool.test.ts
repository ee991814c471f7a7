import { Pool } from '../../../../scripts/emulator/functions/Pool'

/** The parts of a function's process that a pool uses. */
class FakeProcess {
  alive = true
  constructor(readonly id: number) {}
  async kill(): Promise<void> {
    this.alive = false
  }
}

function poolOf(max: number) {
  const started: FakeProcess[] = []
  let current = 'v1'
  const code = {
    get version() {
      return current
    },
    set version(version) {
      current = version
    },
  }
  const pool = new Pool(
    () => {
      const it = new FakeProcess(started.length + 1)
      started.push(it)
      return it
    },
    () => code.version,
    max,
  )
  return { pool, started, code }
}

/** An invocation that lasts until `end` is called. */
function invocation() {
  let end = () => {}
  const ended = new Promise<void>((resolve) => {
    end = resolve
  })
  return {
    end: () => end(),
    run: async ({ id }: FakeProcess) => {
      await ended
      return id
    },
  }
}
const idOf = async ({ id }: FakeProcess) => id

describe('Pool', () => {
  it('reuses a warm process', async () => {
    const { pool, started } = poolOf(3)
    expect([await pool.use(idOf), await pool.use(idOf)]).toEqual([1, 1])
    expect(started).toHaveLength(1)
  })

  it('starts a process per simultaneous invocation up to its limit, and lets further invocations wait', async () => {
    const { pool, started } = poolOf(2)
    const invocations = Array.from({ length: 4 }, invocation)
    const used = invocations.map(({ run }) => pool.use(run))
    await Promise.resolve()
    expect(started).toHaveLength(2)
    for (const { end } of invocations) end()
    const ids = await Promise.all(used)
    expect(ids.slice(0, 2)).toEqual([1, 2])
    expect([...ids].sort()).toEqual([1, 1, 2, 2])
    expect(started).toHaveLength(2)
  })

  it('replaces a process that has exited, also for a waiting call', async () => {
    const { pool } = poolOf(1)
    const first = pool.use(async (it) => {
      await it.kill()
      return it.id
    })
    expect(await Promise.all([first, pool.use(idOf)])).toEqual([1, 2])
  })

  it('reuses a process after an invocation fails', async () => {
    const { pool } = poolOf(1)
    await expect(pool.use(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await pool.use(idOf)).toBe(1)
  })

  it('does not reuse a process that exited while it was idle', async () => {
    const { pool, started } = poolOf(1)
    await pool.use(idOf)
    await started[0]?.kill()
    expect(await pool.use(idOf)).toBe(2)
  })

  it('kills a warm process when the code has changed, and starts one with the new code', async () => {
    const { pool, started, code } = poolOf(1)
    await pool.use(idOf)
    code.version = 'v2'
    expect(await pool.use(idOf)).toBe(2)
    expect(started.map(({ alive }) => alive)).toEqual([false, true])
  })

  it('kills only processes that are in use when it is reset, or all', async () => {
    const { pool, started } = poolOf(2)
    const busy = invocation()
    const used = pool.use(busy.run)
    await pool.use(idOf)
    await pool.reset(false)
    busy.end()
    await used
    expect(started.map(({ alive }) => alive)).toEqual([false, true])
    expect(await pool.use(idOf)).toBe(2)
    await pool.reset(true)
    expect(await pool.use(idOf)).toBe(3)
  })

  it('kills every process, busy and idle ones, when it is closed', async () => {
    const { pool, started } = poolOf(2)
    const busy = invocation()
    const used = pool.use(busy.run)
    await pool.use(idOf)
    await pool.close()
    expect(started.map(({ alive }) => alive)).toEqual([false, false])
    busy.end()
    expect(await used).toBe(1)
  })

  it('rejects waiting calls when it is closed, and starts no process afterwards', async () => {
    const { pool, started } = poolOf(1)
    const first = invocation()
    const used = [pool.use(first.run), pool.use(idOf), pool.use(idOf)]
    await Promise.resolve()
    await pool.close()
    first.end()

    expect(await Promise.all(used)).toEqual([1, undefined, undefined])
    expect(await pool.use(idOf)).toBeUndefined()
    expect(started.map(({ alive }) => alive)).toEqual([false])
  })

  it('starts the next waiting call when a call fails', async () => {
    const { pool, started, code } = poolOf(1)
    const version = jest.spyOn(code, 'version', 'get')
    const first = invocation()
    const used = [pool.use(first.run), pool.use(idOf), pool.use(idOf)].map((it) =>
      it.catch((error: Error) => error.message),
    )
    await Promise.resolve()
    version.mockImplementationOnce(() => {
      throw new Error('no folder')
    })
    first.end()

    expect(await Promise.all(used)).toEqual([1, 'no folder', 1])
    expect(started).toHaveLength(1)
  })
})
