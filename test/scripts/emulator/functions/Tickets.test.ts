import { Tickets } from '../../../../scripts/emulator/functions/Tickets'

const invocation = { appid: 'wx0', functionName: 'it', requestId: 'r-1' }

describe('Tickets', () => {
  beforeEach(() => {
    jest.useFakeTimers()
  })
  afterEach(() => {
    jest.useRealTimers()
  })

  it('find the invocation of a ticket for ten minutes', () => {
    const tickets = new Tickets()
    const ticket = tickets.issue(invocation, true)

    expect(ticket).toMatch(/^r-1\.[0-9a-f-]{36}$/)
    jest.advanceTimersByTime(10 * 60_000 - 1)
    expect(tickets.holder(ticket, '')).toStrictEqual({ invocation, ticket: 'sent' })
    jest.advanceTimersByTime(1)
    expect(tickets.holder(ticket, '')).toBeUndefined()
  })

  it('find an invocation without a ticket by its session', () => {
    const tickets = new Tickets()

    expect(tickets.issue(invocation, false)).toBe('')
    expect(tickets.holder('', 'r-1')).toStrictEqual({ invocation, ticket: 'none' })
  })

  it('find an invocation whose ticket was left out of the call', () => {
    const tickets = new Tickets()
    tickets.issue(invocation, true)

    expect(tickets.holder('', 'r-1')).toStrictEqual({ invocation, ticket: 'unsent' })
  })

  it.each(['x', 'r-1', 'r-1.', 'r-2.x'])('reject the ticket %j, which was not issued', (ticket) => {
    const tickets = new Tickets()
    tickets.issue(invocation, true)
    tickets.issue({ ...invocation, requestId: 'r-2' }, false)

    expect(tickets.holder(ticket, 'r-1')).toBeUndefined()
  })

  it('have one ticket for programs that are not functions', () => {
    const tickets = new Tickets()

    expect(tickets.holder(tickets.outside, 'local')).toStrictEqual({ invocation: undefined, ticket: 'sent' })
    expect(tickets.holder('', 'local')).toStrictEqual({ invocation: undefined, ticket: 'none' })
    expect(new Tickets().outside).not.toBe(tickets.outside)
  })

  it('forget what has expired, without a timer', () => {
    const tickets = new Tickets()
    for (let nth = 0; nth < 1000; nth++) tickets.issue({ ...invocation, requestId: `r-${nth}` }, true)
    jest.advanceTimersByTime(10 * 60_000)
    tickets.issue(invocation, true)

    expect(Object.values(tickets).flatMap((it: unknown) => (it instanceof Map ? it.size : []))).toStrictEqual([1])
    expect(jest.getTimerCount()).toBe(0)
  })
})
