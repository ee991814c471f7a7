import { hasTicket, whyNoTicket } from '../../../../scripts/emulator/functions/hasTicket'

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
  ])('says $ticket for an invocation from $source', ({ source, ticket }) => {
    expect(hasTicket({ appid, source }, {})).toBe(ticket)
  })

  it('says yes for a timer if config.json lists triggers', () => {
    expect(hasTicket({ appid, source: 'wx_trigger' }, timers)).toBe(true)
    expect(hasTicket({ appid, source: 'wx_trigger' }, { triggers: [] })).toBe(false)
    expect(hasTicket({ appid, source: 'wx_trigger,scf' }, timers)).toBe(false)
  })

  it('says yes for a message push, whatever its source', () => {
    expect(hasTicket({ appid, source: 'wx_unknown', isPush: true }, {})).toBe(true)
  })
})

describe('whyNoTicket', () => {
  it.each([
    { source: undefined, en: 'WeChat gives none to a test in the cloud console' },
    { source: 'wx_http,scf', en: 'WeChat gives none to a function that another function called' },
    {
      source: 'wx_client,scf',
      en: 'WeChat gives none to a function that another function called (assumed where the mini program called the first one)',
    },
    {
      source: 'wx_trigger',
      en: 'WeChat gives one only to a timer that config.json lists in "triggers", uploaded with the developer tools',
    },
    { source: 'wx_delaytask', en: 'WeChat gives none to a delayed task (assumed)' },
    { source: 'wx_unknown', en: 'WeChat gives none to an invocation from "wx_unknown" (assumed)' },
  ])('names the reason for $source, and says where it is assumed', ({ source, en }) => {
    const why = whyNoTicket({ appid, source })

    expect(why.en).toBe(en)
    expect(why.zh.includes('推断')).toBe(en.includes('assumed'))
  })

  it('names exec to a program that is not a function', () => {
    expect(whyNoTicket(undefined).en).toBe('a program that is not a function has none: run it with wx-logistics exec')
  })
})
