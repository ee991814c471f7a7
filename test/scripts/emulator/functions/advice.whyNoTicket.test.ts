import { whyNoTicket } from '../../../../scripts/emulator/functions/advice'

const appid = 'wx0000000000000000'

describe('whyNoTicket', () => {
  it.each([
    { source: undefined, en: 'WeChat gives none to a test in the cloud console' },
    {
      source: 'wx_client,scf',
      en: 'WeChat gives none to a function that another function called (assumed where the mini program called the first one; --allow-nested-openapi allows it here)',
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
    expect(whyNoTicket(undefined).en).toBe('a program that is not a function has none: run it with the command exec')
  })
})
