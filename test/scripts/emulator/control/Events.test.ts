import { Events, type SentEvent } from '../../../../scripts/emulator/control/Events'

let events: Events
let heard: SentEvent[]
const listen = (lastId?: number) => events.listen(lastId, (event) => heard.push(event))
/** What was heard, without numbers. */
const told = () => heard.map(({ name, data }) => `${name} ${data}`)

beforeEach(() => {
  events = new Events()
  heard = []
})

describe('Events', () => {
  it('are heard from now on, numbered, by everybody who listens', () => {
    listen()
    listen()
    events.emit('call', { id: 1 })
    expect(told()).toEqual(['ready {"missed":true}', 'ready {"missed":true}', 'call {"id":1}', 'call {"id":1}'])
    const [, , first, same] = heard
    events.emit('state', {})
    expect(same).toEqual(first)
    expect(heard.at(-1)?.id).toBe(Number(first?.id) + 1)
  })

  it('are heard no longer by who has ended it', () => {
    const end = listen()
    end()
    events.emit('call', {})
    expect(told()).toEqual(['ready {"missed":true}'])
  })

  it('that came while one was away are told who comes back, in their order', () => {
    const end = listen()
    events.emit('call', { id: 1 })
    const lastId = heard.at(-1)?.id
    end()
    events.emit('call', { id: 2 })
    events.emit('line', { id: 2, text: 'x' })
    heard = []
    listen(lastId)
    expect(told()).toEqual(['ready {"missed":false}', 'call {"id":2}', 'line {"id":2,"text":"x"}'])
    expect(heard.map(({ id }) => id - Number(lastId))).toEqual([0, 1, 2])
  })

  it('go on from ready, where nothing had happened before the connection was lost', () => {
    const end = listen()
    const lastId = heard.at(-1)?.id
    end()
    events.emit('call', { id: 1 })
    heard = []
    listen(lastId)
    expect(told()).toEqual(['ready {"missed":false}', 'call {"id":1}'])
  })

  it.each([
    ['of another local WeChat, that has ended', 5],
    ['that never was', Number.MAX_SAFE_INTEGER],
  ])('are not told who comes back from one %s: all is to be fetched', (_what, lastId) => {
    listen()
    events.emit('call', { id: 1 })
    heard = []
    listen(lastId)
    expect(told()).toEqual(['ready {"missed":true}'])
  })

  it('have higher numbers where a local WeChat has begun anew', () => {
    jest.useFakeTimers({ now: 1_764_000_000_000 })
    events = new Events()
    listen()
    for (let nth = 0; nth < 100; nth++) events.emit('state', {})
    const last = Number(heard.at(-1)?.id)
    jest.setSystemTime(1_764_000_001_000)
    events = new Events()
    listen()
    jest.useRealTimers()
    expect(heard.at(-1)?.id).toBeGreaterThan(last)
  })

  it.each([
    ['a thousand events', 1001, 'x'],
    ['four megabytes', 100, 'x'.repeat(50_000)],
  ])('are kept up to %s; who was away for more has missed some', (_what, count, text) => {
    const end = listen()
    const ready = heard.at(-1)?.id
    for (let nth = 0; nth < count; nth++) events.emit('line', { text })
    end()
    const last = heard.at(-1)?.id
    heard = []
    listen(ready)
    listen(last)
    expect(told()).toEqual(['ready {"missed":true}', 'ready {"missed":false}'])
  })

  it('cost nothing before anybody has listened', () => {
    const data = { toJSON: jest.fn(() => ({})) }
    events.emit('call', data)
    expect(data.toJSON).not.toHaveBeenCalled()
  })
})
