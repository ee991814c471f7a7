import { Tokens } from '../../../../scripts/emulator/functions/Tokens'

const invocation = { appid: 'wx0', functionName: 'it', requestId: 'r-1' }

describe('Tokens', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('know the invocation of a token for ten minutes', () => {
    const tokens = new Tokens()
    const token = tokens.issue(invocation)

    jest.advanceTimersByTime(10 * 60_000 - 1)
    expect(tokens.invocation(token)).toBe(invocation)
    jest.advanceTimersByTime(1)
    expect(tokens.invocation(token)).toBeUndefined()
  })

  it('know no token that was never given', () => {
    expect(new Tokens().invocation('x')).toBeUndefined()
  })

  it('keep none whose time is over, and no timer', () => {
    const tokens = new Tokens()
    for (let nth = 0; nth < 1000; nth++) tokens.issue(invocation)
    jest.advanceTimersByTime(10 * 60_000)
    const token = tokens.issue(invocation)

    expect(JSON.stringify([...Object.values(tokens)].map((it) => it.size))).toBe('[1]')
    expect(tokens.invocation(token)).toBe(invocation)
    expect(jest.getTimerCount()).toBe(0)
  })
})
