import { hasTicket, Tickets } from '../../../../scripts/emulator/functions/Tickets'

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

  it('delete expired tickets without a timer', () => {
    const tickets = new Tickets()
    for (let nth = 0; nth < 1000; nth++) tickets.issue({ ...invocation, requestId: `r-${nth}` }, true)
    jest.advanceTimersByTime(10 * 60_000)
    tickets.issue(invocation, true)

    expect(Object.values(tickets).flatMap((it: unknown) => (it instanceof Map ? it.size : []))).toStrictEqual([1])
    expect(jest.getTimerCount()).toBe(0)
  })
})

const appid = 'wx0000000000000000'
const timers = { triggers: [{ name: 'daily', type: 'timer', config: '0 0 9 * * * *' }] }

describe('hasTicket', () => {
  it.each([
    { source: 'wx_client', ticket: true },
    { source: 'wx_http', ticket: true },
    { source: 'wx_devtools', ticket: true },
    { source: 'wx_localdebug', ticket: true },
    { source: undefined, ticket: false },
    { source: '', ticket: false },
    { source: 'scf', ticket: false },
    { source: 'wx_http,scf', ticket: false },
    { source: 'wx_client,scf', ticket: false },
    { source: 'wx_client, scf', ticket: false },
    { source: 'wx_delaytask', ticket: false },
    { source: 'wx_unknown', ticket: false },
    { source: 'wx_trigger', ticket: false },
  ])('returns $ticket for an invocation from $source', ({ source, ticket }) => {
    expect(hasTicket({ appid, source }, {})).toBe(ticket)
  })

  it('returns true for a timer if config.json lists triggers', () => {
    expect(hasTicket({ appid, source: 'wx_trigger' }, timers)).toBe(true)
    expect(hasTicket({ appid, source: 'wx_trigger' }, { triggers: [] })).toBe(false)
    expect(hasTicket({ appid, source: 'wx_trigger,scf' }, timers)).toBe(false)
  })

  it('returns true for a message push from any source', () => {
    expect(hasTicket({ appid, source: 'wx_unknown', isPush: true }, {})).toBe(true)
  })
})
