import { Events, type SentEvent } from '../../../../scripts/emulator/control/Events'

let events: Events
let received: SentEvent[]
const listen = (lastId?: number) => events.listen(lastId, (event) => received.push(event))
/** The received events, without their numbers. */
const namesAndData = () => received.map(({ name, data }) => `${name} ${data}`)

beforeEach(() => {
  events = new Events()
  received = []
})

describe('Events', () => {
  it('sends later events, with the same numbers, to every listener', () => {
    listen()
    listen()
    events.emit('call', { id: 1 })
    expect(namesAndData()).toEqual(['ready {"missed":true}', 'ready {"missed":true}', 'call {"id":1}', 'call {"id":1}'])
    const [, , first, same] = received
    events.emit('state', {})
    expect(same).toEqual(first)
    expect(received.at(-1)?.id).toBe(Number(first?.id) + 1)
  })

  it('sends nothing after a listener has stopped', () => {
    const end = listen()
    end()
    events.emit('call', {})
    expect(namesAndData()).toEqual(['ready {"missed":true}'])
  })

  it('sends a listener that reconnects the events that it missed, in order', () => {
    const end = listen()
    events.emit('call', { id: 1 })
    const lastId = received.at(-1)?.id
    end()
    events.emit('call', { id: 2 })
    events.emit('line', { id: 2, text: 'x' })
    received = []
    listen(lastId)
    expect(namesAndData()).toEqual(['ready {"missed":false}', 'call {"id":2}', 'line {"id":2,"text":"x"}'])
    expect(received.map(({ id }) => id - Number(lastId))).toEqual([0, 1, 2])
  })

  it('continues after ready if no event came before the connection was lost', () => {
    const end = listen()
    const lastId = received.at(-1)?.id
    end()
    events.emit('call', { id: 1 })
    received = []
    listen(lastId)
    expect(namesAndData()).toEqual(['ready {"missed":false}', 'call {"id":1}'])
  })

  it.each([
    ['a previous local WeChat', 5],
    ['the future', Number.MAX_SAFE_INTEGER],
  ])('reports missed events to a listener that reconnects with an event number from %s', (_what, lastId) => {
    listen()
    events.emit('call', { id: 1 })
    received = []
    listen(lastId)
    expect(namesAndData()).toEqual(['ready {"missed":true}'])
  })

  it('uses higher numbers after a restart of the local WeChat', () => {
    jest.useFakeTimers({ now: 1_764_000_000_000 })
    events = new Events()
    listen()
    for (let nth = 0; nth < 100; nth++) events.emit('state', {})
    const last = Number(received.at(-1)?.id)
    jest.setSystemTime(1_764_000_001_000)
    events = new Events()
    listen()
    jest.useRealTimers()
    expect(received.at(-1)?.id).toBeGreaterThan(last)
  })

  it.each([
    ['a thousand events', 1001, 'x'],
    ['four megabytes', 100, 'x'.repeat(50_000)],
  ])('keeps up to %s, and reports missed events beyond that', (_what, count, text) => {
    const end = listen()
    const ready = received.at(-1)?.id
    for (let nth = 0; nth < count; nth++) events.emit('line', { text })
    end()
    const last = received.at(-1)?.id
    received = []
    listen(ready)
    listen(last)
    expect(namesAndData()).toEqual(['ready {"missed":true}', 'ready {"missed":false}'])
  })

  it('serializes nothing before the first listener', () => {
    const data = { toJSON: jest.fn(() => ({})) }
    events.emit('call', data)
    expect(data.toJSON).not.toHaveBeenCalled()
  })
})
